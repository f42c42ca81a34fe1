import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { type JobFolder, type JobKind, jobKinds } from './job';
import { jobsRootOf, kindOfFolderName, misspelledFolders } from './jobPaths';

/** A job folder with the folder that holds `continuous` and `triggered`. */
export interface DiscoveredJob extends JobFolder {
  readonly jobsRoot: string;
}

/** What {@link discoverJobs} finds. */
export interface JobDiscovery {
  /** Triggered ones first, then continuous ones, by name; of equal names by path. */
  readonly jobs: readonly DiscoveredJob[];
  /** Absolute paths, sorted; also roots without any job. */
  readonly jobsRoots: readonly string[];
  readonly warnings: readonly DiscoveryWarning[];
}

/** Something about the folders that a person should know. */
export interface DiscoveryWarning {
  readonly code: 'folder-spelling' | 'jobs-folder-missing';
  /** Absolute path. */
  readonly path: string;
  readonly message: string;
}

export interface DiscoveryOptions {
  /** The value of `WEBJOBS_ROOT_PATH`: joined to the folder as the service joins it to wwwroot. */
  readonly webJobsRootPath?: string;
  /** Variables for `%NAME%` inside it. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** The setting `webjobs.jobFolders`: jobs roots, kind folders or job folders, absolute or relative to the folder. */
  readonly extraFolders?: readonly string[];
  /** Tells whether the user excluded a folder, named by its path relative to the folder, with `/`. */
  readonly isExcluded?: (relativePath: string) => boolean;
  readonly signal?: AbortSignal;
}

/**
 * Finds the jobs in and around a folder: below it every `App_Data/jobs` and `site/jobs` in any case; above it the tree
 * that it lies in; and the roots that the options name (product J1). Links to folders are not followed while searching,
 * so that no cycle is walked. Rejects only when `folder` itself cannot be read, or when the signal is aborted.
 */
export async function discoverJobs(folder: string, options: DiscoveryOptions = {}): Promise<JobDiscovery> {
  const start = resolve(folder);
  await readdir(start);
  const search = new Search(start, options);
  await search.walk(start);
  await search.addAround();
  await search.addNamed();
  return search.result();
}

/** The jobs of one jobs root, in the order of {@link JobDiscovery.jobs}; none when it cannot be read. */
export async function jobsOfRoot(jobsRoot: string): Promise<readonly DiscoveredJob[]> {
  const kindFolders = await subfolders(jobsRoot);
  const found = await Promise.all(
    kindFolders.map(async (kindFolder) => {
      const kind = kindOfFolderName(kindFolder);
      return kind === undefined ? [] : jobsOfKindFolder(jobsRoot, kindFolder, kind);
    }),
  );
  return sortJobs(found.flat());
}

/**
 * Resolves `WEBJOBS_ROOT_PATH` as the service does (kudu-webjobs §1.1): `%NAME%` is replaced, slashes at both ends go, and
 * the rest is joined to wwwroot, unless it is an absolute Windows path.
 */
export function resolveWebJobsRoot(
  wwwroot: string,
  value: string,
  environment: Readonly<Record<string, string | undefined>> = {},
): string {
  const expanded = value.replace(/%([^%]+)%/g, (whole, name: string) => environment[name] ?? whole);
  const trimmed = expanded.replace(/^[/\\]+|[/\\]+$/g, '');
  return /^[A-Za-z]:[/\\]/.test(trimmed) ? trimmed : join(wwwroot, ...trimmed.split(/[/\\]+/));
}

const skippedFolders = new Set(['node_modules', '.git']);

class Search {
  private readonly roots = new Set<string>();
  private readonly jobs = new Map<string, DiscoveredJob>();
  private readonly warnings: DiscoveryWarning[] = [];

  constructor(
    private readonly start: string,
    private readonly options: DiscoveryOptions,
  ) {}

  async walk(folder: string): Promise<void> {
    this.options.signal?.throwIfAborted();
    if (jobsRootOf(folder) === folder) {
      await this.addRoot(folder);
      return;
    }
    const names = await subfolders(folder);
    await Promise.all(
      names.filter((name) => !this.isSkipped(folder, name)).map((name) => this.walk(join(folder, name))),
    );
  }

  /** The tree that the folder itself lies in, and a folder `jobs` that was opened without its parent's name telling. */
  async addAround(): Promise<void> {
    const root = jobsRootOf(this.start);
    if (root !== undefined && root !== this.start) await this.addRoot(root, (job) => isInside(this.start, job.path));
    else if (basename(this.start).toLowerCase() === 'jobs' && (await this.holdsKindFolders(this.start)))
      await this.addRoot(this.start);
  }

