import type { Connection } from 'vscode-languageserver';
import { fromBase64, toBase64 } from '../core/base/base64';
import type { JobFiles } from '../core/jobs/jobFiles';
import { joinRelative } from '../core/jobs/jobFiles';
import {
  type ListedEntry,
  listFolder,
  type ListFolderParams,
  readFile,
  type ReadFileParams,
  writeFile,
  type WriteFileParams,
} from '../protocol/settingsJobMessages';

/** Files of a folder that only the client can read: of a virtual workspace, or of a site. */
export function clientFiles(connection: Connection, folderUri: string): JobFiles {
  const uriOf = (path: string): string => joinRelative(folderUri, path.split('/').map(encodeURIComponent).join('/'));
  return {
    async list(folder) {
      const params: ListFolderParams = { uri: uriOf(folder) };
      const entries = await connection.sendRequest<readonly ListedEntry[] | null>(listFolder, params);
      if (entries === null) throw new Error(`The client cannot list ${params.uri}.`);
      return entries;
    },
    async read(path, maxBytes) {
      const params: ReadFileParams = { uri: uriOf(path), maxBytes };
      const base64 = await connection.sendRequest<string | null>(readFile, params);
      return base64 === null ? undefined : fromBase64(base64);
    },
  };
}

/** Writes a file that only the client can write. */
export async function writeThroughClient(connection: Connection, uri: string, content: Uint8Array): Promise<void> {
  const params: WriteFileParams = { uri, base64: toBase64(content) };
  await connection.sendRequest(writeFile, params);
}
