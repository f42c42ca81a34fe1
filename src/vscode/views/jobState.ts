import type { JobSnapshot } from '../../core/runner/jobSnapshot';
import type { Localizer } from '../localizer';

/** What a job does at this moment, in the words of the tree. */
export type JobState =
  | 'unrunnable'
  | 'idle'
  | 'starting'
  | 'running'
  | 'debugging'
  | 'stopping'
  | 'waiting'
  | 'inactive'
  | 'succeeded'
  | 'failed';

/** Reduces what the engine tells to what a reader needs to know. */
export function jobState(job: JobSnapshot): JobState {
  if (job.status === 'Stopping' || job.status === 'Disabling') return 'stopping';
  if (job.process !== null) {
    if (job.process.debug !== null) return 'debugging';
    return job.status === 'Starting' || job.status === 'Initializing' ? 'starting' : 'running';
  }
  if (job.runCommand === null) return 'unrunnable';
  switch (job.status) {
    case null:
    case 'Stopped':
      return job.lastError === null ? 'idle' : 'failed';
    case 'Initializing':
      return job.kind === 'triggered' ? 'starting' : 'idle';
    case 'Starting':
      return 'starting';
    case 'Running':
      return 'running';
    case 'PendingRestart':
      return 'waiting';
    case 'InactiveInstance':
      return 'inactive';
    case 'Success':
      return 'succeeded';
    case 'Failed':
    case 'Aborted':
      return 'failed';
  }
}

/** Whether there is something to stop: a process, or a job that the engine keeps going. */
export function isAlive(job: JobSnapshot): boolean {
  return job.isActive || job.process !== null;
}

/** Whether a state tells how a job has ended, which the user can put away. */
export function hasEnded(state: JobState): boolean {
  return state === 'succeeded' || state === 'failed';
}

/** Why a job that is alive cannot be debugged, with the process to look for. */
export function runningText(job: JobSnapshot, l10n: Localizer): string {
  const process = job.process === null ? '–' : String(job.process.pid);
  return l10n.t('{0} is running (process {1}). Stop it before debugging it.', job.name, process);
}

/** The state in words, so that it never depends on the icon alone. */
export function stateText(job: JobSnapshot, state: JobState, l10n: Localizer): string {
  switch (state) {
    case 'unrunnable':
      return l10n.t('nothing to run');
    case 'idle':
      if (job.kind === 'continuous' || job.status !== null) return l10n.t('stopped');
      return l10n.t('not run yet');
    case 'starting':
      return l10n.t('starting');
    case 'running':
      return l10n.t('running');
    case 'debugging':
      return l10n.t('debugging');
    case 'stopping':
      return l10n.t('stopping');
    case 'waiting':
      return l10n.t('waiting for restart');
    case 'inactive':
      return l10n.t('inactive: another instance runs it');
    case 'succeeded':
      return l10n.t('succeeded');
    case 'failed':
      return job.status === 'Aborted' ? l10n.t('aborted') : l10n.t('failed');
  }
}
