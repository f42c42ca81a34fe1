import { UserError } from '../base/userError';
import type { JobKey } from '../jobs/job';
import { disableFileName } from './jobConfiguration';

/** The texts of the next two are the service's own answers (kudu-webjobs §8.3). */
export function webJobsStopped(): UserError {
  return new UserError('webjobs-stopped', 'WebJobs are currently in "stopped" state.');
}

export function alreadyRunning(): UserError {
  return new UserError('already-running', 'Cannot start a new run since job is already running.');
}

export function jobNotFound({ kind, name }: JobKey): UserError {
  return new UserError(
    'job-not-found',
    `There is no ${kind} job named ${name} with a file that can run. Check the name and the job's folder.`,
  );
}

export function jobDisabled(name: string): UserError {
  return new UserError(
    'job-disabled',
    `${name} does not start: ${disableFileName} lies in its folder, or the app setting WEBJOBS_STOPPED is on. Remove it first.`,
  );
}

export function engineClosed(): UserError {
  return new UserError('engine-closed', 'The engine is shutting down. Start the job again in a moment.');
}
