import type { Clock } from '../base/clock';
import type { Logger } from '../base/logger';
import type { JobFolder } from '../jobs/job';
import type { DebugRequest } from './jobSnapshot';
import type { SitePaths } from './sitePaths';

/** Everything an engine needs from outside. */
export interface EngineOptions {
  readonly paths: SitePaths;
  /** A job that lies in no jobs root (SiteSpec `job`); it is served beside those of the roots. */
  readonly singleJob?: JobFolder;
  /**
   * - `service`: continuous jobs start by themselves after the watcher's delay, and stopping one means writing
   *   `disable.job` (kudu-webjobs §4.7);
   * - `session` (a workspace): jobs start only when asked; stopping never writes into the job folder.
   */
  readonly mode: 'service' | 'session';
  /** The site's app settings at this moment; asked for before each process start and each decision. */
  readonly appSettings: () => Readonly<Record<string, string>>;
  /** What jobs inherit, and where settings are looked for that are no app settings. */
  readonly hostEnvironment: Readonly<NodeJS.ProcessEnv>;
  /** Programs by language (`python`) or script host; null: configured as absent; without an entry: found on PATH. */
  readonly interpreters?: Readonly<Record<string, string | null>>;
  /** Deviations from the service's timing (E6). */
  readonly timings?: Partial<EngineTimings>;
  /** Six characters that name this instance in logs and in the name of its status files. */
  readonly instanceId: string;
  readonly schedulesEnabled: boolean;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Delays of the engine, in milliseconds. The defaults are the service's. */
export interface EngineTimings {
  /** Quiet time after the last change of a job's files before it is acted upon (§4.1). */
  readonly debounceMs: number;
  /** How often a jobs folder that does not exist is looked for (§4.1). */
  readonly rootRetryMs: number;
  /** Between two attempts to get the singleton lock (§4.6). */
  readonly singletonRetryMs: number;
  /** Pause after an error outside the process run (§4.3). */
  readonly errorRetryMs: number;
  /** A process that lived at least this long is restarted at once (§4.3). */
  readonly longLifeMs: number;
  /** `stopping_wait_time` default of continuous jobs (§3.1). */
  readonly continuousStopMs: number;
  /** `stopping_wait_time` default of triggered jobs (§3.1). */
  readonly triggeredStopMs: number;
  /** How often output is looked for when a surviving descendant holds the pipes of an ended process (§6.2). */
  readonly drainCheckMs: number;
}

export const serviceTimings: EngineTimings = {
  debounceMs: 5_000,
  rootRetryMs: 30_000,
  singletonRetryMs: 5_000,
  errorRetryMs: 60_000,
  longLifeMs: 120_000,
  continuousStopMs: 5_000,
  triggeredStopMs: 30_000,
  drainCheckMs: 5_000,
};

/** How a job's processes start for one session; nothing of it is written to disk. */
export interface LaunchOptions {
  /** What the job inherits in place of the host's environment, from the client that started it. */
  readonly environment?: Readonly<NodeJS.ProcessEnv>;
  /** App settings that beat the site's own for this start. */
  readonly appSettings?: Readonly<Record<string, string>>;
  /** Each process starts so that a debugger can take hold of it, and waits for the debugger where its runtime can. */
  readonly debug?: DebugRequest;
}
