import { appendFile, type FileHandle, open, rename, stat } from 'node:fs/promises';

/** A log on the disk. Appends are done in the order of their calls; none is ever rejected. */
export interface LogFile {
  /**
   * Resolves when the bytes have been handed to the operating system, or could not be.
   *
   * @param place `sameLine` for the rest of a line, which goes where its beginning went.
   */
  append(bytes: Buffer, place?: 'newLine' | 'sameLine'): Promise<void>;
  /** The same for lines that need not stay together; each ends in a line feed. */
  appendLines(lines: Buffer): Promise<void>;
  close(): Promise<void>;
}

/** Size at which a rolling log moves aside (kudu-webjobs §1.5). */
export const rollOverBytes = 1_048_576;

/**
 * A log that moves to one predecessor when it has grown too large: it exceeds its size by one line at most. Each write
 * looks at the size and opens the file anew, because another engine on the same data may have moved it.
 */
export class RollingLogFile implements LogFile {
  private queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly path: string,
    private readonly previousPath: string,
    private readonly onError: (error: unknown) => void,
    private readonly onDidRoll: () => void = () => undefined,
  ) {}

  append(bytes: Buffer, place: 'newLine' | 'sameLine' = 'newLine'): Promise<void> {
    return this.enqueue(async () => {
      if (place === 'newLine') await this.rollOver();
      await appendFile(this.path, bytes);
    });
  }

  appendLines(lines: Buffer): Promise<void> {
    return this.enqueue(async () => {
      for (let rest = lines; rest.length > 0;) {
        // A line that begins within the size still belongs to the file.
        const room = rollOverBytes - (await this.rollOver());
        const end = rest.indexOf('\n', room) + 1;
        const fitting = end === 0 ? rest : rest.subarray(0, end);
        await appendFile(this.path, fitting);
        rest = rest.subarray(fitting.length);
      }
    });
  }

  close(): Promise<void> {
    return this.queue;
  }

  private enqueue(work: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(work).catch(this.onError);
    return this.queue;
  }

  /** Answers the size of the file as it is to be written to. */
  private async rollOver(): Promise<number> {
    const size = await stat(this.path).then(
      (found) => found.size,
      () => 0,
    );
    if (size <= rollOverBytes) return size;
    await rename(this.path, this.previousPath);
    this.onDidRoll();
    return 0;
  }
}

/** The log of one run, which grows without limit and stays open. What gathers during a write goes together in the next. */
export class RunLogFile implements LogFile {
  private handle: FileHandle | undefined;
  private waiting: Buffer[] = [];
  private present: Promise<void> = Promise.resolve();
  private next: Promise<void> | undefined;
  private accepted = 0;

  constructor(
    private readonly path: string,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** How many bytes have been given to {@link append}, written or not. */
  get acceptedBytes(): number {
    return this.accepted;
  }

  append(bytes: Buffer): Promise<void> {
    this.accepted += bytes.length;
    this.waiting.push(bytes);
    this.next ??= this.present.then(() => this.writeWaiting()).catch(this.onError);
    return this.next;
  }

  appendLines(lines: Buffer): Promise<void> {
    return this.append(lines);
  }

  async close(): Promise<void> {
    await (this.next ?? this.present);
    await this.handle?.close();
    this.handle = undefined;
  }

  private async writeWaiting(): Promise<void> {
    const blocks = this.waiting;
    this.waiting = [];
    if (this.next) this.present = this.next;
    this.next = undefined;
    this.handle ??= await open(this.path, 'a');
    await writeAll(this.handle, blocks);
  }
}

async function writeAll(handle: FileHandle, blocks: readonly Buffer[]): Promise<void> {
  const bytes = blocks.reduce((total, block) => total + block.length, 0);
  let written = bytes === 0 ? 0 : (await handle.writev(blocks)).bytesWritten;
  // A disk that is nearly full takes less than it is given.
  if (written < bytes) {
    const all = Buffer.concat(blocks);
    while (written < bytes) written += (await handle.write(all, written)).bytesWritten;
  }
}
