import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { ZipArchive, type ZipEntryData } from 'archiver';
import { type ArchiveWriter, findWriter, writeInBatches } from './archiveWriter';
import { floorToDosTime } from './dosTime';
import { isStored, type PackedContent } from './packContent';
import type { PackageEntry } from './packageEntry';

/** The method of the format for deflated content, and the version that introduced it. */
const deflated = { method: 8, version: 20 };
/** So many entries may wait for the writer. */
const waitingEntries = 32;

/**
 * An archive that takes content which is packed already. Archiver packs each entry in its turn, so most processor cores
 * would stand idle; here the packing is done before, and archiver writes headers, content and directory.
 */
export class PackedArchive {
  /** The archive as a stream of bytes. */
  readonly stream = new ZipArchive({ zlib: { level: 1 } });
  private readonly contents = new WeakMap<Buffer, PackedContent>();
  private readonly writer: ArchiveWriter;
  private waiting = 0;

  constructor() {
    this.writer = findWriter(this.stream);
    this.takePackedContent();
    writeInBatches(this.writer);
    this.stream.on('entry', () => this.waiting--);
  }

  /** Adds a packed file; resolves when the next one may come. */
  async append(entry: PackageEntry, content: PackedContent, signal: AbortSignal): Promise<void> {
    this.contents.set(content.data, content);
    this.waiting++;
    this.stream.append(content.data, { ...dataOf(entry), store: true });
    while (this.waiting >= waitingEntries) await once(this.stream, 'entry', { signal });
    if (this.writer.writableNeedDrain) await once(this.writer, 'drain', { signal });
  }

  /** Adds a file that is too large for memory, which archiver packs; resolves when it is written. */
  async appendStream(entry: PackageEntry, content: Readable, signal: AbortSignal): Promise<void> {
    while (this.waiting > 0) await once(this.stream, 'entry', { signal });
    this.waiting++;
    const added = once(this.stream, 'entry', { signal });
    this.stream.append(content, { ...dataOf(entry), store: isStored(entry.path) });
    // The writer does not hear a source fail, so both are listened to.
    await Promise.race([added, failureOf(content)]);
  }

  private takePackedContent(): void {
    const { writer, contents } = this;
    const appendBuffer = writer._appendBuffer.bind(writer);
    writer._appendBuffer = (entry, source, callback) => {
      const content = contents.get(source);
      if (content === undefined || source.length === 0) {
        appendBuffer(entry, source, callback);
        return;
      }
      if (content.isDeflated) {
        entry.setMethod(deflated.method);
        entry.setVersionNeededToExtract(deflated.version);
      }
      entry.setSize(content.size);
      entry.setCompressedSize(source.length);
      entry.setCrc(content.crc);
      writer._writeLocalFileHeader(entry);
      writer.write(source);
      writer._afterAppend(entry);
      callback(null, entry);
    };
  }
}

function dataOf({ path, mtimeMs, mode }: PackageEntry): ZipEntryData {
  return { name: path, date: new Date(floorToDosTime(mtimeMs)), mode };
}

function failureOf(stream: Readable): Promise<never> {
  return new Promise((_resolve, reject) => stream.once('error', reject));
}
