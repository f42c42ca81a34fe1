import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { readFile, rename, rm, stat } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Archiver, ZipArchive } from 'archiver';
import { errorMessage, UserError } from '../base/userError';
import { floorToDosTime } from './dosTime';
import type { PackageEntry } from './packageEntry';

export interface WriteZipOptions {
  readonly signal?: AbortSignal;
  /** Called with bytes of file content that were packed, and their total. */
  readonly onProgress?: (doneBytes: number, totalBytes: number) => void;
}

/** Smaller files are read whole, several ahead of the writer; larger ones are streamed. */
const wholeFileBytes = 512 * 1024;
/** So many bytes may wait for the writer. */
const readAheadBytes = 4 * 1024 * 1024;
const readAheadFiles = 16;

/** Formats that are compressed already: packing them again costs time and gains nothing. */
const storedFormats =
  /\.(?:7z|avif|br|bz2|docx|gif|gz|heic|jar|jpe?g|lz4|mp[34]|nupkg|og[agv]|png|pptx|rar|tgz|war|web[mp]|whl|woff2?|xlsx|xz|zip|zst)$/i;

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
    const archive = new ZipArchive({ zlib: { level: 1 } });
    await Promise.all([
      stopOnFailure(feed(archive, entries, { ...options, signal })),
      stopOnFailure(pipeline(archive, createWriteStream(unfinished, { flags: 'wx' }), { signal })),
    ]);
    signal.throwIfAborted();
    const { size } = await stat(unfinished);
    await rename(unfinished, file);
    return size;
  } catch (error) {
    await rm(unfinished, { force: true });
    if (error instanceof UserError || options.signal?.aborted) throw error;
    throw new UserError('zip-failed', `Cannot write the archive ${file}: ${errorMessage(error)}.`, { cause: error });
  }
}

/** Hands the entries to the writer one after the other, reading small ones ahead of it. */
async function feed(archive: Archiver, entries: readonly PackageEntry[], options: FeedOptions): Promise<void> {
  const totalBytes = entries.reduce((sum, entry) => sum + entry.size, 0);
  const ahead: { readonly entry: PackageEntry; readonly content: Promise<Buffer> | undefined }[] = [];
  let aheadBytes = 0;
  let doneBytes = 0;
  let next = 0;
  for (;;) {
    for (
      let entry = entries[next];
      entry && ahead.length < readAheadFiles && aheadBytes < readAheadBytes;
      entry = entries[next]
    ) {
      const content = entry.size <= wholeFileBytes ? readWhole(entry, options.signal) : undefined;
      // It is awaited when its turn comes; a failure until then is no unhandled one.
      content?.catch(() => undefined);
      ahead.push({ entry, content });
      if (entry.size <= wholeFileBytes) aheadBytes += entry.size;
      next++;
    }
    const first = ahead.shift();
    if (first === undefined) break;
    if (first.content) aheadBytes -= first.entry.size;
    await addEntry(archive, first.entry, first.content ? await first.content : readLarge(first.entry), options.signal);
    doneBytes += first.entry.size;
    options.onProgress?.(doneBytes, totalBytes);
  }
  await archive.finalize();
}

interface FeedOptions extends WriteZipOptions {
  readonly signal: AbortSignal;
}

async function addEntry(
  archive: Archiver,
  entry: PackageEntry,
  content: Buffer | Readable,
  signal: AbortSignal,
): Promise<void> {
  const added = once(archive, 'entry', { signal });
  archive.append(content, {
    name: entry.path,
    date: new Date(floorToDosTime(entry.mtimeMs)),
    mode: entry.mode,
    store: storedFormats.test(entry.path),
  });
  // The writer does not hear a source fail, so both are listened to.
  if (content instanceof Readable) await Promise.race([added, failureOf(content)]);
  else await added;
}

function failureOf(stream: Readable): Promise<never> {
  return new Promise((_resolve, reject) => stream.once('error', reject));
}

async function readWhole(entry: PackageEntry, signal: AbortSignal): Promise<Buffer> {
  const content = await readFile(entry.file, { signal }).catch((error: unknown) => {
    throw signal.aborted ? error : unreadable(entry, error);
  });
  if (content.length !== entry.size) throw changed(entry);
  return content;
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
    flush: (callback) => callback(length === entry.size ? null : changed(entry)),
  });
  source.on('error', (error) => checked.destroy(unreadable(entry, error)));
  checked.on('close', () => source.destroy());
  return source.pipe(checked);
}

function unreadable(entry: PackageEntry, cause: unknown): UserError {
  return new UserError(
    'file-unreadable',
    `Cannot read ${entry.path}: ${errorMessage(cause)}. Make it readable, or name it in .webjobsignore to leave it out.`,
    { cause },
  );
}

function changed(entry: PackageEntry): UserError {
  return new UserError(
    'file-changed',
    `${entry.path} changed while it was being packed. Stop what writes to it, or name it in .webjobsignore, and try again.`,
  );
}
