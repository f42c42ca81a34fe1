import { CancellationError, Uri, env, l10n, window } from 'vscode';
import { UserError } from '../../core/base/userError';
import type { Clock } from '../../core/base/clock';
import { requireTrust } from '../commands/runJob';
import type { JobPicker } from '../commands/jobPicker';
import type { Dialogs } from '../dialogs';
import type { Notifier } from '../notifier';
import type { SiteClients } from '../remote/siteClients';
import { formatTime } from '../views/formatTime';
import { isTreeNode } from '../views/treeNodes';
import { withProgress } from '../withProgress';
import type { PublishRecords, PublishedJob } from './publishRecords';

/** Takes back the last publish of a job, as long as the site still holds what was published (P9). */
export class UndoPublish {
  constructor(
    private readonly picker: JobPicker,
    private readonly records: PublishRecords,
    private readonly clients: SiteClients,
    private readonly dialogs: Dialogs,
    private readonly notifier: Notifier,
    private readonly clock: Clock,
  ) {}

  async undo(target: unknown): Promise<void> {
    requireTrust();
    await this.records.refresh();
    const isNamed = isTreeNode(target) || target instanceof Uri;
    const published = await choosePublished(isNamed ? await this.ofJob(target) : this.records.all('undoable'));
    if (await this.isSure(published)) await this.takeBack(published);
  }

  private async ofJob(target: unknown): Promise<readonly PublishedJob[]> {
    const { site, job } = await this.picker.resolve(target, { title: '', none: nothingToUndo() });
    return this.records.of(site, job, 'undoable');
  }

  private async isSure({ site, key, record }: PublishedJob): Promise<boolean> {
    const { changes, startedAt } = record.journal;
    const time = formatTime(startedAt, new Date(this.clock.now()), env.language, l10n);
    const added = changes.filter(({ before }) => before === null).length;
    const former = l10n.t('{0} of its files get their former content.', changes.length - added);
    const removed = l10n.t('{0} are deleted again, because they came with it.', added);
    return await this.dialogs.confirm({
      message: l10n.t('Undo the publish of {0} to {1}, {2}?', key.name, site.label, time),
      detail: added === 0 ? former : `${former} ${removed}`,
      action: l10n.t('Undo Publish'),
    });
  }

  private async takeBack({ site, key, record }: PublishedJob): Promise<void> {
    const client = await this.clients.of(site);
    const { undoPublish } = await import('../../core/publish/undoPublish');
    try {
      const title = l10n.t('Undoing the publish of {0} to {1}', key.name, site.label);
      // Half-way back is nowhere to stay, so that it cannot be cancelled.
      await withProgress(title, () => undoPublish(client, record), { isCancellable: false });
    } finally {
      await Promise.all([this.records.refresh(), site.refresh()]);
    }
    this.notifier.info(l10n.t('{0} on {1} is as it was before the publish.', key.name, site.label));
  }
}

async function choosePublished(published: readonly PublishedJob[]): Promise<PublishedJob> {
  const [first] = published;
  if (!first) throw new UserError('nothing-to-undo', nothingToUndo());
  if (published.length === 1) return first;
  const items = published.map((each) => ({ label: each.key.name, description: each.site.label, each }));
  const picked = await window.showQuickPick(items, { title: l10n.t('Undo which publish?') });
  if (!picked) throw new CancellationError();
  return picked.each;
}

function nothingToUndo(): string {
  return l10n.t('No publish from this machine can be undone.');
}
