import { isUtf8 } from 'node:buffer';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** A line longer than this is cut, so that a job that never ends a line cannot fill the memory. */
export const longestLineBytes = 64 * 1024 * 1024;

/**
 * Cuts the bytes of one stream into lines as the service does (kudu-webjobs §6.2): `\n`, `\r\n` and a lone `\r` end a
 * line, an unfinished last line counts. What comes out is whole lines, each ending in `\n`, in valid UTF-8. Characters
 * are never torn, because blocks are only ever split at line ends.
 */
export class LineCutter {
  private readonly pending: Buffer[] = [];
  private pendingBytes = 0;

  /**
   * Whether the text so far ends in a carriage return, whose line feed may follow in the next read. The caller gives it
   * a moment, then calls {@link endHeldLine}.
   */
  get holdsCarriageReturn(): boolean {
    return this.pending.at(-1)?.at(-1) === carriageReturn;
  }

  /** Takes a block of bytes; returns the lines that it completes. The block must not change afterwards. */
  push(chunk: Buffer): Buffer | undefined {
    if (this.holdsCarriageReturn || chunk.includes(carriageReturn)) return this.pushWithReturns(chunk);
    const end = chunk.lastIndexOf(lineFeed) + 1;
    if (end === 0) return this.hold(chunk);
    const lines = this.take(chunk.subarray(0, end));
    if (end < chunk.length) this.hold(chunk.subarray(end));
    return asUtf8(lines);
  }

  /** Ends the line that waits for the line feed of its carriage return. */
  endHeldLine(): Buffer | undefined {
    return this.holdsCarriageReturn ? asUtf8(normalized(this.take())) : undefined;
  }

  /** The unfinished last line, at the end of the stream. */
  finish(): Buffer | undefined {
    if (this.pendingBytes === 0) return undefined;
    if (this.holdsCarriageReturn) return this.endHeldLine();
    return asUtf8(this.take(Buffer.from('\n')));
  }

  private pushWithReturns(chunk: Buffer): Buffer | undefined {
    const bytes = this.take(chunk);
    const lastByteHeld = bytes.at(-1) === carriageReturn;
    const searchEnd = lastByteHeld ? bytes.length - 2 : bytes.length - 1;
    const end =
      searchEnd < 0
        ? 0
        : Math.max(bytes.lastIndexOf(lineFeed, searchEnd), bytes.lastIndexOf(carriageReturn, searchEnd)) + 1;
    if (end < bytes.length) this.hold(bytes.subarray(end));
    return end === 0 ? undefined : asUtf8(normalized(bytes.subarray(0, end)));
  }

  private hold(bytes: Buffer): Buffer | undefined {
    this.pending.push(bytes);
    this.pendingBytes += bytes.length;
    return this.pendingBytes > longestLineBytes ? this.cutLongLine() : undefined;
  }

  private cutLongLine(): Buffer {
    const bytes = this.take();
    const end = endOfWholeCharacters(bytes);
    if (end < bytes.length) this.hold(bytes.subarray(end));
    return asUtf8(Buffer.concat([bytes.subarray(0, end), Buffer.from('\n')]));
  }

  private take(last?: Buffer): Buffer {
    if (this.pending.length === 0) return last ?? Buffer.alloc(0);
    if (last) this.pending.push(last);
    const bytes = this.pending.length === 1 ? (this.pending[0] ?? Buffer.alloc(0)) : Buffer.concat(this.pending);
    this.pending.length = 0;
    this.pendingBytes = 0;
    return bytes;
  }
}

/** Stamps each line of a block whose lines end in `\n`: `stamp` in front, `lineEnd` behind. */
export function stampLines(lines: Buffer, stamp: string, lineEnd: '\r\n' | '\n'): Buffer {
  // Latin-1 maps bytes to characters one to one, so that text operations move bytes without decoding them.
  const separator = lineEnd + Buffer.from(stamp).toString('latin1');
  const text = lines.toString('latin1', 0, lines.length - 1);
  const stamped = separator.slice(lineEnd.length) + text.replaceAll('\n', separator) + lineEnd;
  // A buffer of its own instead of a slice of Node's pool, which would be kept alive by the smallest rest of it.
  const bytes = Buffer.allocUnsafeSlow(stamped.length);
  bytes.write(stamped, 'latin1');
  return bytes;
}

/** How many lines a block has whose lines end in `\n`. */
export function countLines(lines: Buffer): number {
  let count = 0;
  for (let at = lines.indexOf(lineFeed); at !== -1; at = lines.indexOf(lineFeed, at + 1)) count++;
  return count;
}

/** The first `count` lines of a block. */
export function firstLines(lines: Buffer, count: number): Buffer {
  let end = 0;
  for (let line = 0; line < count; line++) {
    const at = lines.indexOf(lineFeed, end);
    if (at === -1) return lines;
    end = at + 1;
  }
  return lines.subarray(0, end);
}

function normalized(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString('latin1').replace(/\r\n?/g, '\n'), 'latin1');
}

function asUtf8(bytes: Buffer): Buffer {
  return isUtf8(bytes) ? bytes : Buffer.from(bytes.toString('utf8'));
}

/** Where a block can be split without tearing a UTF-8 character. */
function endOfWholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0b1100_0000) === 0b1000_0000) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}
