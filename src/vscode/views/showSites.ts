import type { Clock } from '../../core/base/clock';
import { type Disposable, DisposableStore } from '../../core/base/disposable';
import type { RemoteSites } from '../sites/remoteSites';
import type { SiteRegistry } from '../sites/siteRegistry';
import type { ContextKeys } from '../workspace/contextKeys';
import type { Settings } from '../workspace/settings';
import { type Memento, type TreeView, l10n } from 'vscode';
import { PublishMarks } from '../publish/publishMarks';
import type { PublishRecords } from '../publish/publishRecords';
import type { Twins } from '../publish/twins';
import type { SiteClients } from '../remote/siteClients';
import { DismissedEnds } from './dismissedEnds';
import { JobDetails } from './jobDetails';
import { JobsTree } from './jobsTree';
import { JobsView } from './jobsView';
import { RunningStatus } from './runningStatus';
import type { ScheduleWords } from './scheduleWords';
import { SiteContext } from './siteContext';
import type { TreeNode } from './treeNodes';
import { VisibleRefresh } from './visibleRefresh';

/** What the views show, and with what. */
export interface ViewContext {
  readonly view: TreeView<TreeNode>;
  readonly registry: SiteRegistry;
  readonly remoteSites: RemoteSites;
  readonly siteClients: SiteClients;
  readonly publishRecords: PublishRecords;
  readonly twins: Twins;
  readonly settings: Settings;
  readonly contextKeys: ContextKeys;
  readonly scheduleWords: ScheduleWords;
  /** What is remembered for this workspace. */
  readonly memory: Memento;
  readonly clock: Clock;
}

/** The tree, and what keeps remote sites up to date while a view of them is visible. */
export interface ShownSites extends Disposable {
  readonly tree: JobsTree;
  readonly polling: VisibleRefresh;
  readonly dismissedEnds: DismissedEnds;
}

/** Shows the sites everywhere they are seen: the tree with its badge, the status bar, and the conditions of menus. */
export function showSites(context: ViewContext): ShownSites {
  const { registry, publishRecords, settings, contextKeys, scheduleWords, remoteSites, clock } = context;
  const store = new DisposableStore();
  const polling = store.add(new VisibleRefresh(() => remoteSites.refresh(), clock));
  const marks = new PublishMarks(publishRecords, context.twins);
  const dismissedEnds = store.add(new DismissedEnds(registry, context.memory));
  const details = new JobDetails(context.siteClients, l10n);
  const tree = store.add(new JobsTree(registry, scheduleWords, marks, details, dismissedEnds, clock));
  const ageing = store.add(new VisibleRefresh(() => tree.redrawRunning(), clock));
  const onVisible = (isVisible: boolean): void => [polling, ageing].forEach((each) => each.setVisible(tree, isVisible));
  store.add(new JobsView(context.view, registry, dismissedEnds, onVisible));
  store.add(new SiteContext(registry, publishRecords, settings, contextKeys));
  store.add(new RunningStatus(registry));
  return { tree, polling, dismissedEnds, dispose: () => store.dispose() };
}
