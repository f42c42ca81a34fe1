import { CancellationError, Uri, l10n, workspace } from 'vscode';
import { UserError } from '../../core/base/userError';
import type { Dialogs } from '../dialogs';
import type { Notifier } from '../notifier';
import type { SiteClients } from '../remote/siteClients';
import type { SiteDocuments } from '../remote/siteDocuments';
import type { Site } from '../sites/site';
import { type RunNode, isTreeNode } from '../views/treeNodes';
import { withProgress } from '../withProgress';
import type { JobPicker } from './jobPicker';
import { jobDataPath } from '../../core/remote/jobFolder';

/** Opens what a site has written about a job, as read-only documents (R4). */
export class JobLogs {
  constructor(
    private readonly picker: JobPicker,
    private readonly documents: SiteDocuments,
    private readonly clients: SiteClients,
    private readonly dialogs: Dialogs,
    private readonly notifier: Notifier,
  ) {}

  /** The output of one run: a row below a triggered job. */
  async openRun(target: unknown): Promise<void> {
    if (!isTreeNode(target) || target.type !== 'run') return;
    const { site, key, run } = target;
    await this.open(site, runOutputPath(target), l10n.t('The run {0} of {1} has written nothing.', run.id, key.name));
  }

  /** The log of a continuous job, or the output of the latest run of a triggered one. */
  async openLog(target: unknown): Promise<void> {
    const { site, job } = await this.picker.resolve(target, {
      title: l10n.t('Open the log of which job?'),
      accepts: ({ job }) => job.kind === 'continuous' || job.latestRun !== null,
      refusal: ({ job }) => l10n.t('{0} has not run yet, so that there is no output.', job.name),
      none: l10n.t('There is no job that could have written something.'),
    });
    const folder = jobDataPath(job);
    const path =
      job.kind === 'continuous' ? `${folder}/job_log.txt` : `${folder}/${job.latestRun?.id ?? ''}/output_log.txt`;
    await this.open(site, path, l10n.t('{0} has written nothing yet.', job.name));
  }

  /** Saves the output of a run as a file, or everything that a site has written about a job as an archive. */
  async download(target: unknown): Promise<void> {
    if (isTreeNode(target) && target.type === 'run') {
      const { site, key, run } = target;
      await this.save(site, runOutputPath(target), `${key.name}-${run.id}.txt`, 'file');
      return;
    }
    const { site, job } = await this.picker.resolve(target, {
      title: l10n.t('Download the logs of which job?'),
      none: l10n.t('There is no job that could have written something.'),
    });
    await this.save(site, jobDataPath(job), `${job.name}-logs.zip`, 'folder');
  }

  async openSchedulerLog(target: unknown): Promise<void> {
    const { site, job } = await this.picker.resolve(target, {
      title: l10n.t('Open the scheduler log of which job?'),
      accepts: ({ job }) => job.kind === 'triggered',
      refusal: ({ job }) => l10n.t('{0} is a continuous job, which has no schedule.', job.name),
      none: l10n.t('There is no triggered job.'),
    });
    const nothing = l10n.t('{0} has no scheduler log: no schedule of it was ever read.', job.name);
    await this.open(site, `${jobDataPath(job)}/job_scheduler.log`, nothing);
  }

  private async save(site: Site, path: string, name: string, kind: 'file' | 'folder'): Promise<void> {
    const folder = workspace.workspaceFolders?.[0]?.uri;
    const file = await this.dialogs.save({
      title: l10n.t('Download'),
      ...(folder?.scheme === 'file' && { defaultUri: Uri.joinPath(folder, name) }),
    });
    if (!file) throw new CancellationError();
    const client = await this.clients.of(site);
    const { downloadLog, downloadLogFolder } = await import('../../core/remote/downloadLogs');
    const download = kind === 'file' ? downloadLog : downloadLogFolder;
    const bytes = await withProgress(l10n.t('Downloading {0}', name), (_report, signal) =>
      download(client, path, file.fsPath, { signal }),
    );
    if (bytes === undefined) throw new UserError('nothing-written', l10n.t('{0} has written nothing yet.', site.label));
    this.notifier.info(l10n.t('Saved as {0}.', file.fsPath));
  }

  private async open(site: Site, path: string, nothing: string): Promise<void> {
    const files = await this.documents.files.filesOf(site);
    if ((await files.stat(path)) === undefined) throw new UserError('nothing-written', nothing);
    await this.documents.openLog(site, path);
  }
}

function runOutputPath({ key, run }: RunNode): string {
  return run.outputPath ?? `${jobDataPath(key)}/${run.id}/output_log.txt`;
}
