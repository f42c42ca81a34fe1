import { type Dirent, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { errorMessage, systemErrorCode, UserError } from '../base/userError';
import { type IgnoreRules, readIgnoreRules } from './ignoreRules';
import {
  type CollectedFiles,
  comparePaths,
  type PackageEntry,
  type SkippedEntry,
  type SkipReason,
} from './packageEntry';

export interface CollectOptions {
  /** More patterns beside the job's own ignore file. */
  readonly ignorePatterns?: readonly string[];
  /** Files that are never collected, such as the archive that is being written. Absolute paths. */
  readonly excludedFiles?: readonly string[];
  readonly signal?: AbortSignal;
}

/** How long the event loop may stand still. Reading synchronously in slices is several times faster than promises. */
const sliceMs = 8;

/**
 * Lists the files of a job folder. Links are followed as long as they stay inside the folder. Empty folders are not listed.
 * @throws UserError that names the file or folder that cannot be read, or a name that no archive can carry.
 */
export async function collectFiles(folder: string, options: CollectOptions = {}): Promise<CollectedFiles> {
  const collector = new Collector(resolve(folder), options);
  await collector.run();
  return {
    entries: collector.entries.sort(comparePaths),
    ignored: collector.ignored.sort(),
    skipped: collector.skipped.sort(comparePaths),
  };
}

interface OpenFolder {
  /** Real path. */
  readonly absolute: string;
  /** Relative with a final `/`; empty for the job folder. */
  readonly prefix: string;
  /** The real folders that were left through a link on the way here; guards against loops. */
  readonly leftFolders: readonly string[];
  /** In the order of the paths in it; those before `next` were visited. */
  readonly children: readonly Dirent[];
  next: number;
}

class Collector {
  readonly entries: PackageEntry[] = [];
  readonly ignored: string[] = [];
  readonly skipped: SkippedEntry[] = [];
  private readonly root: string;
  private readonly rules: IgnoreRules;
  private readonly excluded: ReadonlySet<string>;
  /** The folders from the root to where the walk is. */
  private readonly open: OpenFolder[] = [];
  private sliceEnd = 0;

  constructor(
    folder: string,
    private readonly options: CollectOptions,
  ) {
    this.root = readFileSystem(folder, () => realpathSync(folder));
    this.rules = readIgnoreRules(this.root, options.ignorePatterns);
    this.excluded = new Set((options.excludedFiles ?? []).map((file) => realPath(file) ?? resolve(file)));
    this.enter(this.root, '', []);
  }

  async run(): Promise<void> {
    this.options.signal?.throwIfAborted();
    this.sliceEnd = performance.now() + sliceMs;
    for (let folder = this.open.at(-1); folder !== undefined; folder = this.open.at(-1)) {
      const child = folder.children[folder.next++];
      if (child === undefined) this.open.pop();
      else this.visit(folder, child);
      if (performance.now() > this.sliceEnd) await this.pause();
    }
  }

  private enter(absolute: string, prefix: string, leftFolders: readonly string[]): void {
    this.open.push({ absolute, prefix, leftFolders, children: listFolder(absolute, prefix), next: 0 });
  }

  private async pause(): Promise<void> {
    await nextTurn();
    this.options.signal?.throwIfAborted();
    this.sliceEnd = performance.now() + sliceMs;
  }

  private visit(folder: OpenFolder, child: Dirent): void {
    const path = folder.prefix + child.name;
    // Both parts are clean, and joining them with care for thousands of files takes its time.
    const absolute = folder.absolute.endsWith(sep) ? folder.absolute + child.name : folder.absolute + sep + child.name;
    if (child.isSymbolicLink()) this.visitLink(folder, path, absolute);
    else if (child.isDirectory()) this.addFolder(path, absolute, folder.leftFolders);
    else if (child.isFile()) this.addFile(path, absolute);
    else this.skip(path, 'not-a-file');
  }

  private visitLink(folder: OpenFolder, path: string, absolute: string): void {
    const target = realPath(absolute);
    if (target === undefined) {
      this.skip(path, 'link-broken');
      return;
    }
    if (!isInside(target, this.root)) {
      this.skip(path, 'link-outside');
      return;
    }
    const stats = readFileSystem(path, () => statSync(target));
    const leftFolders = [...folder.leftFolders, folder.absolute];
    if (stats.isFile()) this.addFile(path, target);
    else if (!stats.isDirectory()) this.skip(path, 'not-a-file');
    else if (leftFolders.some((left) => isInside(left, target))) this.skip(path, 'link-loop');
    else this.addFolder(path, target, leftFolders);
  }

  private addFolder(path: string, absolute: string, leftFolders: readonly string[]): void {
    const prefix = `${path}/`;
    if (this.rules.isIgnored(prefix)) {
      this.ignored.push(prefix);
      return;
    }
    checkName(path);
    this.enter(absolute, prefix, leftFolders);
  }

  private addFile(path: string, absolute: string): void {
    if (this.excluded.has(absolute)) return;
    if (this.rules.isIgnored(path)) {
      this.ignored.push(path);
      return;
    }
    checkName(path);
    const { size, mtimeMs, mode } = readFileSystem(path, () => lstatSync(absolute));
    // Node tells times as fractions that may lie a hair below the whole millisecond.
    this.entries.push({ path, file: absolute, size, mtimeMs: Math.round(mtimeMs), mode: unixMode(path, mode) });
  }

  private skip(path: string, reason: SkipReason): void {
    // What lies behind the link is unknown, so a rule for folders counts as well.
    if (this.rules.isIgnored(path) || this.rules.isIgnored(`${path}/`)) this.ignored.push(path);
    else this.skipped.push({ path, reason });
  }
}

/** The entries in the order of the paths below them, in which `/` counts: what is in order already is quickly sorted. */
function listFolder(absolute: string, prefix: string): Dirent[] {
  const name = prefix === '' ? absolute : prefix;
  const children = readFileSystem(name, () => readdirSync(absolute, { withFileTypes: true }));
  const keyOf = (child: Dirent): string => (child.isDirectory() ? `${child.name}/` : child.name);
  return children.sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
}

/** Runs a read of the file system; a failure names `path`. */
function readFileSystem<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, cause: unknown): UserError {
  const why = systemErrorCode(cause) === 'EACCES' ? 'permission denied' : errorMessage(cause);
  return new UserError(
    'file-unreadable',
    `Cannot read ${path}: ${why}. Make it readable, or name it in .webjobsignore to leave it out.`,
    { cause },
  );
}

function realPath(absolute: string): string | undefined {
  try {
    return realpathSync(absolute);
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'ENOENT' || code === 'ELOOP' || code === 'ENOTDIR') return undefined;
    throw unreadable(absolute, error);
  }
}

function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** Archive writers and sites read a backslash as a folder and a leading `x:` as a drive (kudu-webjobs §8.9). */
function checkName(path: string): void {
  if (!path.includes('\\') && !/^\w+:/.test(path)) return;
  throw new UserError(
    'file-name-unsupported',
    `The name ${path} cannot travel to a site: ${path.includes('\\') ? 'a backslash' : 'a drive prefix'} would change its place there. Rename it, or name it in .webjobsignore.`,
  );
}

/** Bash scripts are executable wherever they come from; Windows knows no permissions. */
function unixMode(path: string, mode: number): number {
  if (/\.sh$/i.test(path)) return 0o755;
  return process.platform === 'win32' ? 0o644 : mode & 0o777;
}
