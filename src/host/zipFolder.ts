import type { Stats } from 'node:fs';
import { type FileHandle, open, readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipArchive } from 'archiver';
import type { Zone } from '../core/schedule/zones';
import { isInside } from './pathContainment';

/**
 * The content of `folder` as an archive, made while it is read. What cannot be read is left out silently, as the service
 * does with locked files; so are links that lead out of `root`.
 */
export function zipFolder(root: string, folder: string, zone: Zone): Readable {
  const archive = new ZipArchive({ zlib: { level: 6 } });
  // The archiver reports what it cannot read as an event, and goes on.
  const output = new PassThrough();
  void pipeline(archive, output).catch(() => undefined);
  void addAll(archive, root, folder, zone, output).catch((error: unknown) => output.destroy(error as Error));
  return output;
}

async function addAll(
  archive: ZipArchive,
  root: string,
  folder: string,
  zone: Zone,
  output: PassThrough,
): Promise<void> {
  const realRoot = await realpath(root);
  for await (const entry of entriesOf(realRoot, folder, '', [])) {
    if (output.destroyed) {
      await entry.file?.close();
      archive.abort();
      return;
    }
    await addEntry(archive, entry, zone);
  }
  await archive.finalize();
}

interface FolderEntry {
  /** With `/`; ends in one for a folder. */
  readonly name: string;
  readonly stats: Stats;
  /** Undefined for a folder. */
  readonly file: FileHandle | undefined;
}

/** Adds one entry and waits until it is in the archive, so that memory and open files do not grow with the folder. */
function addEntry(archive: ZipArchive, entry: FolderEntry, zone: Zone): Promise<void> {
  const date = new Date(zone.wallTimeOf(entry.stats.mtimeMs));
  const data = { name: entry.name, date, mode: entry.stats.mode & 0o777 };
  return new Promise((resolve, reject) => {
    const onEntry = (): void => {
      archive.off('error', reject);
      resolve();
    };
    archive.once('entry', onEntry);
    archive.once('error', reject);
    if (entry.file === undefined) archive.append('', { ...data, type: 'directory' });
    // A log may grow while it is read: what was there at the beginning goes in.
    else if (entry.stats.size === 0) void entry.file.close().then(() => archive.append('', data));
    else archive.append(entry.file.createReadStream({ start: 0, end: entry.stats.size - 1 }), data);
  });
}

async function* entriesOf(
  realRoot: string,
  folder: string,
  prefix: string,
  ancestors: readonly string[],
): AsyncGenerator<FolderEntry> {
  const realFolder = await realpath(folder).catch(() => undefined);
  // A link to a folder above would never end.
  if (realFolder === undefined || !isInside(realRoot, realFolder) || ancestors.includes(realFolder)) return;
  const names = await readdir(folder).catch(() => []);
  for (const name of names.sort()) {
    const path = join(folder, name);
    const opened = await openInside(realRoot, path);
    if (opened === undefined) continue;
    const { file, stats } = opened;
    yield { name: file ? `${prefix}${name}` : `${prefix}${name}/`, stats, file };
    if (!file) yield* entriesOf(realRoot, path, `${prefix}${name}/`, [...ancestors, realFolder]);
  }
}

/** Files are opened, folders are not. Undefined for what is left out. */
async function openInside(
  realRoot: string,
  path: string,
): Promise<{ readonly file: FileHandle | undefined; readonly stats: Stats } | undefined> {
  try {
    if (!isInside(realRoot, await realpath(path))) return undefined;
    const stats = await stat(path);
    if (stats.isDirectory()) return { file: undefined, stats };
    // Opening a named pipe would wait for its other end.
    if (!stats.isFile()) return undefined;
    const file = await open(path, 'r');
    return { file, stats: await file.stat() };
  } catch {
    // Gone in the meantime, locked or not ours: the service leaves such files out.
    return undefined;
  }
}
