import { l10n } from 'vscode';
import { UserError } from '../../core/base/userError';
import { localizedError } from '../localizer';
import type { JobOutputs } from '../output/jobOutputs';
import type { SiteJob, SiteRegistry } from '../sites/siteRegistry';
import { isStoppable } from '../views/jobItem';
import { isAlive } from '../views/jobState';
import { isTreeNode } from '../views/treeNodes';
import { requireTrust } from './runJob';

/** Starts and stops the jobs of a site together (V1). A row of the tree names the site; without one it is the workspace. */
export class AllJobs {
  constructor(
    private readonly registry: SiteRegistry,
    private readonly outputs: JobOutputs,
  ) {}

  /** Starts what the service would keep running: every continuous job. Runs of triggered jobs are asked for one by one. */
  async start(target: unknown): Promise<void> {
    requireTrust();
    if (this.jobsOf(target).length === 0) await this.registry.lookAgain();
    const continuous = this.jobsOf(target).filter(({ job }) => job.kind === 'continuous' && job.runCommand !== null);
    const waiting = continuous.filter(({ job }) => !isAlive(job));
    if (waiting.length === 0) {
      throw new UserError(
        'nothing-to-start',
        continuous.length === 0
          ? l10n.t('There is no continuous job with a script. Run triggered jobs one by one.')
          : l10n.t('Every continuous job is running already.'),
      );
    }
    await forEach(waiting, l10n.t('Not started'), async ({ site, job }) => {
      await this.outputs.start(site, job, {});
    });
  }

  /** Stops continuous jobs, and runs where something can end them. */
  async stop(target: unknown): Promise<void> {
    const alive = this.jobsOf(target).filter(({ site, job }) => isStoppable(job, site.kind));
    if (alive.length === 0) throw new UserError('nothing-to-stop', l10n.t('No job is running.'));
    await forEach(alive, l10n.t('Not stopped'), ({ site, job }) => site.stop(job, {}));
  }

  private jobsOf(target: unknown): SiteJob[] {
    return this.registry.jobs.filter(({ site }) =>
      isTreeNode(target) ? site === target.site : site.kind === 'workspace',
    );
  }
}

/** Does it for all at the same time; one that fails keeps none of the others, and all that failed are named. */
async function forEach(jobs: readonly SiteJob[], problem: string, act: (job: SiteJob) => Promise<void>): Promise<void> {
  const results = await Promise.allSettled(jobs.map(act));
  const failures = results.flatMap((result, index) =>
    result.status === 'rejected' ? [`${jobs[index]?.job.name ?? ''}: ${localizedError(result.reason, l10n)}`] : [],
  );
  if (failures.length > 0) throw new UserError('some-jobs-failed', `${problem}: ${failures.join('; ')}`);
}
