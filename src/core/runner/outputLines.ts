import { isUtf8 } from 'node:buffer';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const lineEnd = Buffer.from('\n');

/** A line is held until it has ended or is longer than this; the rest of it then passes in parts as it comes. */
export const longestHeldLine = 1024 * 1024;

/** Output of one stream, in valid UTF-8 without torn characters: whole lines, or a part of a line too long to be held. */
export interface OutputBlock {
  readonly bytes: Buffer;
  /** The first line began in an earlier block. */
  readonly isContinued: boolean;
  /** The bytes are part of a line that goes on in a later block. Otherwise they end in `\n`. */
  readonly goesOn: boolean;
}

/**
 * Cuts the bytes of one stream into lines as the service does (kudu-webjobs §6.2): `\n`, `\r\n` and a lone `\r` end a
 * line, an unfinished last line counts. Blocks are valid until the chunk they were cut from changes.
 */
export class LineCutter {
  private pending: Buffer[] = [];
  private pendingBytes = 0;
  private hasReturn = false;
  private isInLongLine = false;

  /**
   * Whether the text so far ends in a carriage return, whose line feed may follow in the next read. The caller gives it
   * a moment, then calls {@link endHeldLine}.
   */
  get holdsCarriageReturn(): boolean {
    return this.hasReturn;
  }

  /** Takes a chunk of bytes; returns the lines that it completes. */
  push(chunk: Buffer): readonly OutputBlock[] {
    if (!this.hasReturn && !chunk.includes(carriageReturn)) return this.cut(chunk);
    const held = this.endHeldLine();
    let bytes = held.length > 0 && chunk[0] === lineFeed ? chunk.subarray(1) : chunk;
    const endsInReturn = bytes.at(-1) === carriageReturn;
    if (endsInReturn) bytes = bytes.subarray(0, -1);
    const blocks = [...held, ...this.cut(normalized(bytes))];
    this.hasReturn = endsInReturn;
    return blocks;
  }

  /** Ends the line that waits for the line feed of its carriage return. */
  endHeldLine(): readonly OutputBlock[] {
    return this.hasReturn ? [this.endLine(lineEnd)] : [];
  }

  /** The unfinished last line, at the end of the stream. */
  finish(): readonly OutputBlock[] {
    return this.hasReturn || this.pendingBytes > 0 || this.isInLongLine ? [this.endLine(lineEnd)] : [];
  }

  private cut(chunk: Buffer): readonly OutputBlock[] {
    const end = chunk.lastIndexOf(lineFeed) + 1;
    if (end === 0) return this.hold(chunk);
    const blocks: OutputBlock[] = [];
    let start = 0;
    if (this.pendingBytes > 0 || this.isInLongLine) {
      // The line that other chunks began goes by itself: joining it to the rest would copy all of it.
      start = chunk.indexOf(lineFeed) + 1;
      blocks.push(this.endLine(chunk.subarray(0, start)));
    }
    if (start < end) blocks.push({ bytes: asUtf8(chunk.subarray(start, end)), isContinued: false, goesOn: false });
    return [...blocks, ...this.hold(chunk.subarray(end))];
  }

  private endLine(rest: Buffer): OutputBlock {
    const block = { bytes: asUtf8(this.take(rest)), isContinued: this.isInLongLine, goesOn: false };
    this.hasReturn = false;
    this.isInLongLine = false;
    return block;
  }

  private hold(bytes: Buffer): readonly OutputBlock[] {
    if (bytes.length === 0) return [];
    // A copy, because the chunk is the reader's.
    this.pending.push(Buffer.from(bytes));
    this.pendingBytes += bytes.length;
    return this.pendingBytes > longestHeldLine ? [this.passLongLine()] : [];
  }

  private passLongLine(): OutputBlock {
    const bytes = this.take();
    const end = endOfWholeCharacters(bytes);
    const block = { bytes: asUtf8(bytes.subarray(0, end)), isContinued: this.isInLongLine, goesOn: true };
    this.isInLongLine = true;
    this.hold(bytes.subarray(end));
    return block;
  }

  private take(rest?: Buffer): Buffer {
    const parts = rest ? [...this.pending, rest] : this.pending;
    this.pending = [];
    this.pendingBytes = 0;
    return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
  }
}

/** How the lines of a block become lines of a log. */
export interface Stamping {
  /** In front of each line. */
  readonly stamp: string;
  readonly lineEnd: '\r\n' | '\n';
  /** The first line has its stamp already. */
  readonly isContinued?: boolean;
}

/** Stamps each line of a block. Bytes that do not end in `\n` are part of one line and stay without end. */
export function stampLines(bytes: Buffer, { stamp, lineEnd, isContinued = false }: Stamping): Buffer {
  const hasEnd = bytes.at(-1) === lineFeed;
  // Latin-1 maps bytes to characters one to one, so that text operations move bytes without decoding them.
  const stampText = Buffer.from(stamp).toString('latin1');
  const separator = lineEnd + stampText;
  const text = bytes.toString('latin1', 0, hasEnd ? bytes.length - 1 : bytes.length);
  // An expression for a single character is by far the fastest way to replace many in V8; `$` is special behind it.
  const parts = [
    isContinued ? '' : stampText,
    text.replace(/\n/g, separator.replaceAll('$', '$$$$')),
    hasEnd ? lineEnd : '',
  ];
  // A buffer of its own instead of a slice of Node's pool, which would be kept alive by the smallest rest of it.
  const stamped = Buffer.allocUnsafeSlow(parts.reduce((length, part) => length + part.length, 0));
  let end = 0;
  for (const part of parts) end += stamped.write(part, end, 'latin1');
  return stamped;
}

/** How many lines end in a block. */
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
