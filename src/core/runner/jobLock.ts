import { rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Disposable, toDisposable } from '../base/disposable';
import { tryAcquireOsLock } from '../base/osLock';

export interface JobLockRequest {
  /** The job's data folder, which must exist. */
  readonly dataFolder: string;
  /** `singleton.job.lock` or `triggeredJob.lock`. */
  readonly fileName: string;
  /** Recorded in the file for people. */
  readonly operation: string;
  readonly instanceId: string;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

/** Name of the lock that the one active instance of a singleton holds, in the job's data folder. */
export const singletonLockName = 'singleton.job.lock';

/**
 * Takes a lock on a job; undefined when another instance holds it. The file only shows that the lock is held
 * (kudu-webjobs §1.2): a left-over one does not count, because the lock itself ends with its holder.
 */
export async function tryLockJob(request: JobLockRequest): Promise<Disposable | undefined> {
  const path = join(request.dataFolder, request.fileName);
  const lock = await tryAcquireOsLock(path);
  if (!lock) return undefined;
  const text = JSON.stringify({
    OperationName: request.operation,
    AcquiredDateTime: new Date(request.nowMs).toISOString(),
    StackTrace: '',
    InstanceId: request.instanceId,
  });
  // The data folder may just be deleted together with its job; the lock holds all the same.
  await writeFile(path, text).catch(() => undefined);
  return toDisposable(() => {
    rmSync(path, { force: true });
    lock.dispose();
  });
}
