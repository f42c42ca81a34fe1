import type { JobKind } from '../jobs/job';

/**
 * The states of a continuous job, as the service writes them (kudu-webjobs §4.5). `Initializing` is what is shown
 * before there is any.
 */
export type ContinuousStatus =
  | 'Initializing'
  | 'Starting'
  | 'Running'
  | 'Success'
  | 'PendingRestart'
  | 'InactiveInstance'
  | 'Disabling'
  | 'Stopping'
  | 'Stopped';

/** The states of one run of a triggered job, as the service writes them (kudu-webjobs §5.2). */
export type RunStatus = 'Initializing' | 'Running' | 'Success' | 'Failed' | 'Aborted' | 'Stopped';

/** One past or present run of a triggered job. Times are ISO 8601 UTC. */
export interface RunSnapshot {
  /** 18 digits: UTC start time `yyyyMMddHHmmssffff`. */
  readonly id: string;
  readonly status: RunStatus;
  readonly startTime: string | null;
  readonly endTime: string | null;
  readonly trigger: string;
}

/** The process of a job that is alive at this moment. */
export interface ProcessSnapshot {
  readonly pid: number;
  /** ISO 8601 UTC. */
  readonly startedAt: string;
  /** Counts the process starts of this job since its engine began; a new number means a new process. */
  readonly generation: number;
  /** The root of the working copy, or the job folder when it runs in place. */
  readonly workingFolder: string;
  /** The run it belongs to, for a triggered job. */
  readonly runId: string | null;
  /** Where a debugger can attach, for a process that was started for debugging. */
  readonly debug: ProcessDebugging | null;
}

/**
 * What a job's process is started for, so that a debugger can take hold of it. `node`, `python` and `java` listen on a port
 * and wait; `php` calls a debugger that listens already; `dotnet` and `powershell` are attached to by process id.
 */
export type DebugRuntime = 'node' | 'python' | 'java' | 'php' | 'dotnet' | 'powershell';

/** How a debugger reaches a process that was started for it. */
export interface ProcessDebugging {
  readonly runtime: DebugRuntime;
  /** On the loopback interface; null for a process that a debugger attaches to by its id. */
  readonly port: number | null;
}

/** A start for debugging. */
export interface DebugRequest {
  readonly runtime: DebugRuntime;
  /** Where the client's debugger listens, for a runtime that calls it (`php`). */
  readonly port?: number;
  /** The folder of a debugpy that the client brings (`python`); without it the interpreter's own module is used. */
  readonly debugpy?: string;
}

/** Everything about a job that a view shows; plain data that travels as JSON. */
export interface JobSnapshot {
  readonly kind: JobKind;
  readonly name: string;
  /** Absolute path of the job folder. */
  readonly folder: string;
  /** The script that starts the job relative to the job folder, with `/`; null when nothing in the folder can run. */
  readonly runCommand: string | null;
  /** The script host's name as in the log, for example `NodeScriptHost`. */
  readonly scriptHost: string | null;
  /** Continuous: the job's status. Triggered: the status of the latest run, null when it never ran. */
  readonly status: ContinuousStatus | RunStatus | null;
  /**
   * Whether the engine keeps the job going: a continuous job from its start until somebody stops it, restarts and
   * waiting between them included; a triggered job during a run.
   */
  readonly isActive: boolean;
  readonly process: ProcessSnapshot | null;
  /** How long a stop waits for the job to end by itself (`stopping_wait_time`), in milliseconds. */
  readonly stopWaitMs: number;
  /** Triggered jobs only. */
  readonly latestRun: RunSnapshot | null;
  readonly schedule: string | null;
  /** When the schedule fires next, ISO 8601 UTC; null without a (valid, switched on) schedule. */
  readonly nextRun: string | null;
  /** The most recent failure in one line, until the job runs well again; null when there is none. */
  readonly lastError: string | null;
  /** True when the service could not read `settings.job` and would treat it as `{}`; known where the folder is read. */
  readonly hasUnreadableSettings?: boolean;
}
