import { join } from 'node:path';
import { Uri, commands, l10n, window, workspace } from 'vscode';
import type { Dialogs } from '../dialogs';
import type { JobPicker } from './jobPicker';
import type { SettingsFiles } from './settingsFile';

/** Opens what a job consists of. */
export class OpenJobFiles {
  constructor(
    private readonly picker: JobPicker,
    private readonly settings: SettingsFiles,
    private readonly dialogs: Dialogs,
  ) {}

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

  /**
   * Opens `settings.job`, which is made when it is missing, with the service's defaults and what they mean. On a site that
   * is asked for first: a new file there restarts the job.
   */
  async openSettings(target: unknown): Promise<void> {
    const chosen = await this.picker.resolve(target, {
      title: l10n.t('Open settings.job of which job?'),
      none: noJob(),
    });
    const { site, job } = chosen;
    const file = await this.settings.uri(chosen);
    if (!(await exists(file))) {
      const isOnDisk = job.folder !== '';
      if (!isOnDisk && !(await this.isWanted(job.name, site.label))) return;
      const { settingsTemplate } = await import('../../core/jobs/templates/settingsTemplate');
      const text = settingsTemplate({ kind: job.kind });
      await workspace.fs.writeFile(file, new TextEncoder().encode(text));
    }
    await window.showTextDocument(file);
  }

  private isWanted(name: string, site: string): Promise<boolean> {
    return this.dialogs.confirm({
      message: l10n.t('{0} on {1} has no settings.job. Create it?', name, site),
      detail: l10n.t('The service notices the new file and restarts a continuous job.'),
      action: l10n.t('Create settings.job'),
    });
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
