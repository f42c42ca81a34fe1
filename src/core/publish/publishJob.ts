import { joined } from '../base/message';
import { silentLogger } from '../base/logger';
import { errorMessage, UserError } from '../base/userError';
import type { RemoteJob } from '../remote/remoteJob';
import type { ScmClient } from '../remote/scmClient';
import { notStarted, oldKept, unfinished } from './publishError';
import type { PreparedPublish } from './preparePublish';
import type { PublishRecord, PublishStore } from './publishJournal';
import type { PublishOptions, PublishResult } from './publishOptions';
import { isSent } from './publishPlan';
import { withPublishLock } from './publishLock';
import { PublishSteps } from './publishSteps';
import { restoreSite } from './restoreSite';

/**
 * Carries out a prepared publish: backs up what changes, stops a running continuous job, sends all new files in one
 * archive, deletes what is to go, reads the result back, and starts the job again.
 * @throws PublishError; the site then holds the old job or the new one, as its `outcome` tells. UserError when a problem
 * of the preparation forbids to begin.
 */
export async function publishJob(
  client: ScmClient,
  prepared: PreparedPublish,
  options: PublishOptions,
): Promise<PublishResult> {
  const errors = prepared.problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    throw new UserError(
      'publish-refused',
      joined(
        errors.map(({ message }) => message),
        '\n',
      ),
    );
  }
  if (!prepared.plan.files.some((file) => isSent(file) || file.action === 'delete')) {
    return { isChanged: false, ...(await new PublishSteps(client, prepared, options).verifyJob(undefined)) };
  }
  const locked = { site: client.siteId, job: prepared.request };
  return await withPublishLock(options.store.folder, locked, () => carryOut(client, prepared, options));
}

async function carryOut(client: ScmClient, prepared: PreparedPublish, options: PublishOptions): Promise<PublishResult> {
  const { name } = prepared.request;
  const logger = options.logger ?? silentLogger;
  const steps = new PublishSteps(client, prepared, options);
  let record: PublishRecord | undefined;
  try {
    record = await steps.begin();
    await steps.change(record);
  } catch (failure) {
    const isCancelled = options.signal?.aborted === true;
    logger.warn(`publish of ${name} to ${client.host}: ${errorMessage(failure)}; putting back`);
    const { mayStillUnpack } = steps;
    if (record !== undefined) await undo(client, record, failure, isCancelled, { ...options, mayStillUnpack });
    throw oldKept(name, client.host, failure, isCancelled);
  }
  return await finish(client, steps, record, prepared, options);
}

async function undo(
  client: ScmClient,
  record: PublishRecord,
  failure: unknown,
  isCancelled: boolean,
  { clock, pollMs, mayStillUnpack }: PublishOptions & { readonly mayStillUnpack: boolean },
): Promise<void> {
  try {
    await restoreSite(client, record, {
      mayStillUnpack,
      ...(clock && { clock }),
      ...(pollMs !== undefined && { pollMs }),
    });
    await record.remove();
  } catch (restore) {
    const { name } = record.journal.job;
    throw unfinished(name, client.host, { failure, restore }, isCancelled, record.backupFolder);
  }
}

/** From here on a publish only goes forward: every file is in place. */
async function finish(
  client: ScmClient,
  steps: PublishSteps,
  record: PublishRecord,
  prepared: PreparedPublish,
  options: PublishOptions,
): Promise<PublishResult> {
  let started: RemoteJob | undefined;
  try {
    started = await steps.restart(record);
  } catch (error) {
    throw notStarted(prepared.request.name, client.host, error, record.backupFolder);
  }
  const verified = await steps.verifyJob(started);
  await record.update({ phase: 'done' });
  await removeFormer(options.store, record);
  return { isChanged: true, ...verified };
}

/** One backup a job is kept: that of the last publish. */
async function removeFormer(store: PublishStore, record: PublishRecord): Promise<void> {
  for (const former of await store.listOf(record.journal.site, record.journal.job)) {
    if (former.journal.id !== record.journal.id && !former.isUnfinished) await former.remove();
  }
}
