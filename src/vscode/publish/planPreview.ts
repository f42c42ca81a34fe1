import { type QuickInputButton, type QuickPickItem, QuickPickItemKind, ThemeIcon, l10n, window } from 'vscode';
import type { PreparedPublish } from '../../core/publish/preparePublish';
import { type PlanRow, changesSite, planGroups, planSummary } from './planRows';

/** What the user wants after looking at the plan. `again`: another plan with these options. */
export type PreviewAnswer =
  | { readonly kind: 'publish' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'again'; readonly change: 'replaceEverything' | 'onlyNewer' | 'deleteExtra' | 'overwriteNewer' };

type PreviewItem = QuickPickItem & { readonly answer?: PreviewAnswer; readonly row?: PlanRow };

/**
 * Shows each file with what happens to it and why; only the first row publishes (P4).
 *
 * @param compare shows a file that differs, while the list stays open.
 */
export function previewPlan(
  prepared: PreparedPublish,
  siteLabel: string,
  compare: (row: PlanRow) => void,
): Promise<PreviewAnswer> {
  return new Promise((resolve) => {
    const picker = window.createQuickPick<PreviewItem>();
    picker.title = l10n.t('Publish {0} to {1}', prepared.request.name, siteLabel);
    picker.placeholder = l10n.t('Type to filter the files');
    picker.matchOnDescription = true;
    picker.ignoreFocusOut = true;
    picker.items = previewItems(prepared);
    const modeButton = modeButtonOf(prepared);
    picker.buttons = [modeButton];
    let answer: PreviewAnswer = { kind: 'cancel' };
    const finish = (given: PreviewAnswer): void => {
      answer = given;
      picker.hide();
    };
    picker.onDidTriggerButton(() => finish({ kind: 'again', change: modeButton.change }));
    picker.onDidTriggerItemButton(({ item }) => {
      if (item.row) compare(item.row);
    });
    picker.onDidAccept(() => {
      const [item] = picker.activeItems;
      if (item?.answer) finish(item.answer);
      // The keyboard reaches a row's button this way.
      else if (item?.row?.canCompare) compare(item.row);
    });
    picker.onDidHide(() => {
      picker.dispose();
      resolve(answer);
    });
    picker.show();
  });
}

function modeButtonOf({ request }: PreparedPublish): QuickInputButton & { change: 'replaceEverything' | 'onlyNewer' } {
  return request.mode === 'newer'
    ? { iconPath: new ThemeIcon('replace-all'), tooltip: l10n.t('Replace Everything'), change: 'replaceEverything' }
    : { iconPath: new ThemeIcon('history'), tooltip: l10n.t('Send Only What Is Newer'), change: 'onlyNewer' };
}

function compareButton(): QuickInputButton {
  return { iconPath: new ThemeIcon('diff'), tooltip: l10n.t('Compare with the Site') };
}

function previewItems(prepared: PreparedPublish): PreviewItem[] {
  const { plan, problems } = prepared;
  const warnings = problems.map((problem): PreviewItem => ({
    label: `$(warning) ${problem.message}`,
    alwaysShow: true,
  }));
  const groups = planGroups(plan, l10n).flatMap(({ title, rows }): PreviewItem[] => [
    { label: title, kind: QuickPickItemKind.Separator },
    ...rows.map((row) => ({
      label: `$(${row.icon}) ${row.path}`,
      description: row.reason,
      row,
      ...(row.canCompare ? { buttons: [compareButton()] } : {}),
    })),
  ]);
  return [...actionItems(prepared), ...warnings, ...groups];
}

function actionItems({ plan, request }: PreparedPublish): PreviewItem[] {
  const items: PreviewItem[] = [];
  if (changesSite(plan)) {
    const answer = { kind: 'publish' } as const;
    items.push({
      label: `$(cloud-upload) ${l10n.t('Publish')}`,
      detail: planSummary(plan, l10n),
      alwaysShow: true,
      answer,
    });
  } else {
    const label = `$(check) ${l10n.t('Nothing to publish')}`;
    const detail = l10n.t('The site has every file of {0} as it is here.', request.name);
    items.push({ label, detail, alwaysShow: true, answer: { kind: 'cancel' } });
  }
  const newer = plan.files.filter((file) => file.action === 'newerOnSite').length;
  if (newer > 0) {
    const label = `$(warning) ${l10n.t('Overwrite {0} newer on the site…', newer)}`;
    items.push({ label, alwaysShow: true, answer: { kind: 'again', change: 'overwriteNewer' } });
  }
  const extra = plan.files.filter((file) => file.action === 'keep' && file.reason === 'extra-on-site').length;
  if (extra > 0) {
    const label = `$(trash) ${l10n.t('Delete {0} only on the site…', extra)}`;
    items.push({ label, alwaysShow: true, answer: { kind: 'again', change: 'deleteExtra' } });
  }
  return items;
}
