import { CancellationError, type QuickPickItem, ThemeIcon, l10n, window } from 'vscode';
import type { JobKind } from '../../core/jobs/job';
import type { PreparedPublish } from '../../core/publish/preparePublish';
import type { ScmClient } from '../../core/remote/scmClient';
import { localized } from '../localizer';
import { agreeOnPlan } from './agreeOnPlan';
import type { PublishContext } from './publishJob';
import type { PlannedJob } from './publishSeveral';
import { changesSite, planSummary } from './planRows';

type JobItem = QuickPickItem & { readonly planned: PlannedJob };

/**
 * Shows the plans of several jobs, one to a line, with a way into each; those that change something are checked.
 *
 * @returns the jobs that are to be published, with the plans that the user has agreed to.
 * @throws CancellationError when the user accepts none.
 */
export async function previewSeveral(
  context: PublishContext,
  client: ScmClient,
  planned: readonly PlannedJob[],
  siteLabel: string,
): Promise<readonly PlannedJob[]> {
  let jobs = planned;
  let checked = new Set(jobs.filter(isUseful).map(({ job }) => job));
  for (;;) {
    const answer = await ask(jobs, checked, siteLabel);
    if (answer.detail === undefined) return answer.chosen;
    const { job, prepared } = answer.detail;
    checked = new Set(answer.chosen.map((each) => each.job));
    try {
      const agreed = await agreeOnPlan(context, client, prepared.request, siteLabel);
      jobs = jobs.map((each) => (each.job === job ? { job, prepared: agreed } : each));
      checked.add(job);
    } catch (error) {
      // Back to the list, which still holds the plan from before.
      if (!(error instanceof CancellationError)) throw error;
    }
  }
}

interface Answer {
  readonly chosen: readonly PlannedJob[];
  /** The plan that the user wants to see, instead of an answer. */
  readonly detail?: PlannedJob;
}

function ask(jobs: readonly PlannedJob[], checked: ReadonlySet<PlannedJob['job']>, siteLabel: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const picker = window.createQuickPick<JobItem>();
    picker.title = l10n.t('Publish {0} jobs to {1}', jobs.length, siteLabel);
    picker.placeholder = l10n.t('Enter publishes the checked jobs');
    picker.canSelectMany = true;
    picker.matchOnDescription = true;
    picker.ignoreFocusOut = true;
    picker.items = jobs.map(itemOf);
    picker.selectedItems = picker.items.filter(({ planned }) => checked.has(planned.job));
    const chosen = (): readonly PlannedJob[] => picker.selectedItems.map(({ planned }) => planned);
    let answer: Answer | undefined;
    picker.onDidChangeSelection((items) => {
      const possible = items.filter(({ planned }) => errorsOf(planned.prepared).length === 0);
      if (possible.length < items.length) picker.selectedItems = possible;
    });
    picker.onDidTriggerItemButton(({ item }) => {
      answer = { chosen: chosen(), detail: item.planned };
      picker.hide();
    });
    picker.onDidAccept(() => {
      if (chosen().length > 0) answer = { chosen: chosen() };
      picker.hide();
    });
    picker.onDidHide(() => {
      picker.dispose();
      if (answer) resolve(answer);
      else reject(new CancellationError());
    });
    picker.show();
  });
}

function itemOf(planned: PlannedJob): JobItem {
  const { request, plan, problems } = planned.prepared;
  const errors = errorsOf(planned.prepared);
  const messages = problems.map(({ message }) => localized(message, l10n)).join(' ');
  return {
    label: `$(${iconOf(request.kind, errors.length, problems.length)}) ${request.name}`,
    description: changesSite(plan) ? planSummary(plan, l10n) : l10n.t('nothing to publish'),
    ...(messages === '' ? {} : { detail: messages }),
    buttons: [{ iconPath: new ThemeIcon('list-selection'), tooltip: l10n.t('Show Plan') }],
    planned,
  };
}

function iconOf(kind: JobKind, errors: number, problems: number): string {
  if (errors > 0) return 'error';
  if (problems > 0) return 'warning';
  return kind === 'continuous' ? 'sync' : 'zap';
}

function isUseful({ prepared }: PlannedJob): boolean {
  return changesSite(prepared.plan) && errorsOf(prepared).length === 0;
}

function errorsOf({ problems }: PreparedPublish): PreparedPublish['problems'] {
  return problems.filter(({ severity }) => severity === 'error');
}
