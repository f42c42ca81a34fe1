import { createHash } from 'node:crypto';
import { realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../base/makeFolder';
import { jobKinds } from '../jobs/job';
import type { EngineOptions } from './engineOptions';
import { JobCatalog } from './jobCatalog';
import { killLeftovers } from './leftovers';
import { loadExeca } from './loadExeca';
import { ProcessKeeper } from './processKeeper';
import { processTable } from './processTable';

export interface PreparedSite {
  /** The given options with the data folder by its real name. */
  readonly options: EngineOptions;
  readonly keeper: ProcessKeeper;
}

/** Gets a site ready for a new engine: its folders exist, and what earlier engines left behind is gone. */
export async function prepareSite(given: EngineOptions): Promise<PreparedSite> {
  await makeFolder(given.paths.dataFolder);
  await makeFolder(given.paths.tempFolder);
  // Locks go by the text of a path: two engines must call the same folder by the same name.
  const dataFolder = await realpath(given.paths.dataFolder);
  const options = { ...given, paths: { ...given.paths, dataFolder } };
  const { logger, paths } = options;
  const siteId = createHash('sha256').update(dataFolder).digest('hex').slice(0, 16);
  const table = processTable();
  await killLeftovers({ table, siteId, dataFolder, logger });
  for (const folder of ['jobs', 'JobsShutdown', 'debug', 'pipes']) {
    await rm(join(paths.tempFolder, folder), { recursive: true, force: true });
  }
  if (options.mode === 'service') await removeDataOfDeletedJobs(options);
  // Whoever starts the first job does not wait for it.
  void loadExeca();
  return { options, keeper: new ProcessKeeper({ table, siteId, dataFolder, logger }) };
}

/** The service deletes the data of jobs that do not exist any more when it starts (kudu-webjobs §1.5). */
async function removeDataOfDeletedJobs({ paths, singleJob }: EngineOptions): Promise<void> {
  const catalog = new JobCatalog(paths, singleJob);
  for (const kind of jobKinds) await catalog.removeDataOfDeletedJobs(kind, join(paths.dataFolder, 'jobs', kind));
}
