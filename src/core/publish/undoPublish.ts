import { message } from '../base/message';
import { dirname } from 'node:path';
import { UserError } from '../base/userError';
import type { JobKey } from '../jobs/job';
import type { ScmClient } from '../remote/scmClient';
import { isStopping, stopPersistently, waitUntilStarted, waitUntilStopped, type WaitOptions } from './jobState';
import type { JournalChange, PublishRecord, PublishStore } from './publishJournal';
import { withPublishLock } from './publishLock';
import { timeToleranceMs } from './publishPlan';
import { stopMarker } from './restartJob';
import { restoreSite } from './restoreSite';
import { type ObservedFile, observeFiles } from './siteState';

/** The last publish of a job that can be undone; undefined when there is none, or one is unfinished. */
export async function findUndoablePublish(
  store: PublishStore,
  site: string,
  job: JobKey,
): Promise<PublishRecord | undefined> {
  const last = (await store.listOf(site, job)).at(-1);
  return last?.isUnfinished === false ? last : undefined;
}

/**
 * Undoes a publish from its backup (P9), as long as the site holds what was published. A continuous job is stopped
 * meanwhile and gets its state back. When this fails half-way the record stays, and `recoverPublish` completes it.
 * @throws UserError when the site holds something else by now, RemoteError when it does not answer.
 */
export async function undoPublish(client: ScmClient, record: PublishRecord, options: WaitOptions = {}): Promise<void> {
  await withPublishLock(dirname(record.folder), record.journal, async () => {
    await requireUnchanged(client, record, options);
    const mustRestart = await stopIfRunning(client, record, options);
    await record.update({ phase: 'changing', mustRestart });
    await restoreSite(client, record, options);
    if (mustRestart) await waitUntilStarted(client, record.journal.job.name, options);
    await record.remove();
  });
}

async function requireUnchanged(client: ScmClient, { journal }: PublishRecord, options: WaitOptions): Promise<void> {
  const { changes, targetFolder, job } = journal;
  const paths = changes.map(({ path }) => path);
  const found = await observeFiles(client, targetFolder, paths, options.signal ? { signal: options.signal } : {});
  const changed = changes.filter((change) => !isAsPublished(change, found.get(change.path))).map(({ path }) => path);
  if (changed.length === 0) return;
  throw new UserError(
    'undo-outdated',
    message(
      'The last publish of {name} cannot be undone: {files} changed on {host} since. Publish the version that you want instead.',
      {
        name: job.name,
        files: changed.slice(0, 5).join(', ') + (changed.length > 5 ? ', …' : ''),
        host: client.host,
      },
    ),
  );
}

function isAsPublished({ after }: JournalChange, found: ObservedFile | undefined): boolean {
  if (after === null || found === undefined) return after === null && found === undefined;
  return found.size === after.size && Math.abs(found.mtimeMs - after.storedMs) <= timeToleranceMs;
}

/** @returns whether the job has to be started again */
async function stopIfRunning(client: ScmClient, { journal }: PublishRecord, options: WaitOptions): Promise<boolean> {
  // A job that goes altogether needs no stop: the service ends what it no longer finds (kudu-webjobs §2.2).
  if (journal.job.kind !== 'continuous' || journal.isNewFolder) return false;
  const job = await client.getJob('continuous', journal.job.name, options.signal ? { signal: options.signal } : {});
  if (job === undefined || isStopping(job)) return false;
  if (!(await stopPersistently(client, job, stopMarker(journal, journal.scriptFolder), options))) return false;
  await waitUntilStopped(client, journal.job.name, options);
  return true;
}
