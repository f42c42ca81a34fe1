import { l10n } from 'vscode';
import { UserError, errorMessage } from '../../core/base/userError';
import type { Notifier } from '../notifier';
import type { JobOutputs } from '../output/jobOutputs';
import type { SiteJob, SiteRegistry } from '../sites/siteRegistry';
import { isAlive } from '../views/jobState';
import { isTreeNode } from '../views/treeNodes';
import { requireTrust } from './runJob';

/** Starts every continuous job of a site at once; triggered jobs have their schedules and their callers. */
export class StartAllJobs {
  constructor(
    private readonly registry: SiteRegistry,
    private readonly outputs: JobOutputs,
    private readonly notifier: Notifier,
  ) {}

  /** @param target a row of the tree names the site; without one it is the workspace. */
  async start(target: unknown): Promise<void> {
    requireTrust();
    const isWanted = ({ site }: SiteJob): boolean =>
      isTreeNode(target) ? site === target.site : site.kind === 'workspace';
    const resting = this.registry.jobs.filter(
      (each) => isWanted(each) && each.job.kind === 'continuous' && each.job.runCommand !== null && !isAlive(each.job),
    );
    if (resting.length === 0) {
      throw new UserError('nothing-to-start', l10n.t('Every continuous job runs already, or has nothing to run.'));
    }
    const failures = await Promise.all(resting.map((each) => this.startOne(each)));
    const messages = failures.filter((failure) => failure !== undefined);
    if (messages.length > 0) this.notifier.error(messages.join(' '));
  }

  /** What went wrong; one job that does not start keeps no other from starting. */
  private async startOne({ site, job }: SiteJob): Promise<string | undefined> {
    try {
      await this.outputs.start(site, job, {});
      return undefined;
    } catch (error) {
      return `${job.name}: ${errorMessage(error)}`;
    }
  }
}