  async addNamed(): Promise<void> {
    const { webJobsRootPath, environment, extraFolders = [] } = this.options;
    if (webJobsRootPath !== undefined && webJobsRootPath !== '') {
      const root = resolveWebJobsRoot(this.start, webJobsRootPath, environment);
      if (await isFolder(root)) await this.addRoot(root);
      else
        this.warn(
          'jobs-folder-missing',
          root,
          `WEBJOBS_ROOT_PATH names ${root}, which is not a folder. Create it or correct the value.`,
        );
    }
    for (const extra of extraFolders) await this.addExtra(isAbsolute(extra) ? extra : join(this.start, extra));
  }

  result(): JobDiscovery {
    return { jobs: sortJobs([...this.jobs.values()]), jobsRoots: [...this.roots].sort(), warnings: this.warnings };
  }

  private async addExtra(folder: string): Promise<void> {
    const kind = kindOfFolderName(basename(dirname(folder)));
    if (!(await isFolder(folder))) {
      this.warn(
        'jobs-folder-missing',
        folder,
        `The setting webjobs.jobFolders names ${folder}, which is not a folder. Create it or correct the setting.`,
      );
    } else if (kindOfFolderName(basename(folder)) !== undefined) await this.addRoot(dirname(folder));
    else if (await this.holdsKindFolders(folder)) await this.addRoot(folder);
    else if (kind !== undefined)
      this.addJob({ kind, name: basename(folder), path: folder, jobsRoot: dirname(dirname(folder)) });
    else await this.walk(folder);
  }

  private async addRoot(root: string, isWanted: (job: DiscoveredJob) => boolean = () => true): Promise<void> {
    if (this.roots.has(root)) return;
    this.roots.add(root);
    for (const job of await jobsOfRoot(root)) if (isWanted(job)) this.addJob(job);
  }

  private addJob(job: DiscoveredJob): void {
    if (this.jobs.has(job.path)) return;
    this.jobs.set(job.path, job);
    for (const { written, needed } of misspelledFolders(job.path)) {
      const end = job.path.lastIndexOf(`${sep}${written}${sep}`);
      const path = end === -1 ? job.path : job.path.slice(0, end + 1 + written.length);
      if (this.warnings.some((warning) => warning.path === path)) continue;
      this.warn(
        'folder-spelling',
        path,
        `${written} is written differently from ${needed}: a site on Linux does not find its jobs. Rename it to ${needed}.`,
      );
    }
  }

  private async holdsKindFolders(folder: string): Promise<boolean> {
    return (await subfolders(folder)).some((name) => kindOfFolderName(name) !== undefined);
  }

  private isSkipped(folder: string, name: string): boolean {
    if (skippedFolders.has(name)) return true;
    const path = relative(this.start, join(folder, name)).split(sep).join('/');
    return this.options.isExcluded?.(path) ?? false;
  }

  private warn(code: DiscoveryWarning['code'], path: string, message: string): void {
    this.warnings.push({ code, path, message });
  }
}

async function jobsOfKindFolder(jobsRoot: string, kindFolder: string, kind: JobKind): Promise<DiscoveredJob[]> {
  const path = join(jobsRoot, kindFolder);
  return (await subfolders(path, 'followLinks')).map((name) => ({ kind, name, path: join(path, name), jobsRoot }));
}

function sortJobs(jobs: readonly DiscoveredJob[]): DiscoveredJob[] {
  const key = (job: DiscoveredJob): string => `${jobKinds.indexOf(job.kind)}\0${job.name.toLowerCase()}\0${job.path}`;
  return [...jobs].sort((left, right) => (key(left) < key(right) ? -1 : 1));
}

/** Whether the opened folder lies at, above or below a job folder. */
function isInside(opened: string, jobFolder: string): boolean {
  return opened === jobFolder || jobFolder.startsWith(opened + sep) || opened.startsWith(jobFolder + sep);
}

/** Names of the folders in a folder; none when it cannot be read, because a search goes on beside it. */
async function subfolders(folder: string, links: 'followLinks' | 'ignoreLinks' = 'ignoreLinks'): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const isWanted = await Promise.all(
      entries.map(async (entry) => {
        if (entry.isDirectory()) return true;
        return links === 'followLinks' && entry.isSymbolicLink() && (await isFolder(join(folder, entry.name)));
      }),
    );
    return entries.filter((_, index) => isWanted[index]).map((entry) => entry.name);
  } catch {
    // Folders without permission, and those deleted meanwhile, hold no jobs for us.
    return [];
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    // What cannot be examined is not a folder for us.
    return false;
  }
}
