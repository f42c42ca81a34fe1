import { UserError } from '../base/userError';
import type { JobKey } from '../jobs/job';
import type { CallOptions, ScmClient } from './scmClient';

/**
 * Deletes a job and makes sure that it is gone: the service answers 200 in any case (kudu-webjobs §8.1).
 * @throws UserError when there is no such job, or when it is still there afterwards.
 */
export async function deleteJobVerified(client: ScmClient, job: JobKey, options: CallOptions = {}): Promise<void> {
  if ((await client.getJob(job.kind, job.name, options)) === undefined) {
    throw new UserError(
      'job-missing',
      `There is no ${job.kind} job ${job.name} on ${client.host}. List the jobs to see their names.`,
    );
  }
  await client.deleteJob(job.kind, job.name, options);
  if ((await client.getJob(job.kind, job.name, options)) !== undefined) {
    throw new UserError(
      'job-not-deleted',
      `${client.host} could not delete ${job.name}: a file of it may be in use. Stop the job, wait a moment and try again.`,
    );
  }
}
