import { CancellationError, l10n } from 'vscode';
import type { PreparedPublish, PublishRequest } from '../../core/publish/preparePublish';
import type { ScmClient } from '../../core/remote/scmClient';
import type { ActionDialogs } from '../dialogs';
import { localizedError } from '../localizer';
import type { Notifier } from '../notifier';
import { type Choices, lossesOf } from './planChoices';
import { previewPlan } from './planPreview';
import { type PlanRow, planGroups } from './planRows';
import { type PublishWork, refuse } from './publishWork';
import type { SiteFileDiff } from './siteFileDiff';

interface AgreeContext {
  readonly work: PublishWork;
  readonly diff: SiteFileDiff;
  readonly dialogs: ActionDialogs;
  readonly notifier: Notifier;
}

/**
 * Shows plan after plan until the user accepts one, and asks once more before something on the site is lost.
 *
 * @throws CancellationError when the user accepts none.
 */
export async function agreeOnPlan(
  context: AgreeContext,
  client: ScmClient,
  request: PublishRequest,
  siteLabel: string,
): Promise<PreparedPublish> {
  let prepared = await context.work.prepare(client, request, siteLabel);
  for (;;) {
    const shown = prepared;
    const answer = await previewPlan(shown, siteLabel, (row) => {
      // The list stays open behind whatever the site answers.
      context.diff
        .show(client, shown, row)
        .catch((error: unknown) => context.notifier.error(localizedError(error, l10n)));
    });
    if (answer.kind === 'cancel') throw new CancellationError();
    if (answer.kind === 'again') {
      prepared = await context.work.prepare(client, { ...shown.request, mode: answer.mode }, siteLabel);
      continue;
    }
    const { planAgain } = await import('../../core/publish/preparePublish');
    prepared = await planAgain(shown, answer.choices);
    refuse(prepared);
    if (await isSure(context.dialogs, shown, answer.choices, siteLabel)) return prepared;
  }
}

/** The paths that the plan keeps because somebody changed them on the site. */
export function newerOnSite({ plan }: PreparedPublish): readonly string[] {
  return plan.files.filter(({ action }) => action === 'newerOnSite').map(({ path }) => path);
}

async function isSure(
  dialogs: ActionDialogs,
  { plan }: PreparedPublish,
  choices: Choices,
  siteLabel: string,
): Promise<boolean> {
  const rows = planGroups(plan, l10n).flatMap((group) => group.rows);
  const losses = lossesOf(rows, choices);
  if (losses.length === 0) return true;
  return await dialogs.confirm({
    message: l10n.t('Overwrite or delete {0} files that only {1} has so?', losses.length, siteLabel),
    detail: losses.map(lossText).join('\n'),
    action: l10n.t('Publish'),
  });
}

function lossText({ path, effect }: PlanRow): string {
  return effect === 'delete' ? l10n.t('{0}: deleted', path) : l10n.t('{0}: overwritten', path);
}
