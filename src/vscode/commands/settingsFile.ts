import { join } from 'node:path';
import { Uri, l10n, workspace } from 'vscode';
import { UserError } from '../../core/base/userError';
import { decodeSettings } from '../../core/jobs/decodeSettings';
import { diskJobFiles } from '../../core/jobs/diskJobFiles';
import type { JobKey } from '../../core/jobs/job';
import { findScriptFolder } from '../../core/jobs/jobScript';
import { localizedError } from '../localizer';
import type { SiteClients } from '../remote/siteClients';
import type { SiteFileSystem } from '../remote/siteFileSystem';
import type { Site } from '../sites/site';
import type { SiteJob } from '../sites/siteRegistry';

/** Finds, reads and changes `settings.job`, on the disk or on a site. */
export class SettingsFiles {
  constructor(
    private readonly clients: SiteClients,
    private readonly files: SiteFileSystem,
  ) {}

  /** Where the service looks for the file: beside the script (kudu-webjobs §1.3). */
  async uri({ site, job }: SiteJob): Promise<Uri> {
    if (job.folder === '') return this.files.uri(site, await this.remotePath(site, job));
    try {
      return Uri.file(join(job.folder, await findScriptFolder(diskJobFiles(job.folder)), 'settings.job'));
    } catch (error) {
      throw new UserError(
        'job-folder-unreadable',
        l10n.t('The folder {0} cannot be read: {1}', job.folder, localizedError(error, l10n)),
        { cause: error },
      );
    }
  }

  /**
   * Rewrites the text; a file that is missing counts as empty. On a site the version that was read is replaced, or none.
   *
   * @param change returns the new text.
   */
  async edit(siteJob: SiteJob, change: (text: string) => string): Promise<void> {
    const uri = await this.uri(siteJob);
    if (workspace.textDocuments.some((document) => document.isDirty && document.uri.toString() === uri.toString())) {
      throw new UserError(
        'settings-unsaved',
        l10n.t('settings.job of {0} has unsaved changes. Save it, and try again.', siteJob.job.name),
      );
    }
    if (siteJob.job.folder === '') await this.editOnSite(siteJob, uri, change);
    else await workspace.fs.writeFile(uri, changed(await readOrEmpty(uri), change));
  }

  private async editOnSite({ site, job }: SiteJob, uri: Uri, change: (text: string) => string): Promise<void> {
    const files = await this.files.filesOf(site);
    const path = await this.remotePath(site, job);
    const before = await files.read(path);
    if (!(await files.write(path, changed(before ?? new Uint8Array(), change)))) {
      throw new UserError(
        'settings-changed',
        l10n.t('settings.job of {0} was changed on {1} at this moment. Try again.', job.name, site.label),
      );
    }
    this.files.announce(uri);
  }

  private async remotePath(site: Site, key: JobKey): Promise<string> {
    const client = await this.clients.of(site);
    const job = await client.getJob(key.kind, key.name);
    if (!job) {
      throw new UserError('job-gone', l10n.t('The job {0} is no longer there. Refresh the view.', key.name));
    }
    const { findSettingsPath } = await import('../../core/remote/jobFolder');
    return await findSettingsPath(client, job);
  }
}

function changed(before: Uint8Array, change: (text: string) => string): Uint8Array {
  const { text, hasMark, encoding } = decodeSettings(before);
  // The service knows other encodings by their mark, and reads UTF-8 without one.
  const mark = hasMark && encoding === 'utf-8' ? '\ufeff' : '';
  return new TextEncoder().encode(mark + change(text));
}

async function readOrEmpty(uri: Uri): Promise<Uint8Array> {
  try {
    return await workspace.fs.readFile(uri);
  } catch {
    // The editor has one error for a missing and for an unreadable file; writing tells the second.
    return new Uint8Array();
  }
}
