import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobKey } from '../jobs/job';
import { type EngineContext, shutdownFolderOf } from './engineContext';
import { logTime } from './logStamp';
import { randomName } from './workingCopy';

/**
 * Names the file whose appearance asks a job to stop (kudu-webjobs §1.4): its folder is emptied at each start, the file
 * does not exist until the stop is requested.
 */
export async function prepareShutdownFile(context: EngineContext, key: JobKey): Promise<string> {
  const folder = shutdownFolderOf(context, key);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return join(folder, randomName());
}

/** Asks the job to stop; the content, a UTC time, is for people. */
export async function requestShutdown(shutdownFile: string, nowMs: number): Promise<void> {
  await writeFile(shutdownFile, logTime(nowMs));
}
