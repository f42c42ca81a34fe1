import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { copiesFolderOf, type EngineContext, settingsFor } from './engineContext';
import { isExeConfig, writeExeConfig } from './exeConfig';
import type { JobConfiguration } from './jobConfiguration';
import type { JobLog } from './jobLog';
import { WorkingCopy } from './workingCopy';

/** The working copy of one job, kept from run to run; a job that runs in place needs none. */
export class WorkingFolders {
  private copy: { readonly source: string; readonly workingCopy: WorkingCopy } | undefined;

  /** The copy of this job folder; another folder of the same job (in another root) gets a copy of its own. */
  copyOf(context: EngineContext, job: JobConfiguration): WorkingCopy {
    if (this.copy?.source !== job.folder.path) {
      const adjust = (path: string): Promise<void> => configure(context, path);
      const workingCopy = new WorkingCopy(job.folder.path, copiesFolderOf(context, job.folder), adjust);
      this.copy = { source: job.folder.path, workingCopy };
    }
    return this.copy.workingCopy;
  }
}

/**
 * Prepares the folder in which a job's next process runs (kudu-webjobs §4.4) and returns its root: the job folder itself
 * or an up-to-date copy. Left-over processes of the job are killed where the service does it. Throws when the files cannot
 * be read or copied, or the script is not there any more.
 */
export async function prepareWorkingFolder(
  context: EngineContext,
  folders: WorkingFolders,
  job: JobConfiguration,
  log: JobLog,
): Promise<string> {
  const root = job.settings.isInPlace
    ? await prepareInPlace(context, job)
    : await prepareCopy(context, folders, job, log);
  const script = join(root, job.script.scriptFolder, job.script.file);
  await access(script).catch(() => {
    throw new Error(`Missing job script to run - ${script}`);
  });
  return root;
}

/** Gives programs of the .NET Framework their settings; a file that cannot be read as configuration stays as it is. */
async function configure(context: EngineContext, path: string): Promise<void> {
  if (!isExeConfig(path)) return;
  const isConfigured = await writeExeConfig(path, settingsFor(context).appSettings);
  if (!isConfigured) context.options.logger.warn(`${path} is no configuration: no app settings are written into it.`);
}

async function prepareInPlace(context: EngineContext, job: JobConfiguration): Promise<string> {
  await context.processes.kill(job.folder);
  return job.folder.path;
}

async function prepareCopy(
  context: EngineContext,
  folders: WorkingFolders,
  job: JobConfiguration,
  log: JobLog,
): Promise<string> {
  try {
    const prepared = await folders.copyOf(context, job).prepare(async (change) => {
      await log.system('INFO', `Job directory change detected: ${change}`);
      await context.processes.kill(job.folder);
    });
    return prepared.path;
  } catch (error) {
    await log.system('ERR ', `Failed to copy job files: ${String(error)}`);
    throw error;
  }
}
