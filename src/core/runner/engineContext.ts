import { join } from 'node:path';
import type { JobKey } from '../jobs/job';
import type { EngineOptions, EngineTimings, LaunchOptions } from './engineOptions';
import type { ProcessKeeper } from './processKeeper';
import { jobDataFolder } from './sitePaths';
import { settingLookup, readSiteSettings, type SiteSettings } from './siteSettings';

/** What the runners of all jobs share. */
export interface EngineContext {
  readonly options: EngineOptions;
  readonly timings: EngineTimings;
  readonly processes: ProcessKeeper;
  /** Announces that something about a job has changed. */
  readonly didChange: (key: JobKey) => void;
}

/** The app settings of a start, which beat the site's, and what the engine reads from them. */
export function settingsFor(
  context: EngineContext,
  launch?: LaunchOptions,
): { readonly appSettings: Readonly<Record<string, string>>; readonly site: SiteSettings } {
  const { options } = context;
  const appSettings = { ...options.appSettings(), ...launch?.appSettings };
  return {
    appSettings,
    site: readSiteSettings(settingLookup(appSettings, launch?.environment ?? options.hostEnvironment)),
  };
}

/** The job's `WEBJOBS_DATA_PATH`. */
export function dataFolderOf(context: EngineContext, key: JobKey): string {
  return jobDataFolder(context.options.paths, key.kind, key.name);
}

/** Holds the working copies of a job and nothing else (kudu-webjobs §1.4). */
export function copiesFolderOf(context: EngineContext, key: JobKey): string {
  return join(context.options.paths.tempFolder, 'jobs', key.kind, key.name);
}

/** Holds the shutdown file of a job and nothing else. */
export function shutdownFolderOf(context: EngineContext, key: JobKey): string {
  return join(context.options.paths.tempFolder, 'JobsShutdown', key.kind, key.name);
}
