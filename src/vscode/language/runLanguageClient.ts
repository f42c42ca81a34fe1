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
  // Before the start, which reads the options at its beginning: the client keeps what is sent until the server listens.
  store.add(onDidChangeOptions(() => void client.sendNotification(optionsChanged, options())));
  store.add(toDisposable(() => void client.dispose()));
  try {
    await client.start();
  } catch (error) {
    store.dispose();
    throw error;
  }
  return store;
}
