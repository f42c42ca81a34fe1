import { basename, dirname, join } from 'node:path';
import { jobPlaceOf, kindOfJobFolder } from '../jobs/jobPaths';
import { usualRunMs } from '../runner/usualRun';
import { stateFolderFor, userStateFolder } from './userStateFolder';

/**
 * How long a run of a job of this machine usually takes, in milliseconds, as its history tells. No host is needed for it.
 * Undefined for a continuous job, and when too few runs are known.
 */
export async function usualRunMsOfJob(jobFolder: string, userState = userStateFolder()): Promise<number | undefined> {
  if (kindOfJobFolder(jobFolder) !== 'triggered') return undefined;
  const dataFolder = await dataFolderOf(jobFolder, userState);
  return usualRunMs(join(dataFolder, 'jobs', 'triggered', basename(jobFolder)));
}

/** A site has its data below `HOME`, a workspace below the user's data. */
async function dataFolderOf(jobFolder: string, userState: string): Promise<string> {
  const jobsRoot = jobPlaceOf(jobFolder)?.jobsRoot ?? dirname(dirname(jobFolder));
  const [, home] = /^(.*)[/\\]site[/\\]wwwroot[/\\]App_Data[/\\]jobs$/i.exec(jobsRoot) ?? [];
  return join(home ?? (await stateFolderFor(jobsRoot, userState)), 'data');
}
