import { CancellationError, type Memento, QuickPickItemKind, type QuickPickItem, l10n, window } from 'vscode';
import type { SiteJob } from '../sites/siteRegistry';
import type { PublishTarget } from './publishTarget';

type TargetItem = QuickPickItem & { readonly target?: PublishTarget; readonly isConnect?: true };

/** The sites a job can go to, and which one each job went to the last time. */
export class PublishTargets {
  /**
   * @param list the known sites, the local one first.
   * @param connect asks for another site; undefined when the user gave up.
   */
  constructor(
    private readonly list: () => readonly PublishTarget[],
    private readonly connect: () => Promise<PublishTarget | undefined>,
    private readonly memory: Memento,
  ) {}

  /** @throws CancellationError when the user dismisses the list. */
  async choose(siteJob: SiteJob): Promise<PublishTarget> {
    const last = this.memory.get<string>(keyOf(siteJob));
    const targets = this.list();
    const ordered = [...targets].sort((left, right) => Number(right.id === last) - Number(left.id === last));
    const items: TargetItem[] = ordered.map((target) => ({
      label: `$(${target.icon}) ${target.label}`,
      description: target.id === last ? l10n.t('{0} · last used', target.description) : target.description,
      target,
    }));
    items.push({ label: '', kind: QuickPickItemKind.Separator });
    items.push({ label: `$(plug) ${l10n.t('Connect to Site…')}`, isConnect: true });
    const title = l10n.t('Publish {0} to which site?', siteJob.job.name);
    const picked = await window.showQuickPick(items, { title, matchOnDescription: true });
    const target = picked?.isConnect ? await this.connect() : picked?.target;
    if (!target) throw new CancellationError();
    await this.memory.update(keyOf(siteJob), target.id);
    return target;
  }
}

function keyOf({ site, job }: SiteJob): string {
  return `publishTarget/${site.id}/${job.kind}/${job.name.toLowerCase()}`;
}
