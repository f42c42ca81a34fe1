import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, readdir, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { systemErrorCode } from '../base/userError';

/** Where a job runs, and why a copy was made anew. */
export interface PreparedFolder {
  /** The root of the working copy, or the job folder itself when it runs in place. */
  readonly path: string;
  /** The service's text about the first difference found; undefined for a first copy and for no change. */
  readonly change: string | undefined;
}

/** Times that differ by less are equal: setting a file's time is exact to a microsecond only. */
const sameTimeNs = 2_000n;

/**
 * The copy of a job folder in which its processes run (kudu-webjobs §4.4). One copy is used until the job's files
 * change; a change is a file that is new, gone, or has another last-write time. Size and content are not looked at.
 */
export class WorkingCopy {
  private copyFolder: string | undefined;
  private copiedFiles: ReadonlySet<string> = new Set();

  /**
   * @param jobFolder absolute path of the sources.
   * @param copiesFolder holds this job's copies and nothing else.
   * @param adjust may change a file that was copied, at this absolute path; its last-write time stays the source's.
   */
  constructor(
    private readonly jobFolder: string,
    private readonly copiesFolder: string,
    private readonly adjust: (path: string) => Promise<void> = () => Promise.resolve(),
  ) {}

  /**
   * Brings the copy up to date.
   *
   * @param beforeRenewal is awaited when a change is found, before the old copy is deleted.
   */
  async prepare(beforeRenewal: (change: string) => Promise<void>): Promise<PreparedFolder> {
    const source = await listFiles(this.jobFolder);
    if (this.copyFolder === undefined) return { path: await this.renew(source), change: undefined };
    const change = findChange(source, await listFiles(this.copyFolder), this.copiedFiles);
    if (change === undefined) return { path: this.copyFolder, change: undefined };
    await beforeRenewal(change);
    return { path: await this.renew(source), change };
  }

  private async renew(source: ReadonlyMap<string, SourceFile>): Promise<string> {
    // A renewal that fails half-way leaves no copy to compare with; the next start begins anew.
    this.copyFolder = undefined;
    await rm(this.copiesFolder, { recursive: true, force: true });
    const folder = join(this.copiesFolder, randomName());
    await mkdir(folder, { recursive: true });
    for (const file of source.values()) await this.copy(file, folder);
    this.copyFolder = folder;
    this.copiedFiles = new Set(source.keys());
    return folder;
  }

  private async copy(file: SourceFile, folder: string): Promise<void> {
    const path = join(folder, file.path);
    await mkdir(dirname(path), { recursive: true });
    await copyFile(join(this.jobFolder, file.path), path);
    await this.adjust(path);
    await utimes(path, Number(file.atimeNs) / 1e9, Number(file.mtimeNs) / 1e9);
  }
}

/** A random name in 8.3 form. */
export function randomName(): string {
  const text = Array.from(randomBytes(11), (byte) => 'abcdefghijklmnopqrstuvwxyz012345'[byte % 32]).join('');
  return `${text.slice(0, 8)}.${text.slice(8)}`;
}

interface SourceFile {
  /** Relative, with the separators of the platform. */
  readonly path: string;
  readonly mtimeNs: bigint;
  readonly atimeNs: bigint;
}

/** All files below a folder, by relative path in lower case: the service compares names without regard to case. */
async function listFiles(folder: string): Promise<Map<string, SourceFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map<string, SourceFile>();
  await Promise.all(
    entries.map(async (entry) => {
      if (entry.isDirectory()) return;
      const path = join(entry.parentPath, entry.name);
      const found = await stat(path, { bigint: true }).catch(ignoreMissing);
      if (!found?.isFile()) return;
      const relative = path.slice(folder.length + 1);
      files.set(relative.toLowerCase(), { path: relative, mtimeNs: found.mtimeNs, atimeNs: found.atimeNs });
    }),
  );
  return files;
}

function findChange(
  source: ReadonlyMap<string, SourceFile>,
  copy: ReadonlyMap<string, SourceFile>,
  copied: ReadonlySet<string>,
): string | undefined {
  for (const [key, file] of sorted(source)) {
    const twin = copy.get(key);
    if (twin === undefined) {
      return `Job file '${file.path}' exists in source directory but not in working directory.`;
    }
    if (!isSameTime(file.mtimeNs, twin.mtimeNs)) {
      return `Job file '${file.path}' timestamp differs between source and working directories.`;
    }
  }
  const deleted = [...copied].sort().find((key) => !source.has(key));
  if (deleted === undefined) return undefined;
  return `Job file '${copy.get(deleted)?.path ?? deleted}' has been deleted.`;
}

function sorted(files: ReadonlyMap<string, SourceFile>): [string, SourceFile][] {
  return [...files].sort(([left], [right]) => (left < right ? -1 : 1));
}

function isSameTime(left: bigint, right: bigint): boolean {
  const difference = left - right;
  return difference < sameTimeNs && difference > -sameTimeNs;
}

/** A file can vanish between the listing and the look at it; then it does not belong to the job any more. */
function ignoreMissing(error: unknown): undefined {
  if (systemErrorCode(error) === 'ENOENT') return undefined;
  throw error;
}
