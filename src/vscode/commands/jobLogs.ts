import { l10n } from 'vscode';
import { UserError } from '../../core/base/userError';
import type { SiteDocuments } from '../remote/siteDocuments';
import { jobDataFolder } from '../remote/siteUri';
import type { Site } from '../sites/site';
import { isTreeNode } from '../views/treeNodes';
import type { JobPicker } from './jobPicker';

/** Opens what a site has written about a job, as read-only documents (R4). */
export class JobLogs {
  constructor(
    private readonly picker: JobPicker,
    private readonly documents: SiteDocuments,
  ) {}

  /** The output of one run: a row below a triggered job. */
  async openRun(target: unknown): Promise<void> {
    if (!isTreeNode(target) || target.type !== 'run') return;
    const { site, key, run } = target;
    const path = run.outputPath ?? `${jobDataFolder(key)}/${run.id}/output_log.txt`;
    await this.open(site, path, l10n.t('The run {0} of {1} has written nothing.', run.id, key.name));
  }

  /** The log of a continuous job, or the output of the latest run of a triggered one. */
  async openLog(target: unknown): Promise<void> {
    const { site, job } = await this.picker.resolve(target, {
      title: l10n.t('Open the log of which job?'),
      accepts: ({ job }) => job.kind === 'continuous' || job.latestRun !== null,
      refusal: ({ job }) => l10n.t('{0} has not run yet, so that there is no output.', job.name),
      none: l10n.t('There is no job that could have written something.'),
    });
    const folder = jobDataFolder(job);
    const path =
      job.kind === 'continuous' ? `${folder}/job_log.txt` : `${folder}/${job.latestRun?.id ?? ''}/output_log.txt`;
    await this.open(site, path, l10n.t('{0} has written nothing yet.', job.name));
  }

  async openSchedulerLog(target: unknown): Promise<void> {
    const { site, job } = await this.picker.resolve(target, {
      title: l10n.t('Open the scheduler log of which job?'),
      accepts: ({ job }) => job.kind === 'triggered',
      refusal: ({ job }) => l10n.t('{0} is a continuous job, which has no schedule.', job.name),
      none: l10n.t('There is no triggered job.'),
    });
    const nothing = l10n.t('{0} has no scheduler log: no schedule of it was ever read.', job.name);
    await this.open(site, `${jobDataFolder(job)}/job_scheduler.log`, nothing);
  }

  private async open(site: Site, path: string, nothing: string): Promise<void> {
    const files = await this.documents.files.filesOf(site);
    if ((await files.stat(path)) === undefined) throw new UserError('nothing-written', nothing);
    await this.documents.openLog(site, path);
  }
}
