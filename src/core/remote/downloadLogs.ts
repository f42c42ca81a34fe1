import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { message } from '../base/message';
import { errorText, systemErrorCode, UserError } from '../base/userError';
import type { CallOptions, ScmClient } from './scmClient';

/**
 * Writes a log of a site to a file of this machine (R4); a download that breaks off leaves the file as it was.
 * @param path below the site's root.
 * @returns its bytes; undefined when there is no such log.
 * @throws RemoteError, or UserError `download-failed` when the file cannot be written.
 */
export async function downloadLog(
  client: ScmClient,
  path: string,
  file: string,
  options: CallOptions = {},
): Promise<number | undefined> {
  return await intoFile(file, async (write) => {
    const answer = await client.readFile(path, ({ chunks }) => write(chunks), options);
    return answer.state === 'read' ? answer.value : undefined;
  });
}

/**
 * Writes a folder of logs, such as that of a job or of one of its runs, to a zip archive of this machine.
 * @returns the bytes of the archive; undefined when there is no such folder.
 */
export async function downloadLogFolder(
  client: ScmClient,
  folder: string,
  file: string,
  options: CallOptions = {},
): Promise<number | undefined> {
  return await intoFile(file, (write) => client.readZip(folder, write, options));
}

type Write = (chunks: AsyncIterable<Uint8Array>) => Promise<number>;

/** @param download may write several times, when a connection breaks off; the last one counts. */
async function intoFile(
  file: string,
  download: (write: Write) => Promise<number | undefined>,
): Promise<number | undefined> {
  const unfinished = `${file}.${randomUUID()}.part`;
  try {
    const bytes = await download((chunks) => writeChunks(chunks, unfinished));
    if (bytes !== undefined) await rename(unfinished, file);
    return bytes;
  } catch (error) {
    if (!isFileError(error)) throw error;
    throw new UserError(
      'download-failed',
      message('The log cannot be written to {file}: {reason}.', { file, reason: errorText(error) }),
      {
        cause: error,
      },
    );
  } finally {
    await rm(unfinished, { force: true });
  }
}

async function writeChunks(chunks: AsyncIterable<Uint8Array>, file: string): Promise<number> {
  const target = createWriteStream(file);
  await pipeline(Readable.from(chunks), target);
  return target.bytesWritten;
}

/** Errors of the file system name a path; those of connections do not. */
function isFileError(error: unknown): boolean {
  return (
    !(error instanceof UserError) &&
    systemErrorCode(error) !== undefined &&
    typeof (error as NodeJS.ErrnoException).path === 'string'
  );
}
