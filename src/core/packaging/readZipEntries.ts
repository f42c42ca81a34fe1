import { type Entry, openPromise } from 'yauzl';

/** What the central directory of an archive tells about a file. */
export interface ZipDirectoryEntry {
  readonly path: string;
  /** Bytes when unpacked. */
  readonly size: number;
  /** The entry's DOS time read as UTC wall clock, milliseconds since 1970-01-01 UTC. */
  readonly mtimeMs: number;
  /** Unix permissions (the lower nine bits). */
  readonly mode: number;
}

/** Lists the files of an archive in the archive's own order, without reading their contents. Rejects when it is none. */
export async function readZipEntries(file: string): Promise<ZipDirectoryEntry[]> {
  const zip = await openPromise(file, { lazyEntries: true });
  const entries: ZipDirectoryEntry[] = [];
  for await (const entry of zip.eachEntry()) if (!entry.fileName.endsWith('/')) entries.push(toDirectoryEntry(entry));
  return entries;
}

function toDirectoryEntry(entry: Entry): ZipDirectoryEntry {
  return {
    path: entry.fileName,
    size: entry.uncompressedSize,
    mtimeMs: entry.getLastModDate({ timezone: 'UTC', forceDosFormat: true }).getTime(),
    mode: (entry.externalFileAttributes >>> 16) & 0o777,
  };
}
