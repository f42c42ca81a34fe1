import { message } from '../base/message';
import { createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';
import { mapConcurrently } from '../base/mapConcurrently';
import { UserError } from '../base/userError';
import type { CallOptions, ScmClient } from '../remote/scmClient';
import type { JournalChange, PublishRecord } from './publishJournal';

export interface BackUpOptions extends CallOptions {
  /** Called with bytes that were fetched, and their total. */
  readonly onProgress?: (doneBytes: number, totalBytes: number) => void;
}

const concurrentReads = 8;
/** From so many files on one archive of the folder is cheaper than a request for each. */
const archiveFromFiles = 64;

/**
 * Fetches the files that a publish is going to change, so that it can be undone.
 * @param allFiles how many files the job has on the site.
 * @throws UserError when a file is not as the plan saw it: somebody changed it meanwhile.
 */
export async function backUpFiles(
  client: ScmClient,
  record: PublishRecord,
  allFiles: number,
  options: BackUpOptions = {},
): Promise<void> {
  const files = record.journal.changes.filter(isBackedUp);
  const totalBytes = files.reduce((sum, { before }) => sum + before.size, 0);
  let doneBytes = 0;
  const done = (file: BackedUpChange): void => options.onProgress?.((doneBytes += file.before.size), totalBytes);
  const isMost = files.length >= archiveFromFiles && files.length * 4 >= allFiles;
  const left = isMost ? await takeFromArchive(client, record, files, options, done) : files;
  await mapConcurrently(left, concurrentReads, async (file) => {
    await fetchFile(client, record, file, options);
    done(file);
  });
}

type BackedUpChange = JournalChange & { readonly before: NonNullable<JournalChange['before']> };

function isBackedUp(change: JournalChange): change is BackedUpChange {
  return change.before !== null;
}

async function fetchFile(
  client: ScmClient,
  record: PublishRecord,
  file: BackedUpChange,
  options: CallOptions,
): Promise<void> {
  const target = record.backupFile(file.before.backup);
  const path = `${record.journal.targetFolder}/${file.path}`;
  const answer = await client.readFile(
    path,
    (content) => pipeline(content.chunks, createWriteStream(target)),
    options.signal ? { signal: options.signal } : {},
  );
  const size = answer.state === 'read' ? (await stat(target)).size : undefined;
  if (size !== file.before.size) {
    throw new UserError(
      'changed-on-site',
      message(
        '{path} was changed on {host} meanwhile ({size} bytes instead of {before}). Publish again to compare anew.',
        {
          path: file.path,
          host: client.host,
          size: size ?? 0,
          before: file.before.size,
        },
      ),
    );
  }
}

/** Takes what it can from one archive of the folder; the service leaves locked files out of it (kudu-webjobs §8.9). */
async function takeFromArchive(
  client: ScmClient,
  record: PublishRecord,
  files: readonly BackedUpChange[],
  options: CallOptions,
  done: (file: BackedUpChange) => void,
): Promise<readonly BackedUpChange[]> {
  const archive = join(record.folder, 'site.zip');
  await client.readZip(
    record.journal.targetFolder,
    (chunks) => pipeline(chunks, createWriteStream(archive)),
    options.signal ? { signal: options.signal } : {},
  );
  const missing = new Map(files.map((file) => [file.path, file]));
  const zip = await openPromise(archive, { lazyEntries: true });
  for await (const entry of zip.eachEntry()) {
    const file = missing.get(entry.fileName);
    // A file of another size is fetched on its own, which tells whether it was changed.
    if (file?.before.size !== entry.uncompressedSize) continue;
    const content = await zip.openReadStreamPromise(entry);
    await pipeline(content, createWriteStream(record.backupFile(file.before.backup)), {
      ...(options.signal && { signal: options.signal }),
    });
    missing.delete(entry.fileName);
    done(file);
  }
  await rm(archive, { force: true });
  return [...missing.values()];
}
