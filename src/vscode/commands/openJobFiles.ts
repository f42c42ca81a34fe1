import { join } from 'node:path';
import { Uri, commands, l10n, window, workspace } from 'vscode';
import { UserError } from '../../core/base/userError';
import { diskJobFiles } from '../../core/jobs/diskJobFiles';
import { findScriptFolder } from '../../core/jobs/jobScript';
import type { JobSnapshot } from '../../core/runner/jobSnapshot';
import type { JobPicker } from './jobPicker';

/** Opens what a job consists of. */
export class OpenJobFiles {
  constructor(private readonly picker: JobPicker) {}

  /** Opens the file that starts the job; where nothing can run, shows the folder in the explorer. */
  async openScript(target: unknown): Promise<void> {
    const { job } = await this.picker.resolve(target, {
      title: l10n.t('Open the script of which job?'),
      accepts: ({ job }) => job.folder !== '',
      refusal: ({ site, job }) => l10n.t('The files of {0} lie on {1}.', job.name, site.label),
      none: noJob(),
    });
    if (job.runCommand === null) await commands.executeCommand('revealInExplorer', Uri.file(job.folder));
    else await window.showTextDocument(Uri.file(join(job.folder, job.runCommand)));
  }

  /** Opens `settings.job`, which is made when it is missing, with the service's defaults and what they mean. */
  async openSettings(target: unknown): Promise<void> {
    const { job } = await this.picker.resolve(target, {
      title: l10n.t('Open settings.job of which job?'),
      accepts: ({ job }) => job.folder !== '',
      refusal: ({ site, job }) => l10n.t('The files of {0} lie on {1}.', job.name, site.label),
      none: noJob(),
    });
    const file = Uri.file(join(job.folder, await scriptFolderOf(job), 'settings.job'));
    if (!(await exists(file))) {
      const { settingsTemplate } = await import('../../core/jobs/templates/settingsTemplate');
      const text = settingsTemplate({ kind: job.kind });
      await workspace.fs.writeFile(file, new TextEncoder().encode(text));
    }
    await window.showTextDocument(file);
  }
}

/** Where the service looks for `settings.job`: beside the script (kudu-webjobs §1.3). */
async function scriptFolderOf(job: JobSnapshot): Promise<string> {
  try {
    return await findScriptFolder(diskJobFiles(job.folder));
  } catch (error) {
    throw new UserError(
      'job-folder-unreadable',
      l10n.t('The folder {0} cannot be read: {1}', job.folder, error instanceof Error ? error.message : String(error)),
      { cause: error },
    );
  }
}

async function exists(file: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(file);
    return true;
  } catch {
    // The editor has one error for a missing and for an unreadable file; opening it tells the second.
    return false;
  }
}

function noJob(): string {
  return l10n.t('There is no job. A job is a folder with a script below jobs/continuous or jobs/triggered.');
}
