import { CancellationError, QuickPickItemKind, type QuickPickItem, l10n, window } from 'vscode';
import type { PublishTarget } from './publishTarget';

type TargetItem = QuickPickItem & { readonly target?: PublishTarget; readonly isConnect?: true };

/** The sites a job can go to. */
export class PublishTargets {
  /**
   * @param list the known sites, the local one first.
   * @param connect asks for another site; undefined when the user gave up.
   */
  constructor(
    private readonly list: () => readonly PublishTarget[],
    private readonly connect: () => Promise<PublishTarget | undefined>,
  ) {}

  /** Undefined when the site of that id was forgotten. */
  find(siteId: string | undefined): PublishTarget | undefined {
    return this.list().find(({ site }) => site.id === siteId);
  }

  /**
   * @param last the id of the site that is offered first.
   * @throws CancellationError when the user dismisses the list.
   */
  async choose(title: string, last: string | undefined): Promise<PublishTarget> {
    const isLast = ({ site }: PublishTarget): boolean => site.id === last;
    const ordered = [...this.list()].sort((left, right) => Number(isLast(right)) - Number(isLast(left)));
    const items: TargetItem[] = ordered.map((target) => ({
      label: `$(${target.icon}) ${target.label}`,
      description: isLast(target) ? l10n.t('{0} · last used', target.description) : target.description,
      target,
    }));
    items.push({ label: '', kind: QuickPickItemKind.Separator });
    items.push({ label: `$(plug) ${l10n.t('Connect to Site…')}`, isConnect: true });
    const picked = await window.showQuickPick(items, { title, matchOnDescription: true });
    const target = picked?.isConnect ? await this.connect() : picked?.target;
    if (!target) throw new CancellationError();
    return target;
  }
}
