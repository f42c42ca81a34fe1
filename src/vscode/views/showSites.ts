import type { Clock } from '../../core/base/clock';
import { type Disposable, DisposableStore } from '../../core/base/disposable';
import type { RemoteSites } from '../sites/remoteSites';
import type { SiteRegistry } from '../sites/siteRegistry';
import type { ContextKeys } from '../workspace/contextKeys';
import type { Settings } from '../workspace/settings';
import { l10n } from 'vscode';
import { PublishMarks } from '../publish/publishMarks';
import type { PublishRecords } from '../publish/publishRecords';
import type { Twins } from '../publish/twins';
import type { SiteClients } from '../remote/siteClients';
import { JobDetails } from './jobDetails';
import { JobsTree } from './jobsTree';
import { JobsView } from './jobsView';
import { RunningStatus } from './runningStatus';
import type { ScheduleWords } from './scheduleWords';
import { SiteContext } from './siteContext';
import { VisibleRefresh } from './visibleRefresh';

/** What the views show, and with what. */
export interface ViewContext {
  readonly registry: SiteRegistry;
  readonly remoteSites: RemoteSites;
  readonly siteClients: SiteClients;
  readonly publishRecords: PublishRecords;
  readonly twins: Twins;
  readonly settings: Settings;
  readonly contextKeys: ContextKeys;
  readonly scheduleWords: ScheduleWords;
  readonly clock: Clock;
}

/** The tree, and what keeps remote sites up to date while a view of them is visible. */
export interface ShownSites extends Disposable {
  readonly tree: JobsTree;
  readonly polling: VisibleRefresh;
}

/** Shows the sites everywhere they are seen: the tree with its badge, the status bar, and the conditions of menus. */
export function showSites(context: ViewContext): ShownSites {
  const { registry, publishRecords, settings, contextKeys, scheduleWords, remoteSites, clock } = context;
  const store = new DisposableStore();
  const polling = store.add(new VisibleRefresh(() => remoteSites.refresh(), clock));
  const marks = new PublishMarks(publishRecords, context.twins);
  const tree = store.add(
    new JobsTree(registry, scheduleWords, marks, new JobDetails(context.siteClients, l10n), clock),
  );
  store.add(new JobsView(tree, registry, (isVisible) => polling.setVisible(tree, isVisible)));
  store.add(new SiteContext(registry, publishRecords, settings, contextKeys));
  store.add(new RunningStatus(registry));
  return { tree, polling, dispose: () => store.dispose() };
}
