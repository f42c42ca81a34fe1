import { dirname } from 'node:path';
import type { ScmClient } from '../remote/scmClient';
import type { WaitOptions } from './jobState';
import type { PublishRecord, PublishStore } from './publishJournal';
import { isPublishing, withPublishLock } from './publishLock';
import { startPublished } from './restartJob';
import { restoreSite } from './restoreSite';

/** What became of a publish that was cut off by a crash or a dead site. */
export type Recovery = 'undone' | 'finished';

/** The publishes that nobody carries out any more and that are not complete, the oldest first. */
export async function cutOffPublishes(store: PublishStore): Promise<PublishRecord[]> {
  const cutOff: PublishRecord[] = [];
  for (const record of await store.list()) {
    if (record.isUnfinished && !(await isPublishing(store.folder, record.journal))) cutOff.push(record);
  }
  return cutOff;
}

/** What putting such a publish in order comes to. */
export function recoveryOf({ journal }: PublishRecord): Recovery {
  return journal.phase === 'committed' || journal.phase === 'done' ? 'finished' : 'undone';
}

/**
 * Puts a job in order that an earlier publish left in between: undoes what was not complete, finishes what was. Safe to
 * repeat; the record is gone, or kept as the job's backup, when it succeeds.
 * @throws RemoteError or UserError when the site cannot be put in order yet; the record then stays.
 */
export async function recoverPublish(
  client: ScmClient,
  record: PublishRecord,
  options: WaitOptions = {},
): Promise<Recovery> {
  return await withPublishLock(dirname(record.folder), record.journal, () => recover(client, record, options));
}

async function recover(client: ScmClient, record: PublishRecord, options: WaitOptions): Promise<Recovery> {
  const { journal } = record;
  if (recoveryOf(record) === 'finished') {
    if (journal.phase === 'committed' && journal.mustRestart) await startPublished(client, journal, options);
    await record.update({ phase: 'done' });
    return 'finished';
  }
  await restoreSite(client, record, options);
  await record.remove();
  return 'undone';
}
