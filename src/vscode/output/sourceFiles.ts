import { readdir, stat } from 'node:fs/promises';
import { isAbsolute, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type JobFolder, isSameJob } from '../../core/jobs/job';
import { readJobFilePath } from './jobFilePath';

/** At most so many entries of a job folder are looked through for a file that is known by the end of its path. */
const searchLimit = 2000;

/**
 * Finds the files that a job's output names, as the user has them: a path in a working copy, here or on a site, leads to
 * the same file in the job folder.
 */
export class SourceFiles {
  /** Answers by path as written: a file that is named a thousand times costs one look. */
  private readonly known = new Map<string, Promise<string | undefined>>();

  /**
   * @param allJobs the jobs whose folders are on this machine.
   * @param writers those of them that may have written the text; relative paths begin in their folders.
   */
  constructor(
    private readonly allJobs: readonly JobFolder[],
    private readonly writers: readonly JobFolder[],
  ) {}

  /** The absolute path of an existing file; undefined when there is none. */
  find(written: string): Promise<string | undefined> {
    let answer = this.known.get(written);
    if (!answer) {
      answer = this.look(plainPath(written));
      this.known.set(written, answer);
    }
    return answer;
  }

  private async look(path: string): Promise<string | undefined> {
    const candidates = [...this.inJobFolders(path), ...(isAbsolute(path) ? [path] : this.besideScripts(path))];
    for (const candidate of candidates) if (await isFile(candidate)) return candidate;
    return isRooted(path) ? undefined : this.search(path);
  }

  /** Where a path that holds `/jobs/{kind}/{name}/` lies in the folder of the job of that name, or a copy of it does. */
  private inJobFolders(path: string): string[] {
    const file = readJobFilePath(path);
    if (file === undefined) return [];
    // A working copy has a folder of its own between the job's name and its files (kudu-webjobs §4.4).
    const insides = [file.inside, file.inside.slice(1)];
    return this.allJobs
      .filter((job) => isSameJob(job, file))
      .flatMap((job) => insides.map((inside) => join(job.path, ...inside)));
  }

  private besideScripts(path: string): string[] {
    if (isRooted(path)) return [];
    return this.writers.map((job) => join(job.path, ...path.split(/[\\/]+/)));
  }

  /** A file below the writers' folders whose path ends so: Java and programs that were built tell no more. */
  private async search(path: string): Promise<string | undefined> {
    const end = sep + path.split(/[\\/]+/).join(sep);
    if (end.includes(`${sep}..${sep}`)) return undefined;
    for (const { path: folder } of this.writers) {
      const found = await findBelow(folder, (file) => file.endsWith(end));
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  );
}

function plainPath(written: string): string {
  if (!written.startsWith('file:')) return written;
  try {
    return fileURLToPath(written);
  } catch {
    // An address of another machine, or of another operating system.
    return decodeURI(written.replace(/^file:\/+/, ''));
  }
}

/** Whether it begins at a root, also at one of the other operating system. */
function isRooted(path: string): boolean {
  return isAbsolute(path) || /^([A-Za-z]:[\\/]|[\\/])/.test(path);
}

async function findBelow(folder: string, isWanted: (file: string) => boolean): Promise<string | undefined> {
  const folders = [folder];
  let seen = 0;
  for (let current = folders.shift(); current !== undefined && seen < searchLimit; current = folders.shift()) {
    // A folder that cannot be read has nothing to show.
    for (const entry of await readdir(current, { withFileTypes: true }).catch(() => [])) {
      seen += 1;
      const path = join(current, entry.name);
      if (entry.isFile() && isWanted(path)) return path;
      if (entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.')) folders.push(path);
    }
  }
  return undefined;
}
