import { close, createReadStream, fstatSync, open, openSync, read } from 'node:fs';
import type { Readable } from 'node:stream';
import { fromRandomAccessReaderPromise, type Options, RandomAccessReader, type ZipFile } from 'yauzl';

/**
 * Opens an archive of which several entries are read at the same time. The library's own reader serves one after the
 * other, and a stream that is destroyed before its turn throws where nobody can catch it: one broken upload would end the
 * process.
 */
export async function openArchive(path: string, options: Options): Promise<ZipFile> {
  const archive = new ArchiveFile(openSync(path, 'r'));
  try {
    return await fromRandomAccessReaderPromise(archive, archive.size, options);
  } catch (error) {
    archive.close(() => undefined);
    throw error;
  }
}

/** Reads at any place of a file, for any number of readers; the library closes it after the last one. */
class ArchiveFile extends RandomAccessReader {
  readonly size: number;
  private isClosed = false;

  constructor(private readonly descriptor: number) {
    super();
    this.size = fstatSync(descriptor).size;
  }

  /** @param end exclusive. */
  override _readStreamForRange(start: number, end: number): Readable {
    return createReadStream('', { fd: this.descriptor, start, end: end - 1, fs: sharedFile });
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    read(this.descriptor, buffer, offset, length, position, (error, bytesRead) => {
      callback(error ?? (bytesRead < length ? new Error('The archive ends too early.') : null));
    });
  }

  override close(callback: (error: Error | null) => void): void {
    // A failed opening may have closed it already.
    if (this.isClosed) {
      callback(null);
      return;
    }
    this.isClosed = true;
    close(this.descriptor, callback);
  }
}

/** A stream that is destroyed closes its file, whatever its options say; this file belongs to others too. */
const sharedFile = {
  open,
  read,
  close: (_descriptor: number, callback?: (error?: NodeJS.ErrnoException | null) => void) => callback?.(null),
};
