import { crc32 } from 'node:zlib';

/** An entry as it stands in the archive, whether a sane program would write it or not. */
export interface RawZipEntry {
  /** Not checked: may climb, be absolute, or end in `/` for a folder. */
  readonly name: string;
  readonly content?: string;
  /** DOS words; 2025-01-02T03:04:06 by default. */
  readonly dosDate?: number;
  readonly dosTime?: number;
  readonly extra?: Buffer;
  /** Unix mode with type bits, for example `0o120777` for a link. */
  readonly unixMode?: number;
}

/** Writes an archive of stored entries byte by byte, because no library writes what a reader must survive. */
export function rawZip(entries: readonly RawZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name, 'utf8');
    const content = Buffer.from(entry.content ?? '', 'utf8');
    const extra = entry.extra ?? Buffer.alloc(0);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    // Names are UTF-8.
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt16LE(entry.dosTime ?? dosTimeOf('2025-01-02T03:04:06').time, 6);
    common.writeUInt16LE(entry.dosDate ?? dosTimeOf('2025-01-02T03:04:06').date, 8);
    common.writeUInt32LE(checksum(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    common.writeUInt16LE(extra.length, 24);

    const end = Buffer.alloc(14);
    end.writeUInt32LE(((entry.unixMode ?? 0o100644) << 16) >>> 0, 6);
    end.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\u0001\u0002\u0014\u0003', 'latin1'), common, end, name, extra);
    const local = [Buffer.from('PK\u0003\u0004', 'latin1'), common, name, extra, content];
    parts.push(...local);
    offset += local.reduce((sum, part) => sum + part.length, 0);
  }
  const directoryBytes = Buffer.concat(directory);
  const trailer = Buffer.alloc(22);
  trailer.write('PK\u0005\u0006', 0, 'latin1');
  trailer.writeUInt16LE(entries.length, 8);
  trailer.writeUInt16LE(entries.length, 10);
  trailer.writeUInt32LE(directoryBytes.length, 12);
  trailer.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, directoryBytes, trailer]);
}

/** The DOS words of a wall-clock time such as `2025-05-05T05:05:04`. */
export function dosTimeOf(wallClock: string): { readonly date: number; readonly time: number } {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = wallClock.split(/[-T:]/).map(Number);
  return { date: ((year - 1980) << 9) | (month << 5) | day, time: (hour << 11) | (minute << 5) | (second >> 1) };
}

function checksum(bytes: Buffer): number {
  return (crc32 as (data: Buffer) => number)(bytes);
}
