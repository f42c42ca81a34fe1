import type { JobKey, JobKind } from '../jobs/job';
import type { DebugRequest, JobSnapshot } from '../runner/jobSnapshot';

/**
 * What a host offers beside the service's own REST API (product.md, "How it hangs together"), below {@link hostPrefix}.
 * Bodies are JSON. Every request carries the host's basic credentials, as all others do.
 *
 *   GET  /local/info                          HostInfo
 *   GET  /local/events                        HostEvent, one a line (application/x-ndjson), until the client leaves.
 *                                             Begins with a snapshot. An open stream is the client's lease: the host
 *                                             ends, and stops its jobs as the service would, `leaseSeconds` after the
 *                                             last one has gone.
 *   GET  /local/jobs                          JobSnapshot[]
 *   POST /local/jobs/{kind}/{name}/start      StartRequest → StartResponse; at once, without the service's 5 s delay
 *   POST /local/jobs/{kind}/{name}/stop       StopRequest → 200 once the job is stopped
 *   GET  /local/jobs/{kind}/{name}/output     text: log lines with \n ends, as they are written, without the 200-line
 *                                             cap. `?from=now` (default) or `?from=run` (what the present process has
 *                                             written so far, then live). `?run={id}` ends with that run.
 *                                             A slow reader slows the job down.
 *   PUT  /local/schedules                     SchedulesRequest
 *   POST /local/end                           202, and the host ends, when no event stream is open; else the error
 *                                             `host-in-use`. The same in every protocol version, because this is how
 *                                             a client replaces a host that it does not understand.
 */
export const hostPrefix = '/local';

/** Raised when the two sides cannot understand each other any more; a client replaces a host of another version. */
export const hostProtocolVersion = 1;

export interface HostInfo {
  readonly protocolVersion: number;
  /** The product's version. */
  readonly version: string;
  readonly pid: number;
  /** ISO 8601 UTC. */
  readonly startedAt: string;
  /** The site's root, or the workspace's jobs root. */
  readonly site: string;
  readonly schedulesEnabled: boolean;
  readonly leaseSeconds: number;
}

/** A fact that the host announces. */
export type HostEvent =
  | { readonly type: 'snapshot'; readonly info: HostInfo; readonly jobs: readonly JobSnapshot[] }
  | { readonly type: 'job'; readonly job: JobSnapshot }
  | ({ readonly type: 'removed' } & JobKey)
  | { readonly type: 'info'; readonly info: HostInfo }
  /** Sent every few seconds, so that a dead connection is noticed. */
  | { readonly type: 'alive' };

/** How to start a job for one session; nothing of it is written to disk. */
export interface StartRequest {
  /** One raw string, appended to the command line as it is (kudu-webjobs §8.3). Triggered jobs only. */
  readonly arguments?: string;
  /**
   * What the job inherits in place of the host's environment. A host has the environment of the client that started it,
   * which is not that of a terminal opened later.
   */
  readonly environment?: Readonly<NodeJS.ProcessEnv>;
  /** App settings that beat the site's own for this start. */
  readonly appSettings?: Readonly<Record<string, string>>;
  /** Start each process so that a debugger can attach; where its runtime can wait, before the first line runs. */
  readonly debug?: DebugRequest;
  /** Recorded as the run's trigger; default `External - ` and the client's User-Agent. */
  readonly trigger?: string;
}

export interface StartResponse {
  readonly kind: JobKind;
  readonly name: string;
  /** The run that was started, for a triggered job. */
  readonly runId: string | null;
}

export interface StopRequest {
  /** Kill at once instead of asking the job to end and waiting `stopping_wait_time`. */
  readonly force?: boolean;
  /**
   * Ask the job to end and never kill it: the caller counts the time, because it knows when a debugger holds the job at a
   * breakpoint, and sends `force` when it is up.
   */
  readonly patient?: boolean;
}

export interface SchedulesRequest {
  readonly enabled: boolean;
}

/** What a failed request of the host's own API answers: a UserError that crossed the wire. */
export interface HostErrorBody {
  readonly code: string;
  readonly message: string;
}
