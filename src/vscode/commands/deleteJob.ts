import { l10n } from 'vscode';
import type { Dialogs } from '../dialogs';
import type { Notifier } from '../notifier';
import type { SiteClients } from '../remote/siteClients';
import { withProgress } from '../withProgress';
import type { JobPicker } from './jobPicker';
import { requireTrust } from './runJob';

/** Deletes a job from a site and looks whether it has gone (R3). */
export class DeleteJob {
  constructor(
    private readonly picker: JobPicker,
    private readonly clients: SiteClients,
    private readonly dialogs: Dialogs,
    private readonly notifier: Notifier,
  ) {}

  async delete(target: unknown): Promise<void> {
    requireTrust();
    const { site, job } = await this.picker.resolve(target, {
      title: l10n.t('Delete which job?'),
      accepts: ({ site }) => site.kind !== 'workspace',
      refusal: ({ job }) => l10n.t('{0} is a folder of the workspace. Delete it in the explorer.', job.name),
      none: l10n.t('There is no job on a connected site. Connect to a site, or start the local one.'),
    });
    const isSure = await this.dialogs.confirm({
      message: l10n.t('Delete the {0} job {1} from {2}?', job.kind, job.name, site.label),
      detail: l10n.t('Its files, runs and logs on {0} are deleted and cannot be brought back.', site.label),
      action: l10n.t('Delete Job'),
    });
    if (!isSure) return;
    const client = await this.clients.of(site);
    const { deleteJobVerified } = await import('../../core/remote/deleteJob');
    await withProgress(l10n.t('Deleting {0}', job.name), (_report, signal) =>
      deleteJobVerified(client, job, { signal }),
    );
    await site.refresh();
    this.notifier.info(l10n.t('{0} was deleted from {1}.', job.name, site.label));
  }
}
