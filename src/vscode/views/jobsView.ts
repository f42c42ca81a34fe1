import { type TreeView, l10n } from 'vscode';
import { type Disposable, DisposableStore } from '../../core/base/disposable';
import type { SiteRegistry } from '../sites/siteRegistry';
import type { DismissedEnds } from './dismissedEnds';
import { jobState } from './jobState';
import type { TreeNode } from './treeNodes';

/** Keeps a badge on the view that counts failed jobs, and tells when the view is visible. */
export class JobsView implements Disposable {
  private readonly store = new DisposableStore();

  constructor(
    private readonly view: TreeView<TreeNode>,
    private readonly registry: SiteRegistry,
    private readonly dismissedEnds: DismissedEnds,
    onVisible: (isVisible: boolean) => void,
  ) {
    this.store.add(registry.onDidChange(() => this.updateBadge()));
    this.store.add(dismissedEnds.onDidChange(() => this.updateBadge()));
    this.store.add(this.view.onDidChangeVisibility(({ visible }) => onVisible(visible)));
    onVisible(this.view.visible);
  }

  dispose(): void {
    this.store.dispose();
  }

  private updateBadge(): void {
    const failed = this.registry.jobs.filter(
      ({ site, job }) => jobState(job) === 'failed' && !this.dismissedEnds.isDismissed(site, job),
    ).length;
    if (failed === (this.view.badge?.value ?? 0)) return;
    const tooltip = failed === 1 ? l10n.t('1 job has failed') : l10n.t('{0} jobs have failed', failed);
    this.view.badge = failed === 0 ? undefined : { value: failed, tooltip };
  }
}
