import * as vscode from 'vscode';
import {
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
  TransportKind,
} from 'vscode-languageclient/node';
import { type Disposable, DisposableStore, toDisposable } from '../../core/base/disposable';
import type { Event } from '../../core/base/event';
import {
  type ListedEntry,
  listFolder,
  type ListFolderParams,
  optionsChanged,
  readFile,
  type ReadFileParams,
  type SettingsJobOptions,
  writeFile,
  type WriteFileParams,
} from '../../protocol/settingsJobMessages';

/** What the client needs from the extension. */
export interface LanguageClientContext {
  /** Absolute path of `dist/server.js`. */
  readonly serverModule: string;
  readonly options: () => SettingsJobOptions;
  readonly onDidChangeOptions: Event<void>;
}

/** Documents that the server serves, in any scheme: those of the disk, of virtual workspaces and of sites. */
export const settingsJobSelector = [
  { language: 'jsonc', pattern: '**/settings.job' },
  { language: 'json', pattern: '**/settings.job' },
] as const;

/** Starts the language server for `settings.job` in a process of its own; disposing of the result ends it. */
export async function startLanguageClient(context: LanguageClientContext): Promise<Disposable> {
  const store = new DisposableStore();
  const module = { module: context.serverModule, transport: TransportKind.ipc };
  const serverOptions: ServerOptions = { run: module, debug: module };
  const clientOptions: LanguageClientOptions = {
    documentSelector: [...settingsJobSelector],
    initializationOptions: context.options(),
    outputChannelName: 'WebJobs Language Server',
  };
  const client = new LanguageClient('webjobs', 'WebJobs', serverOptions, clientOptions);
  client.onRequest(listFolder, ({ uri }: ListFolderParams) => listEntries(vscode.Uri.parse(uri)));
  client.onRequest(readFile, readBase64);
  client.onRequest(writeFile, writeBase64);
  await client.start();

  store.add(toDisposable(() => void client.dispose()));
  store.add(context.onDidChangeOptions(() => void client.sendNotification(optionsChanged, context.options())));
  return store;
}

async function listEntries(folder: vscode.Uri): Promise<readonly ListedEntry[] | null> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(folder);
    return entries.map(([name, type]) => ({ name, isFolder: (type & vscode.FileType.Directory) !== 0 }));
  } catch {
    // The server does without what cannot be listed.
    return null;
  }
}

async function readBase64({ uri, maxBytes }: ReadFileParams): Promise<string | null> {
  try {
    const content = await vscode.workspace.fs.readFile(vscode.Uri.parse(uri));
    return Buffer.from(content.subarray(0, maxBytes)).toString('base64');
  } catch {
    // A file that cannot be read is as good as none to the server.
    return null;
  }
}

async function writeBase64({ uri, base64 }: WriteFileParams): Promise<null> {
  await vscode.workspace.fs.writeFile(vscode.Uri.parse(uri), Buffer.from(base64, 'base64'));
  return null;
}
