import { message } from '../base/message';
import { UserError } from '../base/userError';
import { type JobKey, kindWords } from '../jobs/job';
import type { CallOptions, ScmClient } from './scmClient';

/**
 * Deletes a job and makes sure that it is gone: the service answers 200 in any case (kudu-webjobs §8.1).
 * @throws UserError when there is no such job, or when it is still there afterwards.
 */
export async function deleteJobVerified(client: ScmClient, job: JobKey, options: CallOptions = {}): Promise<void> {
  if ((await client.getJob(job.kind, job.name, options)) === undefined) {
    throw new UserError(
      'job-missing',
      message('There is no {kind} job {name} on {site}. List the jobs to see their names.', {
        kind: kindWords[job.kind],
        name: job.name,
        site: client.host,
      }),
    );
  }
  await client.deleteJob(job.kind, job.name, options);
  if ((await client.getJob(job.kind, job.name, options)) !== undefined) {
    throw new UserError(
      'job-not-deleted',
      message(
        '{host} could not delete {name}: a file of it may be in use. Stop the job, wait a moment and try again.',
        {
          host: client.host,
          name: job.name,
        },
      ),
    );
  }
}
