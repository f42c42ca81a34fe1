import type { Uri } from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import type { Disposable } from '../../core/base/disposable';
import { type LanguageClientContext, languageClientOptions } from './languageClientOptions';
import { runLanguageClient } from './runLanguageClient';

/** The browser's constructor; the types of a browser are not those of the other parts. */
declare const Worker: new (url: string) => object;

/**
 * Starts the language server for `settings.job` in a web worker; disposing of the result ends it.
 *
 * @param serverModule address of `dist/serverWeb.js`.
 */
export async function startWebLanguageClient(serverModule: Uri, context: LanguageClientContext): Promise<Disposable> {
  const worker = new Worker(serverModule.toString(true));
  return runLanguageClient(new LanguageClient('webjobs', 'WebJobs', worker, languageClientOptions(context)), context);
}
