import { l10n } from 'vscode';
import type { DismissedEnds } from '../views/dismissedEnds';
import { hasEnded, jobState } from '../views/jobState';
import type { JobPicker } from './jobPicker';

/** Puts away how a job has ended, once the user has seen it (D8). */
export class DismissEnd {
  constructor(
    private readonly picker: JobPicker,
    private readonly dismissedEnds: DismissedEnds,
  ) {}

  async dismiss(target: unknown): Promise<void> {
    const { site, job } = await this.picker.resolve(target, {
      title: l10n.t('Dismiss the result of which job?'),
      accepts: ({ site, job }) => hasEnded(jobState(job)) && !this.dismissedEnds.isDismissed(site, job),
      refusal: ({ job }) => l10n.t('{0} has no result to dismiss.', job.name),
      none: l10n.t('There is no job with a result to dismiss.'),
    });
    await this.dismissedEnds.dismiss(site, job);
  }
}
