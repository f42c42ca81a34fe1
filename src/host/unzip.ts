import { createWriteStream } from 'node:fs';
import { chmod, lstat, mkdir, unlink, utimes } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Entry, getFileNameLowLevel, type ZipFile } from 'yauzl';
import type { Zone } from '../core/schedule/zones';
import { instantFromDosTime } from './dosTime';
import type { Flavor } from '../core/hostClient/hostOptions';
import { openArchive } from './archiveFile';
import { containedPath, containedSegments } from './pathContainment';

export interface UnzipOptions {
  /** Nothing is written outside this folder. */
  readonly root: string;
  /** Where in `root` the archive goes. */
  readonly segments: readonly string[];
  readonly flavor: Flavor;
  /** The server's local time, in which entries tell theirs. */
  readonly zone: Zone;
}

/**
 * Unpacks an archive over a folder: files are added or replaced, nothing is deleted (kudu-webjobs §8.9). All names are
 * looked at before the first byte is written. Links and other special entries become plain files with their content.
 */
export async function unzip(archive: string, options: UnzipOptions): Promise<void> {
  // Names are decoded here: the library would refuse an archive that climbs, which the service keeps inside instead.
  const zip = await openArchive(archive, { autoClose: false, decodeStrings: false });
  try {
    const files = new Map<string, PlannedFile>();
    const folders = new Set<string>();
    for await (const entry of zip.eachEntry()) {
      const { segments, isFolder } = targetOf(entry, options.flavor);
      if (segments.length === 0) continue;
      const all = [...options.segments, ...segments];
      if (isFolder) folders.add(all.join('/'));
      else files.set(all.join('/'), { entry, segments: all });
    }
    await mkdir(await containedPath(options.root, options.segments), { recursive: true });
    for (const folder of folders)
      await mkdir(await containedPath(options.root, folder.split('/')), { recursive: true });
    await writeFiles(zip, [...files.values()], options);
  } finally {
    zip.close();
  }
}

interface PlannedFile {
  readonly entry: Entry;
  /** From the root on. */
  readonly segments: readonly string[];
}

/** Where an entry goes. Steps upwards are dropped, so that the entry stays inside the target, as on the service. */
function targetOf(entry: Entry, flavor: Flavor): { readonly segments: readonly string[]; readonly isFolder: boolean } {
  const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
  const separator = flavor === 'windows' || process.platform === 'win32' ? /[\\/]/ : '/';
  const parts = name.split(separator);
  const kept = parts.filter((part) => part !== '..' && part !== '.').join('/');
  return { segments: containedSegments(kept, flavor), isFolder: parts.at(-1) === '' };
}

/** Enough to hide the latency of opening files without many open handles. */
const parallelFiles = 4;

async function writeFiles(zip: ZipFile, files: readonly PlannedFile[], options: UnzipOptions): Promise<void> {
  const provenFolders = new Set<string>();
  const queue = files[Symbol.iterator]();
  const failures: unknown[] = [];
  const work = async (): Promise<void> => {
    for (const file of queue) {
      if (failures.length > 0) return;
      await writeFile(zip, file, options, provenFolders).catch((error: unknown) => failures.push(error));
    }
  };
  // All of them have ended when the archive is closed and the failure is told.
  await Promise.all(Array.from({ length: parallelFiles }, work));
  if (failures.length > 0) throw failures[0];
}

async function writeFile(
  zip: ZipFile,
  file: PlannedFile,
  options: UnzipOptions,
  provenFolders: Set<string>,
): Promise<void> {
  const path = await containedPath(options.root, file.segments, { followLast: false });
  const folder = dirname(path);
  if (!provenFolders.has(folder)) {
    await mkdir(folder, { recursive: true });
    provenFolders.add(folder);
  }
  await removeLink(path);
  await pipeline(await zip.openReadStreamPromise(file.entry), createWriteStream(path));
  // KuduLite makes everything executable (§8.9); the rights of others are none of a local site's business.
  if (options.flavor === 'linux') await chmod(path, 0o755);
  const time = new Date(instantFromDosTime(file.entry.lastModFileDate, file.entry.lastModFileTime, options.zone));
  await utimes(path, time, time);
}

/** A link in the place of a file is replaced, not followed: it may lead out of the site. */
async function removeLink(path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (found?.isSymbolicLink()) await unlink(path);
}
