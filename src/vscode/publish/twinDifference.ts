import type { PlannedFile, PublishPlan } from '../../core/publish/publishPlan';
import type { Localizer } from '../localizer';

/** In what a job of the workspace and the job of that name on a site differ. */
export interface TwinDifference {
  /** Files are newer in the workspace, or only there. */
  readonly isNewerHere: boolean;
  /** Files are newer on the site. */
  readonly isNewerThere: boolean;
  readonly hasOtherSettings: boolean;
}

/** Reads it off the plan of a publish. Files that are only on the site are no difference: jobs write files, too. */
export function twinDifference(plan: PublishPlan): TwinDifference {
  const files = plan.files.filter((file) => !isSettings(file));
  return {
    isNewerHere: files.some(({ action }) => action === 'add' || action === 'replace'),
    isNewerThere: files.some(({ action }) => action === 'newerOnSite'),
    hasOtherSettings: plan.files.some((file) => isSettings(file) && file.action !== 'keep'),
  };
}

/** What the row of the workspace's job says; undefined when the two are alike. */
export function differenceHere(difference: TwinDifference, siteLabel: string, l10n: Localizer): string | undefined {
  const { isNewerHere, isNewerThere, hasOtherSettings } = difference;
  if (isNewerHere && isNewerThere) return l10n.t('changed here and on {0}', siteLabel);
  if (isNewerHere) return l10n.t('newer than on {0}', siteLabel);
  if (isNewerThere) return l10n.t('older than on {0}', siteLabel);
  return hasOtherSettings ? l10n.t('other settings on {0}', siteLabel) : undefined;
}

/** What the row of the site's job says; undefined when the two are alike. */
export function differenceThere(difference: TwinDifference, label: string, l10n: Localizer): string | undefined {
  const { isNewerHere, isNewerThere, hasOtherSettings } = difference;
  if (isNewerHere && isNewerThere) return l10n.t('changed here and in {0}', label);
  if (isNewerHere) return l10n.t('older than in {0}', label);
  if (isNewerThere) return l10n.t('newer than in {0}', label);
  return hasOtherSettings ? l10n.t('other settings in {0}', label) : undefined;
}

function isSettings({ path }: PlannedFile): boolean {
  return /(^|\/)settings\.job$/i.test(path);
}
