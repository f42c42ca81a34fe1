import type { ContinuousStatus, RunStatus } from './jobSnapshot';

/**
 * What the service's REST API tells about a job, apart from URLs (kudu-webjobs §8.2). {@link JobSnapshot} is the same
 * for views; these are exact in form.
 */
export interface JobRecord {
  readonly name: string;
  /** Absolute path of the job folder. */
  readonly folder: string;
  /** Relative to the job folder, with `/`. */
  readonly runCommand: string;
  readonly error: string | null;
  /** Whether `webjobssdk.marker` exists in the job's data folder. */
  readonly usingSdk: boolean;
  /** The parsed `settings.job`; empty when there is none or it cannot be parsed. */
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface ContinuousJobRecord extends JobRecord {
  readonly kind: 'continuous';
  readonly status: ContinuousStatus;
  /** One line for each instance, `{instance} - {status}`. */
  readonly detailedStatus: string;
}

export interface TriggeredJobRecord extends JobRecord {
  readonly kind: 'triggered';
  readonly latestRun: RunRecord | null;
  /** Whether `job_scheduler.log` exists. */
  readonly hasSchedulerLog: boolean;
}

/** A run as the history tells it. */
export interface RunRecord {
  readonly id: string;
  readonly jobName: string;
  readonly status: RunStatus;
  /** ISO 8601 UTC with `Z` and up to seven fractional digits; `0001-01-01T00:00:00` when unknown. */
  readonly startTime: string;
  /** As {@link startTime}; `0001-01-01T00:00:00` while the run has not ended. */
  readonly endTime: string;
  /** `[d.]hh:mm:ss[.fffffff]`, until this moment for a run without end; null when neither time is known. */
  readonly duration: string | null;
  /** Whether `output_log.txt` exists. */
  readonly hasOutput: boolean;
  /** Whether `error_log.txt` exists; this engine never writes one. */
  readonly hasErrorOutput: boolean;
  /** Null when the status file tells none. */
  readonly trigger: string | null;
}
