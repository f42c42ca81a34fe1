import { CancellationError, l10n, window, workspace } from 'vscode';
import { UserError } from '../../core/base/userError';
import type { Recovery } from '../../core/publish/recoverPublish';
import { commandIds } from '../commands/commandIds';
import { requireTrust } from '../commands/runJob';
import type { Notifier } from '../notifier';
import type { SiteClients } from '../remote/siteClients';
import { isTreeNode } from '../views/treeNodes';
import { withProgress } from '../withProgress';
import type { PublishRecords, PublishedJob } from './publishRecords';

/** Publishes that an end of the editor, or of the site, has cut off: tells of them, and finishes or undoes them. */
export class CutOffPublishes {
  constructor(
    private readonly records: PublishRecords,
    private readonly clients: SiteClients,
    private readonly notifier: Notifier,
  ) {}

  /** Asks the user to act when a job of this window's sites is neither the old one nor the new one. */
  async tell(): Promise<void> {
    await this.records.refresh();
    if (!workspace.isTrusted) return;
    const cutOff = this.records.all('cutOff');
    if (cutOff.length === 0) return;
    const { recoveryOf } = await import('../../core/publish/recoverPublish');
    for (const { site, key, record } of cutOff) {
      const { title, reason } = textsOf(recoveryOf(record), key.name, site.label);
      this.notifier.warn(reason, { title, command: commandIds.recoverPublish, arguments: [record.journal.id] });
    }
  }

  /** @param target a row of the tree, or the id of a record; anything else asks the user. */
  async recover(target: unknown): Promise<void> {
    requireTrust();
    await this.records.refresh();
    const { site, key, record } = await choose(this.candidates(target));
    const client = await this.clients.of(site);
    const { recoverPublish } = await import('../../core/publish/recoverPublish');
    const title = l10n.t('Putting {0} on {1} in order', key.name, site.label);
    try {
      const recovery = await withProgress(title, () => recoverPublish(client, record), { isCancellable: false });
      this.notifier.info(
        recovery === 'finished'
          ? l10n.t('{0} on {1} is the new one, and it is in order.', key.name, site.label)
          : l10n.t('{0} on {1} is as it was before the publish.', key.name, site.label),
      );
    } finally {
      await Promise.all([this.records.refresh(), site.refresh()]);
    }
  }

  private candidates(target: unknown): readonly PublishedJob[] {
    if (isTreeNode(target) && 'key' in target) return this.records.of(target.site, target.key, 'cutOff');
    const all = this.records.all('cutOff');
    return typeof target === 'string' ? all.filter(({ record }) => record.journal.id === target) : all;
  }
}

async function choose(candidates: readonly PublishedJob[]): Promise<PublishedJob> {
  const [first] = candidates;
  if (!first) throw new UserError('nothing-cut-off', l10n.t('The publish is in order already.'));
  if (candidates.length === 1) return first;
  const items = candidates.map((each) => ({ label: each.key.name, description: each.site.label, each }));
  const picked = await window.showQuickPick(items, { title: l10n.t('Put which publish in order?') });
  if (!picked) throw new CancellationError();
  return picked.each;
}

function textsOf(
  recovery: Recovery,
  name: string,
  siteLabel: string,
): { readonly title: string; readonly reason: string } {
  return recovery === 'finished'
    ? {
        title: l10n.t('Finish Publish'),
        reason: l10n.t(
          'The publish of {0} to {1} was cut off: its files are there, but the job may not have been started again.',
          name,
          siteLabel,
        ),
      }
    : {
        title: l10n.t('Undo Publish'),
        reason: l10n.t(
          'The publish of {0} to {1} was cut off: what is there may be neither the old job nor the new one.',
          name,
          siteLabel,
        ),
      };
}
