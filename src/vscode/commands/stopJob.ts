import { l10n } from 'vscode';
import { isSameJob } from '../sites/site';
import type { SiteJob } from '../sites/siteRegistry';
import { isAlive } from '../views/jobState';
import type { JobPicker } from './jobPicker';

/** Stops jobs as the service does; a second request for a job that is being stopped skips its waiting time (E7). */
export class StopJob {
  private readonly stopping = new Set<SiteJob>();

  constructor(private readonly picker: JobPicker) {}

  async stop(target: unknown): Promise<void> {
    const chosen = await this.picker.resolve(target, {
      title: l10n.t('Stop which job?'),
      accepts: ({ job }) => isAlive(job),
      refusal: ({ job }) => l10n.t('{0} is not running.', job.name),
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
