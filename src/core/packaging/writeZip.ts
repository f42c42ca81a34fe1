import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { errorMessage, UserError } from '../base/userError';
import { PackedArchive } from './packedArchive';
import { fileChanged, fileUnreadable, packContent, type PackedContent } from './packContent';
import type { PackageEntry } from './packageEntry';

export interface WriteZipOptions {
  readonly signal?: AbortSignal;
  /** Called with bytes of file content that were packed, and their total. */
  readonly onProgress?: (doneBytes: number, totalBytes: number) => void;
}

/** Smaller files are packed in memory, several ahead of the writer; larger ones are streamed. */
const wholeFileBytes = 512 * 1024;
/** So many bytes may be on their way to the writer. */
const packAheadBytes = 4 * 1024 * 1024;
const packAheadFiles = 16;

/**
 * Writes the entries, in the order given, as a zip archive. The archive appears under its name only when it is complete;
 * a failure or cancel leaves what was there before.
 * @returns the archive's size in bytes
 * @throws UserError that names a file that cannot be read or that changes meanwhile; the signal's reason when cancelled.
 */
export async function writeZip(
  entries: readonly PackageEntry[],
  file: string,
  options: WriteZipOptions = {},
): Promise<number> {
  options.signal?.throwIfAborted();
  const unfinished = `${file}.${process.pid.toString(36)}${Math.random().toString(36).slice(2, 8)}.tmp`;
  const stop = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal;
  const stopOnFailure = (part: Promise<void>): Promise<void> => part.catch((error: unknown) => stop.abort(error));
  try {
    const archive = new PackedArchive();
    await Promise.all([
      stopOnFailure(feed(archive, entries, { ...options, signal })),
      stopOnFailure(pipeline(archive.stream, createWriteStream(unfinished, { flags: 'wx' }), { signal })),
    ]);
    signal.throwIfAborted();
    const { size } = await stat(unfinished);
    await rename(unfinished, file);
    return size;
  } catch (error) {
    await rm(unfinished, { force: true });
    if (error instanceof UserError || options.signal?.aborted) throw error;
    throw archiveUnwritable(file, error);
  }
}

/** The failure to write an archive where it shall lie. */
export function archiveUnwritable(file: string, cause: unknown): UserError {
  const text = `Cannot write the archive ${file}: ${errorMessage(cause)}. Name another place for it.`;
  return new UserError('zip-failed', text, { cause });
}

interface FeedOptions extends WriteZipOptions {
  readonly signal: AbortSignal;
}

/** Hands the entries to the archive one after the other, packing those ahead that fit into memory. */
async function feed(archive: PackedArchive, entries: readonly PackageEntry[], options: FeedOptions): Promise<void> {
  const { signal } = options;
  const totalBytes = entries.reduce((sum, entry) => sum + entry.size, 0);
  const ahead: { readonly entry: PackageEntry; readonly content: Promise<PackedContent> | undefined }[] = [];
  let aheadBytes = 0;
  let doneBytes = 0;
  let next = 0;
  for (;;) {
    for (
      let entry = entries[next];
      entry && ahead.length < packAheadFiles && aheadBytes < packAheadBytes;
      entry = entries[++next]
    ) {
      const content = entry.size <= wholeFileBytes ? packContent(entry, signal) : undefined;
      // It is awaited when its turn comes; a failure until then is no unhandled one.
      content?.catch(() => undefined);
      ahead.push({ entry, content });
      if (content) aheadBytes += entry.size;
    }
    const first = ahead.shift();
    if (first === undefined) break;
    const { entry, content } = first;
    if (content) {
      await archive.append(entry, await content, signal);
      aheadBytes -= entry.size;
    } else await archive.appendStream(entry, readLarge(entry), signal);
    doneBytes += entry.size;
    options.onProgress?.(doneBytes, totalBytes);
  }
  await archive.stream.finalize();
}

/** Streams a file, and fails when it is not as long as it was when the entries were collected. */
function readLarge(entry: PackageEntry): Readable {
  let length = 0;
  const source = createReadStream(entry.file, { highWaterMark: 256 * 1024 });
  const checked = new Transform({
    transform(chunk: Buffer, _encoding, callback) {
      length += chunk.length;
      callback(null, chunk);
    },
    flush: (callback) => callback(length === entry.size ? null : fileChanged(entry)),
  });
  source.on('error', (error) => checked.destroy(fileUnreadable(entry, error)));
  checked.on('close', () => source.destroy());
  return source.pipe(checked);
}
