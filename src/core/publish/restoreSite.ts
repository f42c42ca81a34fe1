import { message } from '../base/message';
import { join } from 'node:path';
import { delay, systemClock } from '../base/clock';
import { mapConcurrently } from '../base/mapConcurrently';
import { UserError } from '../base/userError';
import { comparePaths, type PackageEntry } from '../packaging/packageEntry';
import { writeZip } from '../packaging/writeZip';
import { RemoteError } from '../remote/remoteError';
import { fileBody, type ScmClient } from '../remote/scmClient';
import { findZone } from '../schedule/zones';
import type { WaitOptions } from './jobState';
import type { JournalChange, PublishJournal, PublishRecord } from './publishJournal';
import { startFormer } from './restartJob';
import { createSiteClock, distinctStoredTime } from './siteClock';
import { type ObservedFile, observeFiles } from './siteState';

/** A site may still be unpacking an upload whose connection broke off; then it writes over what was restored. */
const attempts = 3;

/** How often to look, when that may be so, before the upload counts as one that never arrived. */
const looksForUpload = 5;

export interface RestoreOptions extends WaitOptions {
  /** An archive may have arrived whole without an answer, so that the site may begin to unpack it at any moment. */
  readonly mayStillUnpack?: boolean;
}
const concurrentDeletes = 8;

type Observed = ReadonlyMap<string, ObservedFile>;

/**
 * Brings the site back to what it was before a publish, as far as its journal says that it was touched: removes what was
 * added, puts back what was replaced or deleted, and starts the job again. Safe to repeat.
 * @throws RemoteError, or a UserError naming the files that are still not as they were.
 */
export async function restoreSite(
  client: ScmClient,
  record: PublishRecord,
  options: RestoreOptions = {},
): Promise<void> {
  const { journal } = record;
  const isTouched = journal.phase !== 'prepared' && journal.phase !== 'stopping';
  for (let attempt = 1; isTouched; attempt++) {
    try {
      await restoreFiles(client, record, options);
      break;
    } catch (error) {
      // A request that was given up may still be at work on the site and disturb this one.
      if (!(error instanceof RemoteError) || attempt === attempts) throw error;
      await delay(options.clock ?? systemClock, 2 * (options.pollMs ?? 500), options.signal);
    }
  }
  if (!journal.mustRestart) return;
  await startFormer(client, journal, options);
  // A stop marker may have kept the last folder of the publish from going.
  if (isTouched && journal.scriptFolder !== journal.formerScriptFolder) {
    await removeAddedFolders(client, journal, options);
  }
}

async function restoreFiles(client: ScmClient, record: PublishRecord, options: RestoreOptions): Promise<void> {
  const { journal } = record;
  let former = await observe(client, journal, options);
  for (let looks = options.mayStillUnpack ? looksForUpload : 1; isUntouched(journal, former); looks--) {
    if (looks === 0) {
      await removeAddedFolders(client, journal, options);
      return;
    }
    await delay(options.clock ?? systemClock, 2 * (options.pollMs ?? 500), options.signal);
    former = await observe(client, journal, options);
  }
  let wrong: readonly JournalChange[] = [];
  for (let attempt = 1; attempt <= attempts; attempt++) {
    await removeAdded(client, journal, options);
    const restored = await putBack(client, record, options);
    const found = await observe(client, journal, options);
    wrong = journal.changes.filter((change) => !isRestored(change, found, former, restored));
    if (wrong.length === 0) return;
    former = found;
  }
  const names = wrong.slice(0, 10).map(({ path }) => path);
  throw new UserError(
    'restore-incomplete',
    message('These files of {name} are not as they were: {files}. Their former contents are in {folder}.', {
      name: journal.job.name,
      files: names.join(', ') + (wrong.length > 10 ? ', …' : ''),
      folder: record.backupFolder,
    }),
  );
}

async function observe(client: ScmClient, journal: PublishJournal, options: WaitOptions): Promise<Observed> {
  const paths = journal.changes.map(({ path }) => path);
  return await observeFiles(client, journal.targetFolder, paths, signalOf(options));
}

/** Whether nothing of the publish has arrived. A new file never has the time of the one that it replaces. */
function isUntouched({ changes }: PublishJournal, found: Observed): boolean {
  return changes.every(({ path, before }) => {
    const file = found.get(path);
    return before === null ? file === undefined : file?.size === before.size && file.mtimeMs === before.mtimeMs;
  });
}

/** A restored file has the former size and a time that shows that it was written again, or was never touched. */
function isRestored(
  { path, before }: JournalChange,
  found: Observed,
  former: Observed,
  restored: ReadonlyMap<string, number>,
): boolean {
  const file = found.get(path);
  if (before === null || file === undefined) return before === null && file === undefined;
  const isWritten = file.mtimeMs !== former.get(path)?.mtimeMs || file.mtimeMs === restored.get(path);
  return file.size === before.size && (isWritten || file.mtimeMs === before.mtimeMs);
}

async function removeAdded(client: ScmClient, journal: PublishJournal, options: WaitOptions): Promise<void> {
  const added = journal.changes.filter(({ before }) => before === null);
  await mapConcurrently(added, concurrentDeletes, async ({ path }) => {
    await client.deleteFile(`${journal.targetFolder}/${path}`, signalOf(options));
  });
  await removeAddedFolders(client, journal, options);
}

/** Removes the folders that came into being. Never with what is in them: that would be somebody else's. */
async function removeAddedFolders(client: ScmClient, journal: PublishJournal, options: WaitOptions): Promise<void> {
  // The outer ones come first in the list; a folder must be empty before it can go.
  for (const folder of journal.newFolders.toReversed()) {
    await client.deleteFolder(`${journal.targetFolder}/${folder}`, signalOf(options));
  }
  if (journal.isNewFolder) await client.deleteFolder(journal.targetFolder, signalOf(options));
}

/** @returns the times that the files get */
async function putBack(
  client: ScmClient,
  record: PublishRecord,
  options: WaitOptions,
): Promise<ReadonlyMap<string, number>> {
  const clock = createSiteClock(findZone(record.journal.zone), record.journal.shiftMs);
  const restored = new Map<string, number>();
  const entries: PackageEntry[] = [];
  for (const { path, before, after } of record.journal.changes) {
    if (before === null) continue;
    // A working copy made from the new file must notice that the old one is back (kudu-webjobs §4.4).
    const storedMs = distinctStoredTime(clock, before.mtimeMs, after?.storedMs);
    restored.set(path, storedMs);
    const file = record.backupFile(before.backup);
    const mode = path.endsWith('.sh') ? 0o755 : 0o644;
    entries.push({ path, file, size: before.size, mtimeMs: clock.archiveTime(storedMs), mode });
  }
  if (entries.length > 0) {
    const archive = join(record.folder, 'restore.zip');
    const bytes = await writeZip(entries.sort(comparePaths), archive);
    await client.putZip(record.journal.targetFolder, fileBody(archive, bytes), signalOf(options));
  }
  return restored;
}

function signalOf({ signal }: WaitOptions): { readonly signal?: AbortSignal } {
  return signal ? { signal } : {};
}
