import { message } from '../base/message';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { tryAcquireOsLock } from '../base/osLock';
import { UserError } from '../base/userError';
import type { JobKey } from '../jobs/job';

/** What is published to, for the lock. */
export interface LockedJob {
  /** Origin of the SCM site, or what else it is called by (`ScmClient.siteId`). */
  readonly site: string;
  readonly job: JobKey;
}

/**
 * Runs `work` while no other window or terminal of this computer publishes the same job, or puts it in order.
 * @param storeFolder the folder of the publish store.
 * @throws UserError at once when somebody does.
 */
export async function withPublishLock<T>(storeFolder: string, locked: LockedJob, work: () => Promise<T>): Promise<T> {
  const lock = await tryAcquireOsLock(lockPath(storeFolder, locked));
  if (lock === undefined) {
    throw new UserError(
      'publish-running',
      message('{name} is being published by another window or terminal. Wait until that has ended.', {
        name: locked.job.name,
      }),
    );
  }
  try {
    return await work();
  } finally {
    lock.dispose();
  }
}

/** Whether somebody publishes the job, or puts it in order, at this moment. */
export async function isPublishing(storeFolder: string, locked: LockedJob): Promise<boolean> {
  const lock = await tryAcquireOsLock(lockPath(storeFolder, locked));
  lock?.dispose();
  return lock === undefined;
}

function lockPath(storeFolder: string, { site, job }: LockedJob): string {
  const key = createHash('sha256').update(`${site}\n${job.kind}\n${job.name.toLowerCase()}`).digest('hex').slice(0, 24);
  return join(storeFolder, `${key}.lock`);
}
