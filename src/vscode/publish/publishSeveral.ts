import { CancellationError, Uri, l10n, window } from 'vscode';
import { UserError } from '../../core/base/userError';
import type { PreparedPublish, PublishRequest } from '../../core/publish/preparePublish';
import type { JobOutcome } from '../../core/publish/publishJobs';
import type { ScmClient } from '../../core/remote/scmClient';
import { commandIds } from '../commands/commandIds';
import { requireTrust } from '../commands/runJob';
import type { SiteJob } from '../sites/siteRegistry';
import { isTreeNode } from '../views/treeNodes';
import { withProgress } from '../withProgress';
import { type PublishContext, publishable } from './publishJob';
import type { PublishTarget } from './publishTarget';
import { type PublishedPlan, severalText } from './publishText';
import { previewSeveral } from './severalPreview';

/** A job of the workspace with its plan. */
export interface PlannedJob {
  readonly job: SiteJob;
  readonly prepared: PreparedPublish;
}

/** Publishes several jobs to one site in one go (P8): one question for the jobs, one for the site, one look at the plans. */
export class PublishSeveral {
  constructor(private readonly context: PublishContext) {}

  /** @param targets what is selected in the tree or the explorer; without jobs among them the user is asked. */
  async publish(targets: readonly unknown[]): Promise<void> {
    requireTrust();
    const jobs = await this.chooseJobs(targets);
    const [last] = jobs.map((job) => this.context.memory.targetOf(job)).filter((id) => id !== undefined);
    const title = l10n.t('Publish {0} jobs to which site?', jobs.length);
    const site = await this.context.targets.choose(title, last);
    const client = await site.open();
    const planned = await previewSeveral(this.context, client, await this.plan(jobs, client, site), site.label);
    await this.carryOut(planned, client, site);
  }

  private async chooseJobs(targets: readonly unknown[]): Promise<readonly SiteJob[]> {
    const question = publishable(l10n.t('Publish which jobs?'));
    const possible = this.context.jobs().filter((job) => question.accepts?.(job));
    const named = targets.filter((target) => target instanceof Uri || (isTreeNode(target) && 'key' in target));
    if (named.length > 0) {
      const jobs: SiteJob[] = [];
      for (const target of named) jobs.push(await this.context.picker.resolve(target, question));
      return [...new Map(jobs.map((job) => [`${job.site.id} ${job.job.kind} ${job.job.name}`, job])).values()];
    }
    const site = targets.find(isTreeNode)?.site;
    const offered = possible.filter((job) => site === undefined || job.site === site);
    if (offered.length === 0) throw new UserError('no-job', question.none);
    const items = offered.map((each) => ({
      label: each.job.name,
      description: `${each.job.kind === 'continuous' ? l10n.t('continuous') : l10n.t('triggered')} · ${each.site.label}`,
      picked: true,
      each,
    }));
    const picked = await window.showQuickPick(items, { title: question.title, canPickMany: true });
    if (!picked || picked.length === 0) throw new CancellationError();
    return picked.map(({ each }) => each);
  }

  private async plan(jobs: readonly SiteJob[], client: ScmClient, site: PublishTarget): Promise<readonly PlannedJob[]> {
    const title = l10n.t('Comparing {0} jobs with {1}', jobs.length, site.label);
    return await withProgress(title, async (report, signal) => {
      const planned: PlannedJob[] = [];
      for (const [index, job] of jobs.entries()) {
        const { kind, name, folder } = job.job;
        const request: PublishRequest = { kind, name, folder, ...this.context.memory.choicesOf(job, site.site) };
        const prepared = await this.context.work.look(client, request, signal, (fraction) =>
          report((index + fraction) / jobs.length, name),
        );
        planned.push({ job, prepared });
      }
      return planned;
    });
  }

  private async carryOut(planned: readonly PlannedJob[], client: ScmClient, site: PublishTarget): Promise<void> {
    const { publishJobs } = await import('../../core/publish/publishJobs');
    const { memory, work, notifier } = this.context;
    const byRequest = new Map(planned.map((each) => [each.prepared.request, each]));
    const title = l10n.t('Publishing {0} jobs to {1}', planned.length, site.label);
    let outcomes: JobOutcome<PublishedPlan>[];
    try {
      outcomes = await withProgress(title, (report, signal) => {
        let done = 0;
        const publishOne = async (request: PublishRequest): Promise<PublishedPlan> => {
          const each = byRequest.get(request);
          if (!each) throw new RangeError(`${request.name} has no plan.`);
          await memory.remember(each.job, site.site, request);
          const result = await work.carryOut(client, each.prepared, signal, (fraction, message) =>
            report((done + fraction) / planned.length, `${request.name}: ${message ?? ''}`),
          );
          done++;
          return { plan: each.prepared.plan, result };
        };
        return publishJobs([...byRequest.keys()], publishOne, signal);
      });
    } finally {
      await site.site.refresh();
    }
    const text = severalText(site.label, outcomes, l10n);
    const isFine = outcomes.every((outcome) => outcome.state === 'published' && isWhole(outcome.value));
    if (isFine) notifier.info(text);
    else notifier.warn(text, { title: l10n.t('Show Log'), command: commandIds.showLog });
  }
}

function isWhole({ result }: PublishedPlan): boolean {
  return result.isVerified && result.warnings.length === 0;
}
