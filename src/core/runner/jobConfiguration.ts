import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { diskJobFiles } from '../jobs/diskJobFiles';
import type { JobFolder } from '../jobs/job';
import { joinRelative } from '../jobs/jobFiles';
import { findJobScript, type RunnableScript } from '../jobs/jobScript';
import {
  effectiveSettings,
  type JobSettings,
  maxSettingsBytes,
  readSettingsFile,
  settingsFileName,
} from '../jobs/jobSettings';
import { settingsApiText } from '../jobs/settingsApiText';
import type { EngineTimings } from './engineOptions';

/** A job that can run, as its files say at one moment. */
export interface JobConfiguration {
  readonly folder: JobFolder;
  readonly script: RunnableScript;
  /** Absolute path of the folder of the script, where `settings.job` and `disable.job` are looked for. */
  readonly scriptFolder: string;
  readonly settings: JobSettings;
  /** What the settings API answers: compact JSON. */
  readonly settingsText: string;
  /** Whether `settings.job` sets `stopping_wait_time`. */
  readonly setsStopWait: boolean;
}

/** The marker that keeps a continuous job from running; only its existence counts (kudu-webjobs §1.3). */
export const disableFileName = 'disable.job';

/** Reads a job folder; undefined when it is gone or holds nothing runnable. */
export async function readJobConfiguration(folder: JobFolder): Promise<JobConfiguration | undefined> {
  const files = diskJobFiles(folder.path);
  // A folder that cannot be listed is gone or no folder: for the service there is no such job.
  const script = await findJobScript(files).catch(() => undefined);
  if (!script?.runnable) return undefined;
  const settingsPath = joinRelative(script.scriptFolder, settingsFileName);
  // An unreadable file counts as none, as one that cannot be parsed does.
  const bytes = await files.read(settingsPath, maxSettingsBytes).catch(() => undefined);
  const settingsFile = readSettingsFile(bytes);
  return {
    folder,
    script,
    scriptFolder: join(folder.path, script.scriptFolder),
    settings: effectiveSettings(settingsFile, folder.kind, script.host.name),
    settingsText: settingsApiText(settingsFile.dictionary),
    setsStopWait: settingsFile.dictionary.entries.has('stopping_wait_time'),
  };
}

/** Whether `disable.job` lies beside the script. */
export async function hasDisableFile(scriptFolder: string): Promise<boolean> {
  return access(join(scriptFolder, disableFileName)).then(
    () => true,
    () => false,
  );
}

/** Waits beyond this cannot be expressed by the service, which then fails to stop the job (kudu-webjobs §3.2). */
const longestStopMs = 2 ** 31 - 1;

/**
 * How long a stop waits for the job to end by itself. Values with which the service cannot stop a job at all (negative
 * or longer than 24.8 days) count as the default: a job that cannot be stopped helps nobody.
 */
export function stopWaitMs(configuration: JobConfiguration, timings: EngineTimings): number {
  const { kind } = configuration.folder;
  const defaultMs = kind === 'continuous' ? timings.continuousStopMs : timings.triggeredStopMs;
  const wait = configuration.settings.stoppingWaitTime;
  if (!configuration.setsStopWait || 'error' in wait) return defaultMs;
  const waitMs = wait.seconds * 1_000;
  return waitMs >= 0 && waitMs <= longestStopMs ? waitMs : defaultMs;
}
