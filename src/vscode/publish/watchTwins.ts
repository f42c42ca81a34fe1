import { type Uri, l10n, workspace } from 'vscode';
import type { Clock } from '../../core/base/clock';
import { type Disposable, DisposableStore } from '../../core/base/disposable';
import type { Logger } from '../../core/base/logger';
import type { SiteClients } from '../remote/siteClients';
import type { SiteRegistry } from '../sites/siteRegistry';
import { compareTwin } from './compareTwin';
import type { PublishRecords } from './publishRecords';
import { Twins } from './twins';

/** Builds the {@link Twins} of a window, and tells them what changes: files of the workspace, and publishes. */
export function watchTwins(
  registry: SiteRegistry,
  clients: SiteClients,
  publishRecords: PublishRecords,
  clock: Clock,
  logger: Logger,
): { readonly twins: Twins } & Disposable {
  const store = new DisposableStore();
  const twins = store.add(new Twins(registry, (twin) => compareTwin(clients, twin), clock, logger, l10n));
  const watcher = store.add(workspace.createFileSystemWatcher('**'));
  const onFile = ({ fsPath }: Uri): void => twins.onFileChanged(fsPath);
  store.add(watcher.onDidCreate(onFile));
  store.add(watcher.onDidChange(onFile));
  store.add(watcher.onDidDelete(onFile));
  store.add(publishRecords.onDidChange(() => twins.forget()));
  return { twins, dispose: () => store.dispose() };
}
