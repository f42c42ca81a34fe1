import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { jobsOfRoot } from '../jobs/discoverJobs';
import { type JobFolder, type JobKey, type JobKind, jobKinds } from '../jobs/job';
import { type JobConfiguration, readJobConfiguration } from './jobConfiguration';
import type { SitePaths } from './sitePaths';

/** Finds the jobs of a site in its roots. Names are compared without regard to case. */
export class JobCatalog {
  constructor(
    private readonly paths: SitePaths,
    private readonly singleJob: JobFolder | undefined,
  ) {}

  /** All runnable jobs of a kind, root by root, by name; one that is runnable in several roots belongs to the first. */
  async list(kind: JobKind): Promise<readonly JobConfiguration[]> {
    const configurations = await Promise.all((await this.folders(kind)).map(readJobConfiguration));
    const jobs = new Map<string, JobConfiguration>();
    for (const job of configurations) {
      if (job && !jobs.has(nameKey(job.folder.name))) jobs.set(nameKey(job.folder.name), job);
    }
    return [...jobs.values()];
  }

  /** The job that the engine runs under a name: the first runnable one. */
  async findRunnable(key: JobKey): Promise<JobConfiguration | undefined> {
    for (const folder of await this.foldersNamed(key)) {
      const job = await readJobConfiguration(folder);
      if (job) return job;
    }
    return undefined;
  }

  /** The job that a request by name means: the one in the first root that has such a folder, runnable or not. */
  async find(key: JobKey): Promise<JobConfiguration | undefined> {
    const [folder] = await this.foldersNamed(key);
    return folder && readJobConfiguration(folder);
  }

  /** The folders of a name in all roots. */
  async foldersNamed(key: JobKey): Promise<readonly JobFolder[]> {
    return (await this.folders(key.kind)).filter((folder) => nameKey(folder.name) === nameKey(key.name));
  }

  /** Where an upload of a job goes: to where it lies, else to the primary root (kudu-webjobs §1.1). */
  async writableFolder(key: JobKey): Promise<string> {
    const [present] = await this.foldersNamed(key);
    if (present) return present.path;
    const [root] = this.paths.jobsRoots;
    if (root === undefined) throw new Error('This site has no jobs root to write to.');
    return join(root, key.kind, key.name);
  }

  /** The folders of all jobs, runnable or not; one for each name, triggered ones first. */
  async allFolders(): Promise<readonly JobFolder[]> {
    const all = new Map<string, JobFolder>();
    for (const kind of jobKinds) {
      for (const folder of await this.folders(kind)) {
        const id = `${kind}/${nameKey(folder.name)}`;
        if (!all.has(id)) all.set(id, folder);
      }
    }
    return [...all.values()];
  }

  /** Deletes the subfolders of a data folder that belong to no job of the kind. */
  async removeDataOfDeletedJobs(kind: JobKind, dataFolder: string): Promise<void> {
    const names = new Set((await this.folders(kind)).map((folder) => nameKey(folder.name)));
    for (const entry of await readdir(dataFolder, { withFileTypes: true }).catch(() => [])) {
      if (!entry.isDirectory() || names.has(nameKey(entry.name))) continue;
      await rm(join(dataFolder, entry.name), { recursive: true, force: true });
    }
  }

  private async folders(kind: JobKind): Promise<readonly JobFolder[]> {
    const roots = await Promise.all(this.paths.jobsRoots.map(jobsOfRoot));
    const folders = roots.flat().filter((folder) => folder.kind === kind);
    return this.singleJob?.kind === kind ? [this.singleJob, ...folders] : folders;
  }
}

/** The form of a job's name by which it is looked up. */
export function nameKey(name: string): string {
  return name.toLowerCase();
}
