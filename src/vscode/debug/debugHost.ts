import type { Disposable } from '../../core/base/disposable';
import type { Event } from '../../core/base/event';
import type { StartRequest, StartResponse, StopRequest } from '../../core/hostClient/hostApi';
import type { JobKey } from '../../core/jobs/job';
import type { DebugRuntime, JobSnapshot } from '../../core/runner/jobSnapshot';

/** What debugging needs of the host that runs a job; a connection to the job's host offers it. */
export interface DebugHost {
  readonly onDidChangeJob: Event<JobSnapshot>;
  /** The host has gone: it crashed, was killed, or ended. */
  readonly onDidClose: Event<void>;
  job(key: JobKey): JobSnapshot | undefined;
  start(key: JobKey, request: StartRequest): Promise<StartResponse>;
  stop(key: JobKey, request: StopRequest): Promise<void>;
  /** Calls back with the job's log lines, each ending in `\n`, from this moment on. */
  followOutput(key: JobKey, onText: (text: string) => void): Disposable;
}

/** Which job a debug session is about, and the host that runs it. */
export interface DebugTarget {
  readonly job: JobSnapshot;
  readonly host: DebugHost;
  readonly runtime: DebugRuntime;
  /** The type of the sessions that attach to its processes. */
  readonly childType: string;
  /** The debugpy that comes with an installed extension, for a Python job. */
  readonly debugpy: string | undefined;
}
