import { join } from 'node:path';
import { diskJobFiles } from '../../core/jobs/diskJobFiles';
import { joinRelative } from '../../core/jobs/jobFiles';
import type { JobFolder } from '../../core/jobs/job';
import { findJobScript } from '../../core/jobs/jobScript';
import { effectiveSettings, maxSettingsBytes, readSettingsFile, settingsFileName } from '../../core/jobs/jobSettings';
import type { JobSnapshot } from '../../core/runner/jobSnapshot';

/**
 * What a job's folder alone tells, in the form a host would tell it: nothing runs and nothing ever ran. A folder that
 * cannot be read becomes a job with nothing to run and the reason as its error.
 */
export async function folderSnapshot(folder: JobFolder): Promise<JobSnapshot> {
  const nothingRuns = {
    kind: folder.kind,
    name: folder.name,
    folder: folder.path,
    status: null,
    isActive: false,
    process: null,
    latestRun: null,
    nextRun: null,
  };
  try {
    const files = diskJobFiles(folder.path);
    const script = await findJobScript(files);
    const host = script.runnable ? script.host.name : null;
    const bytes = await files.read(joinRelative(script.scriptFolder, settingsFileName), maxSettingsBytes);
    const file = readSettingsFile(bytes);
    const settings = effectiveSettings(file, folder.kind, host);
    const { stoppingWaitTime } = settings;
    return {
      ...nothingRuns,
      runCommand: script.runnable ? script.runCommand : null,
      scriptHost: host,
      stopWaitMs: 'seconds' in stoppingWaitTime ? Math.max(0, stoppingWaitTime.seconds) * 1000 : 0,
      schedule: folder.kind === 'triggered' ? settings.schedule : null,
      lastError: null,
      hasUnreadableSettings: file.dictionary.fault !== undefined,
    };
  } catch (error) {
    const lastError = error instanceof Error ? error.message : String(error);
    return { ...nothingRuns, runCommand: null, scriptHost: null, stopWaitMs: 0, schedule: null, lastError };
  }
}

/** The folders of a local site that hold jobs, the primary one first (kudu-webjobs §1.1). */
export function jobsRootsOfHome(home: string): readonly [primary: string, secondary: string] {
  return [join(home, 'site', 'wwwroot', 'App_Data', 'jobs'), join(home, 'site', 'jobs')];
}
