import { LanguageClient } from 'vscode-languageclient/browser';
import type { Disposable } from '../../core/base/disposable';
import { type LanguageClientContext, languageClientOptions } from './languageClientOptions';
import { runLanguageClient } from './runLanguageClient';

/** The browser's constructor; the types of a browser are not those of the other parts. */
declare const Worker: new (url: string) => object;

/**
 * Starts the language server for `settings.job` in a web worker; disposing of the result ends it.
 *
 * @param serverScript what the worker runs.
 */
export async function startWebLanguageClient(
  serverScript: string,
  context: LanguageClientContext,
): Promise<Disposable> {
  const address = URL.createObjectURL(new Blob([serverScript], { type: 'text/javascript' }));
  const worker = new Worker(address);
  const client = new LanguageClient('webjobs', 'WebJobs', worker, languageClientOptions(context));
  const running = await runLanguageClient(client, context);
  URL.revokeObjectURL(address);
  return running;
}
