import { LanguageClient, type ServerOptions, TransportKind } from 'vscode-languageclient/node';
import type { Disposable } from '../../core/base/disposable';
import { type LanguageClientContext, languageClientOptions } from './languageClientOptions';
import { runLanguageClient } from './runLanguageClient';

/**
 * Starts the language server for `settings.job` in a process of its own; disposing of the result ends it.
 *
 * @param serverModule absolute path of `dist/server.js`.
 */
export async function startLanguageClient(serverModule: string, context: LanguageClientContext): Promise<Disposable> {
  const module = { module: serverModule, transport: TransportKind.ipc };
  const serverOptions: ServerOptions = { run: module, debug: module };
  return runLanguageClient(
    new LanguageClient('webjobs', 'WebJobs', serverOptions, languageClientOptions(context)),
    context,
  );
}
