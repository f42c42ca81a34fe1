import { l10n } from 'vscode';
import type { SiteJob } from '../sites/siteRegistry';
import { isStoppable } from '../views/jobItem';
import { isAlive } from '../views/jobState';
import type { JobPicker } from './jobPicker';
import { isSameJob } from '../../core/jobs/job';

/** Stops jobs as the service does; a second request for a job that is being stopped skips its waiting time (E7). */
export class StopJob {
  private readonly stopping = new Set<SiteJob>();

  constructor(private readonly picker: JobPicker) {}

  async stop(target: unknown): Promise<void> {
    const chosen = await this.picker.resolve(target, {
      title: l10n.t('Stop which job?'),
      accepts: ({ site, job }) => isStoppable(job, site.kind),
      refusal: ({ job }) =>
        isAlive(job)
          ? l10n.t('{0} cannot be stopped: the service has no way to end a run.', job.name)
          : l10n.t('{0} is not running.', job.name),
      none: l10n.t('No job is running.'),
    });
    const { site, job } = chosen;
    const isSecond =
      job.status === 'Stopping' ||
      job.status === 'Disabling' ||
      [...this.stopping].some((other) => other.site === site && isSameJob(other.job, job));
    this.stopping.add(chosen);
    try {
      await site.stop(job, { force: isSecond });
    } finally {
      this.stopping.delete(chosen);
    }
  }
}
