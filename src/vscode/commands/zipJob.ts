import { basename, dirname, join } from 'node:path';
import { CancellationError, Uri, l10n } from 'vscode';
import type { Dialogs } from '../dialogs';
import type { Notifier } from '../notifier';
import { withProgress } from '../withProgress';
import { type JobPicker } from './jobPicker';
import { requireTrust } from './runJob';

/** Packs a job for upload by hand. */
export class ZipJob {
  constructor(
    private readonly picker: JobPicker,
    private readonly dialogs: Dialogs,
    private readonly notifier: Notifier,
  ) {}

  async zip(target: unknown): Promise<void> {
    requireTrust();
    const { job } = await this.picker.resolve(target, {
      title: l10n.t('Zip which job?'),
      accepts: ({ job }) => job.folder !== '',
      refusal: ({ site, job }) => l10n.t('The files of {0} lie on {1}.', job.name, site.label),
      none: l10n.t('There is no job to zip. A job is a folder with a script below jobs/continuous or jobs/triggered.'),
    });
    const file = await this.dialogs.save({
      title: l10n.t('Zip {0}', job.name),
      // Not inside the folder of a kind of jobs, where an archive would be in the way of the next look at the jobs.
      defaultUri: Uri.file(join(dirname(dirname(job.folder)), `${job.name}.zip`)),
      filters: { [l10n.t('Zip archive')]: ['zip'] },
    });
    if (!file) throw new CancellationError();
    const { zipJob } = await import('../../core/packaging/zipJob');
    const { describeSkipped } = await import('../../core/packaging/packageEntry');
    const zipped = await withProgress(l10n.t('Zipping {0}', job.name), (report, signal) =>
      zipJob(job.folder, file.fsPath, { signal, onProgress: (done, total) => report(done / Math.max(1, total)) }),
    );
    const name = basename(zipped.file);
    const counts = l10n.t('{0} files, {1} bytes', zipped.entries, zipped.bytes);
    const message = zipped.written ? l10n.t('{0}: {1}', name, counts) : l10n.t('{0} was up to date: {1}', name, counts);
    if (zipped.skipped.length === 0) this.notifier.info(message);
    else this.notifier.warn([message, ...zipped.skipped.map(describeSkipped)].join(' '));
  }
}
