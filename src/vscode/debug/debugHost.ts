import type { Disposable } from '../../core/base/disposable';
import type { Event } from '../../core/base/event';
import type { StartRequest, StartResponse, StopRequest } from '../../core/hostClient/hostApi';
import type { DebugRuntime, JobSnapshot } from '../../core/runner/jobSnapshot';

/** What debugging one job needs of the host that runs it; a connection to the host offers it. */
export interface DebugHost {
  /** Also fires for other jobs of the host. */
  readonly onDidChangeJob: Event<JobSnapshot>;
  /** The folder of the job has gone. */
  readonly onDidRemoveJob: Event<void>;
  /** The host has gone: it crashed, was killed, or ended. */
  readonly onDidClose: Event<void>;
  job(): JobSnapshot | undefined;
  start(request: StartRequest): Promise<StartResponse>;
  stop(request: StopRequest): Promise<void>;
  /** Calls back with the job's log lines, each ending in `\n`, from this moment on. */
  followOutput(onText: (text: string) => void): Disposable;
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
