import type { RemoteJob, RemoteRun } from '../../core/remote/remoteJob';
import type { ContinuousStatus, JobSnapshot, RunSnapshot, RunStatus } from '../../core/runner/jobSnapshot';

/** What a site tells of a job, in the form in which local jobs are shown. A site tells neither processes nor next runs. */
export function remoteSnapshot(job: RemoteJob): JobSnapshot {
  const { schedule } = job.settings;
  const status = statusOf(job);
  return {
    kind: job.kind,
    name: job.name,
    folder: '',
    runCommand: job.runCommand,
    scriptHost: null,
    status,
    isActive:
      job.kind === 'continuous'
        ? status !== null && status !== 'Stopped'
        : status === 'Running' || status === 'Initializing',
    process: null,
    stopWaitMs: 0,
    latestRun: job.latestRun && runSnapshot(job.latestRun),
    schedule: job.kind === 'triggered' && typeof schedule === 'string' && schedule !== '' ? schedule : null,
    nextRun: null,
    lastError: job.error === '' ? null : job.error,
  };
}

function runSnapshot(run: RemoteRun): RunSnapshot {
  const time = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
  return {
    id: run.id,
    // An unknown word counts as a failure to understand, which the trigger and the times still explain.
    status: runStatuses.find((each) => each === run.status) ?? 'Aborted',
    startTime: time(run.startMs),
    endTime: time(run.endMs),
    trigger: run.trigger ?? '',
  };
}

/** Null for a word that the service is not known to use. */
function statusOf(job: RemoteJob): JobSnapshot['status'] {
  const known: readonly (ContinuousStatus | RunStatus)[] = job.kind === 'continuous' ? continuousStatuses : runStatuses;
  return known.find((each) => each === job.status) ?? null;
}

const continuousStatuses: readonly ContinuousStatus[] = [
  'Initializing',
  'Starting',
  'Running',
  'Success',
  'PendingRestart',
  'InactiveInstance',
  'Disabling',
  'Stopping',
  'Stopped',
];

const runStatuses: readonly RunStatus[] = ['Initializing', 'Running', 'Success', 'Failed', 'Aborted', 'Stopped'];
