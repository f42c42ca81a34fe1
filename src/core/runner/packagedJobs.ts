import { join } from 'node:path';
import type { JobFolder, JobKey } from '../jobs/job';
import { type EngineContext, settingsFor } from './engineContext';

/**
 * Whether `wwwroot` is a package that the site runs from, which nothing writes to: jobs go to the secondary root, and those
 * of the package itself can be neither started nor stopped nor changed (kudu-webjobs §1.1, §8.5).
 */
export function runsFromPackage(context: EngineContext): boolean {
  return context.options.mode === 'service' && settingsFor(context).site.runsFromPackage;
}

/** Whether a job belongs to that package. */
export function isPackaged(context: EngineContext, folder: JobFolder): boolean {
  const [primary] = context.options.paths.jobsRoots;
  return primary !== undefined && folder.path === join(primary, folder.kind, folder.name) && runsFromPackage(context);
}

/** Where a job is written while wwwroot is a package. */
export function folderBesidePackage({ options }: EngineContext, { kind, name }: JobKey): string {
  const root = options.paths.jobsRoots.at(-1);
  if (root === undefined) throw new Error('This site has no jobs root to write to.');
  return join(root, kind, name);
}
