import { l10n } from 'vscode';
import { UserError, errorMessage } from '../../core/base/userError';
import type { JobOutputs } from '../output/jobOutputs';
import type { SiteJob, SiteRegistry } from '../sites/siteRegistry';
import { isAlive } from '../views/jobState';
import { requireTrust } from './runJob';

/** Starts and stops the jobs of the workspace together (V1). */
export class AllJobs {
  constructor(
    private readonly registry: SiteRegistry,
    private readonly outputs: JobOutputs,
  ) {}

  /** Starts what the service would keep running: every continuous job. Runs of triggered jobs are asked for one by one. */
  async start(): Promise<void> {
    requireTrust();
    if (this.ofWorkspace.length === 0) await this.registry.lookAgain();
    const continuous = this.ofWorkspace.filter(({ job }) => job.kind === 'continuous' && job.runCommand !== null);
    const waiting = continuous.filter(({ job }) => !isAlive(job));
    if (waiting.length === 0) {
      throw new UserError(
        'nothing-to-start',
        continuous.length === 0
          ? l10n.t('This workspace has no continuous job with a script. Run triggered jobs one by one.')
          : l10n.t('Every continuous job of this workspace is running already.'),
      );
    }
    await forEach(waiting, l10n.t('Not started'), async ({ site, job }) => {
      await this.outputs.start(site, job, {});
    });
  }

  /** Stops continuous jobs and runs alike. */
  async stop(): Promise<void> {
    const alive = this.ofWorkspace.filter(({ job }) => isAlive(job));
    if (alive.length === 0) throw new UserError('nothing-to-stop', l10n.t('No job of this workspace is running.'));
    await forEach(alive, l10n.t('Not stopped'), ({ site, job }) => site.stop(job, {}));
  }

  private get ofWorkspace(): SiteJob[] {
    return this.registry.jobs.filter(({ site }) => site.kind === 'workspace');
  }
}

/** Does it for all at the same time; one that fails keeps none of the others, and all that failed are named. */
async function forEach(jobs: readonly SiteJob[], problem: string, act: (job: SiteJob) => Promise<void>): Promise<void> {
  const results = await Promise.allSettled(jobs.map(act));
  const failures = results.flatMap((result, index) =>
    result.status === 'rejected' ? [`${jobs[index]?.job.name ?? ''}: ${errorMessage(result.reason)}`] : [],
  );
  if (failures.length > 0) throw new UserError('some-jobs-failed', `${problem}: ${failures.join('; ')}`);
}
