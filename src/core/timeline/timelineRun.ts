import type { JobKey } from '../jobs/job';
import type { CronSchedule } from '../schedule/cronExpression';
import type { Zone } from '../schedule/zones';

/** How a run went, reduced to what is drawn differently. `unknown` is a word that the service is not known to use. */
export type RunResult = 'success' | 'failed' | 'aborted' | 'stopped' | 'running' | 'unknown';

/** A run that has begun. Times are milliseconds since 1970-01-01 UTC. */
export interface PastRun {
  readonly id: string;
  readonly result: RunResult;
  readonly startMs: number;
  /** Null while it lasts, and for a run that broke off: nobody knows when (kudu-webjobs §5.2). */
  readonly endMs: number | null;
  readonly trigger: string | null;
}

/** A job as far as the timeline is concerned. */
export interface TimelineJob {
  /** Unique among all jobs. */
  readonly id: string;
  readonly key: JobKey;
  /** Jobs of one site share its machine: only among them do runs overlap. */
  readonly siteId: string;
  /** In any order. */
  readonly runs: readonly PastRun[];
  /** Undefined without a schedule, or for one that cannot be read. */
  readonly schedule: CronSchedule | undefined;
  /** The clock that the schedule follows: that of the site. */
  readonly zone: Zone;
  /** Since when the job's process runs, for a continuous job; undefined when it does not run or nobody tells. */
  readonly aliveSinceMs?: number;
}

/** The part of time that is looked at, in milliseconds since 1970-01-01 UTC. */
export interface TimeWindow {
  readonly fromMs: number;
  readonly nowMs: number;
  /** Exclusive. */
  readonly untilMs: number;
}

/** What all runs of a kind of the service's words mean here (kudu-webjobs §5.2). */
export function runResult(status: string): RunResult {
  switch (status) {
    case 'Success':
      return 'success';
    case 'Failed':
      return 'failed';
    case 'Aborted':
      return 'aborted';
    case 'Stopped':
      return 'stopped';
    case 'Running':
    case 'Initializing':
      return 'running';
    default:
      return 'unknown';
  }
}
