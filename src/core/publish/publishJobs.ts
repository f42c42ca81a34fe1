import { UserError } from '../base/userError';
import type { PublishRequest } from './preparePublish';

/** What became of one of several jobs. */
export type JobOutcome<T> =
  | { readonly request: PublishRequest; readonly state: 'published'; readonly value: T }
  | { readonly request: PublishRequest; readonly state: 'failed'; readonly error: UserError }
  /** Somebody cancelled before its turn. */
  | { readonly request: PublishRequest; readonly state: 'not-begun' };

/**
 * Publishes jobs one after the other (P8), because they share the site's connection and its engine. A job that fails does
 * not keep the others from being published; a cancel does.
 * @param publishOne publishes one job, and answers what is to be told about it.
 * @throws what is no UserError: a bug.
 */
export async function publishJobs<T>(
  requests: readonly PublishRequest[],
  publishOne: (request: PublishRequest) => Promise<T>,
  signal?: AbortSignal,
): Promise<JobOutcome<T>[]> {
  const outcomes: JobOutcome<T>[] = [];
  for (const request of requests) {
    if (signal?.aborted) {
      outcomes.push({ request, state: 'not-begun' });
      continue;
    }
    try {
      outcomes.push({ request, state: 'published', value: await publishOne(request) });
    } catch (error) {
      if (!(error instanceof UserError)) {
        if (!signal?.aborted) throw error;
        outcomes.push({ request, state: 'not-begun' });
      } else outcomes.push({ request, state: 'failed', error });
    }
  }
  return outcomes;
}
