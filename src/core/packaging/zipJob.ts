import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { makeFolder } from '../base/makeFolder';
import { UserError } from '../base/userError';
import { collectFiles } from './collectFiles';
import { floorToDosTime } from './dosTime';
import { comparePaths, type PackageEntry, type SkippedEntry } from './packageEntry';
import { readZipEntries } from './readZipEntries';
import { archiveUnwritable, writeZip, type WriteZipOptions } from './writeZip';

export interface ZipJobOptions extends WriteZipOptions {
  /** More patterns beside the job's own ignore file. */
  readonly ignorePatterns?: readonly string[];
}

/** The archive as it lies on disk afterwards, whether written or found up to date. */
export interface ZippedJob {
  /** Absolute path. */
  readonly file: string;
  readonly entries: number;
  readonly bytes: number;
  /** False when the archive that was there holds the same files already. */
  readonly written: boolean;
  readonly skipped: readonly SkippedEntry[];
}

/**
 * Packs a job folder into `file`, unless the archive there holds the same files with the same sizes, times and permissions.
 * @throws UserError when the folder holds no file, or a file cannot be read or written.
 */
export async function zipJob(folder: string, file: string, options: ZipJobOptions = {}): Promise<ZippedJob> {
  const target = resolve(file);
  const { entries, skipped } = await collectFiles(folder, {
    excludedFiles: [target],
    ...(options.ignorePatterns && { ignorePatterns: options.ignorePatterns }),
    ...(options.signal && { signal: options.signal }),
  });
  if (entries.length === 0) {
    throw new UserError(
      'nothing-to-zip',
      `${folder} holds no file to pack. Add the job's script, or check .webjobsignore.`,
    );
  }
  const isCurrent = await isUpToDate(target, entries);
  if (!isCurrent) {
    await makeFolder(dirname(target)).catch((error: unknown) => Promise.reject(archiveUnwritable(target, error)));
    await writeZip(entries, target, options);
  }
  const { size } = await stat(target);
  return { file: target, entries: entries.length, bytes: size, written: !isCurrent, skipped };
}

async function isUpToDate(file: string, entries: readonly PackageEntry[]): Promise<boolean> {
  const existing = await readZipEntries(file).catch(() => undefined); // missing or damaged: it has to be written
  if (existing?.length !== entries.length) return false;
  existing.sort(comparePaths);
  return entries.every((entry, index) => {
    const other = existing[index];
    return (
      other?.path === entry.path &&
      other.size === entry.size &&
      other.mtimeMs === floorToDosTime(entry.mtimeMs) &&
      other.mode === entry.mode
    );
  });
}
