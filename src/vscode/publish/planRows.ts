import type { PlanReason, PlannedFile, PublishPlan } from '../../core/publish/publishPlan';
import type { Localizer } from '../localizer';

/** The files of one fate in the preview of a publish. */
export interface PlanGroup {
  readonly action: PlannedFile['action'];
  /** What happens to them, with their number. */
  readonly title: string;
  readonly rows: readonly PlanRow[];
}

/** One file and why it is treated so. */
export interface PlanRow {
  readonly path: string;
  /** The spelling on the site. */
  readonly sitePath: string;
  /** Both sides have the file, with different contents as far as is known. */
  readonly canCompare: boolean;
  readonly reason: string;
  readonly icon: string;
  /** What choosing the row does; undefined for what a publish never touches. */
  readonly effect: 'send' | 'delete' | undefined;
  /** The plan does it. */
  readonly isChosen: boolean;
  /** The site's version was changed after the local one. */
  readonly isNewerOnSite: boolean;
}

/** Changes first, then what is kept although the two sides differ, then what is equal. Empty groups are left out. */
export function planGroups(plan: PublishPlan, l10n: Localizer): readonly PlanGroup[] {
  const titles: Record<PlannedFile['action'], string> = {
    add: l10n.t('Added'),
    replace: l10n.t('Replaced'),
    delete: l10n.t('Deleted from the site'),
    newerOnSite: l10n.t('Newer on the site, kept there'),
    keep: l10n.t('Kept'),
  };
  return groupOrder.flatMap((action) => {
    const files = plan.files.filter((file) => file.action === action);
    if (files.length === 0) return [];
    const rows = files.map((file) => ({
      path: file.path,
      sitePath: file.sitePath,
      canCompare: file.local !== undefined && file.remote !== undefined && file.reason !== 'same',
      reason: reasonText(file, l10n),
      icon: icons[action],
      effect: effectOf(file),
      isChosen: isUpload(file) || file.action === 'delete',
      isNewerOnSite: file.reason === 'newer-on-site' || file.reason === 'overwrite-newer',
    }));
    return [{ action, title: `${titles[action]}: ${files.length}`, rows }];
  });
}

/** The plan in one line, such as "1 to send, 12 unchanged". */
export function planSummary(plan: PublishPlan, l10n: Localizer): string {
  const count = (isCounted: (file: PlannedFile) => boolean): number => plan.files.filter(isCounted).length;
  const sent = count(isUpload);
  const deleted = count((file) => file.action === 'delete');
  const newer = count((file) => file.action === 'newerOnSite');
  const same = count((file) => file.action === 'keep' && file.reason === 'same');
  const kept = count((file) => file.action === 'keep' && file.reason !== 'same');
  const parts = [
    l10n.t('{0} to send', sent),
    ...(deleted === 0 ? [] : [l10n.t('{0} to delete', deleted)]),
    ...(newer === 0 ? [] : [l10n.t('{0} newer on the site', newer)]),
    ...(same === 0 && sent > 0 ? [] : [l10n.t('{0} unchanged', same)]),
    ...(kept === 0 ? [] : [l10n.t('{0} kept', kept)]),
  ];
  return parts.join(', ');
}

/** Whether carrying out the plan changes anything on the site. */
export function changesSite(plan: PublishPlan): boolean {
  return plan.files.some((file) => isUpload(file) || file.action === 'delete');
}

function isUpload(file: PlannedFile): boolean {
  return file.action === 'add' || file.action === 'replace';
}

/** What nobody sends or deletes: stop markers, settings that are only on the site, and what the ignore rules name. */
function effectOf({ reason, local }: PlannedFile): PlanRow['effect'] {
  if (reason === 'disable-job' || reason === 'settings-kept' || reason === 'ignored') return undefined;
  return local === undefined ? 'delete' : 'send';
}

/** Why a file is treated as it is; a changed `settings.job` is named as what it means. */
function reasonText(file: PlannedFile, l10n: Localizer): string {
  const text = reasons(l10n)[file.reason];
  const isSettings = /(^|\/)settings\.job$/i.test(file.path) && file.action === 'replace';
  return isSettings ? `${text}; ${l10n.t('settings or schedule change')}` : text;
}

function reasons(l10n: Localizer): Readonly<Record<PlanReason, string>> {
  return {
    'missing-on-site': l10n.t('not on the site yet'),
    'newer-here': l10n.t('newer here'),
    'size-differs': l10n.t('another size'),
    'overwrite-newer': l10n.t('newer on the site, replaced as you chose'),
    'replace-mode': l10n.t('everything is replaced'),
    chosen: l10n.t('sent as you chose'),
    'left-out': l10n.t('left out as you chose'),
    same: l10n.t('unchanged'),
    'newer-on-site': l10n.t('changed on the site after your copy'),
    'extra-on-site': l10n.t('only on the site'),
    ignored: l10n.t('left out by the ignore rules'),
    'settings-not-newer': l10n.t('the local settings are not newer'),
    'settings-kept': l10n.t('the settings of the site stay'),
    'disable-job': l10n.t('says whether the job is stopped; never published'),
    'in-the-way': l10n.t('stands where something else is to be'),
  };
}

const groupOrder: readonly PlannedFile['action'][] = ['add', 'replace', 'delete', 'newerOnSite', 'keep'];

const icons: Readonly<Record<PlannedFile['action'], string>> = {
  add: 'diff-added',
  replace: 'diff-modified',
  delete: 'diff-removed',
  newerOnSite: 'arrow-circle-down',
  keep: 'circle-outline',
};
