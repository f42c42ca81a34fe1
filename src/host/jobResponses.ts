import type { JobKind } from '../core/jobs/job';
import type { ContinuousJobRecord, JobRecord, RunRecord, TriggeredJobRecord } from '../core/runner/jobRecords';
import { formatTimeSpan } from '../core/schedule/timeSpan';
import type { Flavor } from '../core/hostClient/hostOptions';
import { lineBreak, serverRelativePath } from './flavor';
import { urlPathOf } from './requestPath';

/** What the JSON of a job depends on beside the job: the request's host, and the platform. */
export interface ResponseOrigin {
  /** Scheme and host of the request. */
  readonly base: string;
  readonly flavor: Flavor;
  /** Milliseconds since 1970, for durations that last until now. */
  readonly now: number;
}

/** The time of a run that has not ended. */
export const noTime = '0001-01-01T00:00:00';

/** A job as the REST API tells it; the order of the members is the service's (kudu-webjobs §8.2). */
export function jobResponse(
  job: ContinuousJobRecord | TriggeredJobRecord,
  origin: ResponseOrigin,
): Record<string, unknown> {
  const common = commonMembers(job, job.kind, origin);
  if (job.kind === 'continuous') {
    return {
      status: job.status,
      detailed_status: job.detailedStatus.replace(/\r?\n/g, lineBreak(origin.flavor)),
      log_url: `${origin.base}/vfs/data/jobs/continuous/${urlPathOf([job.name])}/job_log.txt`,
      ...common,
    };
  }
  const logs = `${origin.base}/vfs/data/jobs/triggered/${urlPathOf([job.name])}`;
  return {
    latest_run: job.latestRun && runResponse(job.latestRun, origin),
    history_url: `${jobUrl(job.kind, job.name, origin.base)}/history`,
    scheduler_logs_url: job.hasSchedulerLog ? `${logs}/job_scheduler.log` : null,
    ...common,
  };
}

export function runResponse(run: RunRecord, origin: ResponseOrigin): Record<string, unknown> {
  const files = `${origin.base}/vfs/data/jobs/triggered/${urlPathOf([run.jobName, run.id])}`;
  return {
    id: run.id,
    name: run.id,
    status: run.status,
    start_time: run.startTime,
    end_time: run.endTime,
    duration: durationOf(run, origin.now),
    output_url: run.hasOutput ? `${files}/output_log.txt` : null,
    error_url: run.hasErrorOutput ? `${files}/error_log.txt` : null,
    url: runUrl(run.jobName, run.id, origin.base),
    job_name: run.jobName,
    trigger: run.trigger,
  };
}

export function jobUrl(kind: JobKind, name: string, base: string): string {
  return `${base}/api/${kind}webjobs/${urlPathOf([name])}`;
}

export function runUrl(jobName: string, runId: string, base: string): string {
  return `${jobUrl('triggered', jobName, base)}/history/${urlPathOf([runId])}`;
}

function commonMembers(job: JobRecord, kind: JobKind, { base, flavor }: ResponseOrigin): Record<string, unknown> {
  return {
    name: job.name,
    run_command: serverRelativePath(flavor, job.runCommand.split('/')),
    url: jobUrl(kind, job.name, base),
    extra_info_url: `${base}/azurejobs/#/jobs/${kind}/${urlPathOf([job.name])}`,
    type: kind,
    error: job.error,
    using_sdk: job.usingSdk,
    settings: job.settings,
  };
}

/** A run without end lasts until now at every read, also when the record was kept for a while (§8.2). */
function durationOf(run: RunRecord, now: number): string | null {
  if (run.endTime !== noTime || run.startTime === noTime) return run.duration;
  return formatTimeSpan(Math.max(now - Date.parse(run.startTime), 0));
}
