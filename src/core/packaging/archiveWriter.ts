import type { Writable } from 'node:stream';
import type { ZipArchive } from 'archiver';

/** What the writer inside of archiver knows about an entry. */
export interface WriterEntry {
  setMethod(method: number): void;
  setSize(bytes: number): void;
  setCompressedSize(bytes: number): void;
  setCrc(crc: number): void;
  setVersionNeededToExtract(version: number): void;
}

/** The writer inside of archiver (compress-commons), as far as it is needed here. */
export interface ArchiveWriter extends Writable {
  _appendBuffer(entry: WriterEntry, source: Buffer, callback: (error: Error | null, entry: WriterEntry) => void): void;
  _writeLocalFileHeader(entry: WriterEntry): void;
  _writeCentralFileHeader(entry: WriterEntry): void;
  _afterAppend(entry: WriterEntry): void;
  /** Bytes that were written, for the places in the directory. */
  offset: number;
}

const batchBytes = 128 * 1024;

/** Archiver offers no way to its writer; a version that is built in another way must not write archives unnoticed. */
export function findWriter(archive: ZipArchive): ArchiveWriter {
  const { _module: module } = archive as unknown as { readonly _module?: { readonly engine?: ArchiveWriter } };
  const engine = module?.engine;
  const isKnown = (
    ['_appendBuffer', '_writeLocalFileHeader', '_writeCentralFileHeader', '_afterAppend'] as const
  ).every((method) => typeof engine?.[method] === 'function');
  if (engine === undefined || !isKnown) {
    throw new TypeError('This version of archiver is built in a way that archiveWriter.ts does not know.');
  }
  return engine;
}

/**
 * Makes the writer write less often. By itself it writes each field on its own, two dozen for each file, and the whole
 * directory of the archive at once, during which nothing else can happen. The bytes stay the same.
 */
export function writeInBatches(writer: ArchiveWriter): void {
  const batch = new Batch();
  /** The line of the directory that is being made; it is written much later. */
  let line: Batch | undefined;
  const lines = new WeakMap<WriterEntry, Buffer>();
  const write = writer.write.bind(writer);
  const end = writer.end.bind(writer);
  const writeLine = writer._writeCentralFileHeader.bind(writer);
  const afterAppend = writer._afterAppend.bind(writer);
  const flush = (): boolean => {
    const chunk = batch.take();
    if (chunk.length === 0) return true;
    // Its bytes were counted when they came, and the writer counts them again.
    writer.offset -= chunk.length;
    return write(chunk);
  };
  writer.write = (chunk: Buffer | string): boolean => {
    if (line !== undefined) return line.add(chunk) >= 0;
    writer.offset += batch.add(chunk);
    return batch.bytes < batchBytes || flush();
  };
  writer.end = () => {
    flush();
    return end();
  };
  writer._afterAppend = (entry) => {
    line = new Batch();
    writeLine(entry);
    lines.set(entry, line.take());
    line = undefined;
    afterAppend(entry);
  };
  writer._writeCentralFileHeader = (entry) => {
    const ready = lines.get(entry);
    if (ready === undefined) writeLine(entry);
    else writer.write(ready);
  };
}

/** Chunks on their way to become one. */
class Batch {
  bytes = 0;
  private parts: Buffer[] = [];

  /** @returns how many bytes the chunk has */
  add(chunk: Buffer | string): number {
    const part = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    this.parts.push(part);
    this.bytes += part.length;
    return part.length;
  }

  take(): Buffer {
    const whole = Buffer.concat(this.parts, this.bytes);
    this.parts = [];
    this.bytes = 0;
    return whole;
  }
}
