import type { BaseLanguageClient } from 'vscode-languageclient';
import { type Disposable, DisposableStore, toDisposable } from '../../core/base/disposable';
import { optionsChanged } from '../../protocol/settingsJobMessages';
import type { LanguageClientContext } from './languageClientOptions';
import { serveWorkspaceFiles } from './serveWorkspaceFiles';

/** Starts a client, and keeps the server's options up to date; disposing of the result ends client and server. */
export async function runLanguageClient(
  client: BaseLanguageClient,
  { options, onDidChangeOptions }: LanguageClientContext,
): Promise<Disposable> {
  const store = new DisposableStore();
  serveWorkspaceFiles(client);
  await client.start();
  store.add(toDisposable(() => void client.dispose()));
  store.add(onDidChangeOptions(() => void client.sendNotification(optionsChanged, options())));
  return store;
}
