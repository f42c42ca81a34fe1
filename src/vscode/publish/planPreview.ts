import { type QuickInputButton, type QuickPick, type QuickPickItem, window } from 'vscode';
import { QuickPickItemKind, ThemeIcon, l10n } from 'vscode';
import type { PreparedPublish } from '../../core/publish/preparePublish';
import type { PublishMode } from '../../core/publish/publishPlan';
import { localized } from '../localizer';
import { type Choices, choicesOf } from './planChoices';
import { type PlanGroup, type PlanRow, changesSite, planGroups, planSummary } from './planRows';

/** What the user wants after looking at the plan. `again`: a plan in the other mode. */
export type PreviewAnswer =
  | { readonly kind: 'publish'; readonly choices: Choices }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'again'; readonly mode: PublishMode };

type PreviewItem = QuickPickItem & { readonly row?: PlanRow };

/**
 * Shows each file with what happens to it and why (P4). A check mark stands before each file that is sent or deleted, and
 * can be set or taken away.
 *
 * @param compare shows a file that differs, while the list stays open.
 */
export function previewPlan(
  prepared: PreparedPublish,
  siteLabel: string,
  compare: (row: PlanRow) => void,
): Promise<PreviewAnswer> {
  const { request, plan } = prepared;
  const groups = planGroups(plan, l10n);
  const rows = groups.flatMap((group) => group.rows);
  return new Promise((resolve) => {
    const picker = window.createQuickPick<PreviewItem>();
    picker.title = titleOf(prepared, siteLabel);
    picker.canSelectMany = true;
    picker.matchOnDescription = true;
    picker.ignoreFocusOut = true;
    picker.items = [...warningItems(prepared), ...groups.flatMap(groupItems)];
    picker.selectedItems = picker.items.filter(({ row }) => row?.isChosen);
    const mode = modeButton(request.mode);
    picker.buttons = [compareButton(), mode];
    let answer: PreviewAnswer = { kind: 'cancel' };
    const finish = (given: PreviewAnswer): void => {
      answer = given;
      picker.hide();
    };
    picker.placeholder = placeholderOf(picker);
    picker.onDidChangeSelection((items) => {
      // What a publish never touches cannot be checked.
      const possible = items.filter(({ row }) => row?.effect !== undefined);
      if (possible.length < items.length) picker.selectedItems = possible;
      picker.placeholder = placeholderOf(picker);
    });
    picker.onDidTriggerButton((button) => {
      if (button === mode) finish({ kind: 'again', mode: mode.mode });
      else compareItem(picker.activeItems[0], compare);
    });
    picker.onDidTriggerItemButton(({ item }) => compareItem(item, compare));
    picker.onDidAccept(() => {
      finish({ kind: 'publish', choices: choicesOf(rows, new Set(checkedRows(picker)), request) });
    });
    picker.onDidHide(() => {
      picker.dispose();
      resolve(answer);
    });
    picker.show();
  });
}

function titleOf({ request, plan }: PreparedPublish, siteLabel: string): string {
  return changesSite(plan)
    ? l10n.t('Publish {0} to {1}: {2}', request.name, siteLabel, planSummary(plan, l10n))
    : l10n.t('Nothing to publish: {0} has every file of {1} as it is here', siteLabel, request.name);
}

/** Says what the Enter key would do. */
function placeholderOf(picker: QuickPick<PreviewItem>): string {
  const effects = checkedRows(picker).map(({ effect }) => effect);
  const sent = effects.filter((effect) => effect === 'send').length;
  const deleted = effects.filter((effect) => effect === 'delete').length;
  if (sent + deleted === 0) return l10n.t('No file is checked, so that nothing is published');
  return deleted === 0
    ? l10n.t('Enter sends the checked files: {0}', sent)
    : l10n.t('Enter sends {0} and deletes {1} of the checked files', sent, deleted);
}

function checkedRows(picker: QuickPick<PreviewItem>): readonly PlanRow[] {
  return picker.selectedItems.flatMap(({ row }) => (row?.effect === undefined ? [] : [row]));
}

function compareItem(item: PreviewItem | undefined, compare: (row: PlanRow) => void): void {
  if (item?.row?.canCompare) compare(item.row);
}

function modeButton(current: PublishMode): QuickInputButton & { readonly mode: PublishMode } {
  return current === 'newer'
    ? { iconPath: new ThemeIcon('replace-all'), tooltip: l10n.t('Replace Everything'), mode: 'replace' }
    : { iconPath: new ThemeIcon('history'), tooltip: l10n.t('Send Only What Is Newer'), mode: 'newer' };
}

/** Beside a file it is for the mouse; in the title for the keyboard, and for the file that the keys have reached. */
function compareButton(): QuickInputButton {
  return { iconPath: new ThemeIcon('diff'), tooltip: l10n.t('Compare with the Site') };
}

function warningItems({ problems }: PreparedPublish): PreviewItem[] {
  return problems.map(({ message }) => ({ label: `$(warning) ${localized(message, l10n)}`, alwaysShow: true }));
}

function groupItems({ title, rows }: PlanGroup): PreviewItem[] {
  const items = rows.map((row): PreviewItem => ({
    label: `$(${row.icon}) ${row.path}`,
    description: row.reason,
    row,
    ...(row.canCompare ? { buttons: [compareButton()] } : {}),
  }));
  return [{ label: title, kind: QuickPickItemKind.Separator }, ...items];
}
