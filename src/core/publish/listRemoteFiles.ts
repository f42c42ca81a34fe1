import { mapConcurrently } from '../base/mapConcurrently';
import { comparePaths } from '../packaging/packageEntry';
import type { RemoteFolder } from '../remote/remoteFile';
import type { ScmClient } from '../remote/scmClient';
import type { ComparedFile } from './publishPlan';

/** What a folder of a site holds, recursively. Paths are relative to it, with `/`; sorted. */
export interface RemoteFiles {
  /** False when there is no such folder. */
  readonly exists: boolean;
  readonly files: readonly ComparedFile[];
  readonly folders: readonly string[];
  /** Undefined while the folder is empty or missing. */
  readonly isCaseSensitive: boolean | undefined;
}

export interface ListRemoteOptions {
  readonly signal?: AbortSignal;
  /** Folders that need not be looked into; the path ends with `/`. */
  readonly isSkipped?: (folder: string) => boolean;
  /** Called with the number of folders that were listed and of those known so far. */
  readonly onProgress?: (listed: number, known: number) => void;
}

/** The service lists one level at a time, so the time is that of the round trips divided by this. */
const concurrentListings = 24;

/** Lists a folder of the site with everything below it. */
export async function listRemoteFiles(
  client: ScmClient,
  folder: string,
  options: ListRemoteOptions = {},
): Promise<RemoteFiles> {
  const files: ComparedFile[] = [];
  const folders: string[] = [];
  let exists = true;
  let isCaseSensitive: boolean | undefined;
  const pending = [''];
  const call = options.signal ? { signal: options.signal } : {};
  let listed = 0;
  await mapConcurrently(pending, concurrentListings, async (prefix) => {
    const look = (): Promise<RemoteFolder | undefined> => client.listFolder(`${folder}/${prefix}`, call);
    let listing = await look();
    if (prefix === '' && listing === undefined) exists = false;
    // A folder below that is suddenly missing is looked for again: files that seem missing would be taken for new ones.
    else listing ??= await look();
    isCaseSensitive ??= listing?.isCaseSensitive;
    for (const entry of listing?.entries ?? []) {
      const path = prefix + entry.name;
      if (!entry.isFolder) files.push({ path, size: entry.size, mtimeMs: entry.mtimeMs });
      else {
        folders.push(path);
        if (!options.isSkipped?.(`${path}/`)) pending.push(`${path}/`);
      }
    }
    options.onProgress?.(++listed, pending.length);
  });
  return { exists, files: files.sort(comparePaths), folders: folders.sort(), isCaseSensitive };
}
