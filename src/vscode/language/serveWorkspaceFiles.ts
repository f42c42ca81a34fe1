import { Uri, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { fromBase64, toBase64 } from '../../core/base/base64';
import {
  type ListedEntry,
  listFolder,
  type ListFolderParams,
  readFile,
  type ReadFileParams,
  writeFile,
  type WriteFileParams,
} from '../../protocol/settingsJobMessages';
import { workspaceJobFiles } from './workspaceJobFiles';

/** Answers the server's requests for files that only the editor can read and write. */
export function serveWorkspaceFiles(client: BaseLanguageClient): void {
  client.onRequest(listFolder, listEntries);
  client.onRequest(readFile, readBase64);
  client.onRequest(writeFile, writeBase64);
}

async function listEntries({ uri }: ListFolderParams): Promise<readonly ListedEntry[] | null> {
  try {
    return await workspaceJobFiles(Uri.parse(uri)).list('');
  } catch {
    // The server does without what cannot be listed.
    return null;
  }
}

async function readBase64({ uri, maxBytes }: ReadFileParams): Promise<string | null> {
  try {
    const content = await workspaceJobFiles(Uri.parse(uri)).read('', maxBytes);
    return content === undefined ? null : toBase64(content);
  } catch {
    // A file that cannot be read is as good as none to the server.
    return null;
  }
}

async function writeBase64({ uri, base64 }: WriteFileParams): Promise<null> {
  await workspace.fs.writeFile(Uri.parse(uri), fromBase64(base64));
  return null;
}
