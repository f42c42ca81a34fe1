import { mapConcurrently } from '../base/mapConcurrently';
import type { CallOptions, ScmClient } from '../remote/scmClient';

/** A file that is looked at again after a change. */
export interface ObservedFile {
  readonly size: number;
  readonly mtimeMs: number;
}

const concurrentListings = 16;

/**
 * Reads back the named files by listing the folders that hold them. Paths are relative to `folder`; files that are not there
 * are missing in the result.
 */
export async function observeFiles(
  client: ScmClient,
  folder: string,
  paths: readonly string[],
  options: CallOptions = {},
): Promise<ReadonlyMap<string, ObservedFile>> {
  const wanted = new Set(paths);
  const parents = [...new Set(paths.map(parentOf))];
  const found = new Map<string, ObservedFile>();
  await mapConcurrently(parents, concurrentListings, async (parent) => {
    const listing = await client.listFolder(parent === '' ? folder : `${folder}/${parent}`, options);
    for (const entry of listing?.entries ?? []) {
      const path = parent === '' ? entry.name : `${parent}/${entry.name}`;
      if (!entry.isFolder && wanted.has(path)) found.set(path, { size: entry.size, mtimeMs: entry.mtimeMs });
    }
  });
  return found;
}

/** `a/b` for `a/b/c`; empty for a file at the top. */
export function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '' : path.slice(0, slash);
}
