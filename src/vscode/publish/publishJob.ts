import { CancellationError, l10n } from 'vscode';
import { UserError } from '../../core/base/userError';
import type { PublishError } from '../../core/publish/publishError';
import type { PreparedPublish, PublishRequest } from '../../core/publish/preparePublish';
import type { ScmClient } from '../../core/remote/scmClient';
import { commandIds } from '../commands/commandIds';
import { type JobPicker, type JobQuestion, activeEditorTarget } from '../commands/jobPicker';
import { requireTrust } from '../commands/runJob';
import type { ActionDialogs } from '../dialogs';
import { localizedError } from '../localizer';
import type { Notifier } from '../notifier';
import type { SiteJob } from '../sites/siteRegistry';
import { jobTarget } from '../views/treeNodes';
import { withProgress } from '../withProgress';
import { agreeOnPlan, newerOnSite } from './agreeOnPlan';
import type { PublishMemory } from './publishMemory';
import type { PublishTarget } from './publishTarget';
import type { PublishTargets } from './publishTargets';
import { resultText } from './publishText';
import { type PublishWork, refuse } from './publishWork';
import type { SiteFileDiff } from './siteFileDiff';

/** What publishes are done with. */
export interface PublishContext {
  readonly picker: JobPicker;
  readonly targets: PublishTargets;
  readonly memory: PublishMemory;
  readonly work: PublishWork;
  readonly diff: SiteFileDiff;
  readonly dialogs: ActionDialogs;
  readonly notifier: Notifier;
  /** The jobs of the window. */
  readonly jobs: () => readonly SiteJob[];
}

/** Publishes a job: where to, what will happen, doing it, and what has happened (P2, P4, P7). */
export class PublishJob {
  constructor(private readonly context: PublishContext) {}

  async publish(target: unknown): Promise<void> {
    requireTrust();
    const { picker, targets, memory } = this.context;
    const chosen = await picker.resolve(target, publishable(l10n.t('Publish which job?')));
    const title = l10n.t('Publish {0} to which site?', chosen.job.name);
    await this.publishTo(chosen, await targets.choose(title, memory.targetOf(chosen)));
  }

  /** Publishes once more, without a question unless something could be lost. */
  async again(target: unknown): Promise<void> {
    requireTrust();
    const { targets, memory } = this.context;
    const chosen = await this.lastPublished(target);
    const site = chosen && targets.find(memory.targetOf(chosen));
    if (!chosen || !site) {
      await this.publish(chosen && jobTarget(chosen));
      return;
    }
    const client = await site.open();
    const prepared = await this.context.work.prepare(client, this.request(chosen, site), site.label);
    const newer = newerOnSite(prepared);
    if (newer.length === 0) {
      await this.carryOut(chosen, client, prepared, site);
      return;
    }
    const keep = l10n.t("Keep the Site's");
    const overwrite = l10n.t('Overwrite');
    const showPlan = l10n.t('Show Plan');
    const answer = await this.context.dialogs.choose({
      message: l10n.t('Files of {0} were changed on {1} after your copy.', chosen.job.name, site.label),
      detail: newer.join('\n'),
      actions: [keep, overwrite, showPlan],
    });
    if (answer === undefined) throw new CancellationError();
    if (answer === showPlan) {
      await this.publishTo(chosen, site);
      return;
    }
    const { planAgain } = await import('../../core/publish/preparePublish');
    const plan = answer === overwrite ? await planAgain(prepared, { overwritePaths: new Set(newer) }) : prepared;
    await this.carryOut(chosen, client, plan, site);
  }

  private async publishTo(chosen: SiteJob, site: PublishTarget): Promise<void> {
    const client = await site.open();
    const prepared = await agreeOnPlan(this.context, client, this.request(chosen, site), site.label);
    await this.carryOut(chosen, client, prepared, site);
  }

  private request(chosen: SiteJob, { site }: PublishTarget): PublishRequest {
    const { kind, name, folder } = chosen.job;
    return { kind, name, folder, ...this.context.memory.choicesOf(chosen, site) };
  }

  /** The job of the active editor, else the one that was published last. */
  private async lastPublished(target: unknown): Promise<SiteJob | undefined> {
    const { picker, memory, jobs } = this.context;
    if (target !== activeEditorTarget && target !== undefined) {
      return await picker.resolve(target, publishable(l10n.t('Publish which job?')));
    }
    const active = picker.activeJob();
    if (active) return active;
    const { last } = memory;
    return jobs().find(
      ({ site, job }) => site.id === last?.source && job.kind === last.key.kind && job.name === last.key.name,
    );
  }

  private async carryOut(
    chosen: SiteJob,
    client: ScmClient,
    prepared: PreparedPublish,
    target: PublishTarget,
  ): Promise<void> {
    refuse(prepared);
    const { memory, work, notifier } = this.context;
    const { job } = chosen;
    await memory.remember(chosen, target.site, prepared.request);
    try {
      const title = l10n.t('Publishing {0} to {1}', job.name, target.label);
      const result = await withProgress(title, (report, signal) => work.carryOut(client, prepared, signal, report));
      const text = resultText(job.name, target.label, prepared.plan, result, l10n);
      const onSite = jobTarget({ site: target.site, job });
      const showOutput = { title: l10n.t('Show Output'), command: commandIds.showOutput, arguments: [onSite] };
      const undo = { title: l10n.t('Undo'), command: commandIds.undoPublish, arguments: [onSite] };
      const showLog = { title: l10n.t('Show Log'), command: commandIds.showLog };
      if (!result.isChanged) notifier.info(text);
      else if (result.isVerified && result.warnings.length === 0) notifier.info(text, showOutput, undo);
      else notifier.warn(text, showLog, undo);
    } catch (error) {
      if (!isTakenBack(error)) throw error;
      notifier.info(localizedError(error, l10n));
    } finally {
      await target.site.refresh();
    }
  }
}

/** The user cancelled, and nothing of it is left: no failure, but an answer to the wish. */
function isTakenBack(error: unknown): error is PublishError {
  const { isCancelled, outcome } = error instanceof UserError ? (error as Partial<PublishError>) : {};
  return isCancelled === true && outcome === 'old-kept';
}

/** The question for a job of the workspace that a site would run. */
export function publishable(title: string): JobQuestion {
  return {
    title,
    accepts: ({ site, job }) => site.kind === 'workspace' && job.runCommand !== null,
    refusal: ({ site, job }) =>
      site.kind === 'workspace'
        ? l10n.t(
            '{0} has no script that the site would run. Add one, for example run.js, to {1}.',
            job.name,
            job.folder,
          )
        : l10n.t('{0} lies on {1}. Publish it from the workspace that holds its source.', job.name, site.label),
    none: l10n.t(
      'There is no job to publish. A job is a folder with a script below jobs/continuous or jobs/triggered.',
    ),
  };
}
