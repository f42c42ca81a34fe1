import type { Readable } from 'node:stream';
import type { Clock } from '../base/clock';
import { type Disposable } from '../base/disposable';
import { LineCutter, type OutputBlock } from './outputLines';

/** How long a carriage return at the end of a read waits for its line feed (product E9). */
const carriageReturnWaitMs = 100;

/** So much may be on its way to the log; beyond it the job waits. */
const highWaterBytes = 1024 * 1024;

/**
 * Where a pump's bytes come from: a stream that has not begun to flow, and how to let it. A chunk is only valid during the
 * call of `take`.
 */
export interface OutputSource {
  readonly stream: Readable;
  flow(take: (chunk: Buffer) => void): void;
}

export interface OutputPumpOptions {
  readonly source: OutputSource;
  readonly clock: Clock;
  /** Takes blocks in order, and is done with their bytes when it returns; the pump waits when too much is pending. */
  readonly write: (block: OutputBlock) => Promise<void>;
  /** Something has been read. */
  readonly onOutput: () => void;
}

/** Moves one output stream of a process into its log, line by line, no faster than the log takes them. */
export class OutputPump {
  /** Settles when the stream has ended and its last line is in the log. */
  readonly finished: Promise<void>;

  private readonly cutter = new LineCutter();
  private onFinished: () => void = () => undefined;
  private heldLine: Disposable | undefined;
  private waitingBytes = 0;
  private readBytes = 0;
  private tail: Promise<void> = Promise.resolve();
  private isDetached = false;
  private hasEnded = false;

  constructor(private readonly options: OutputPumpOptions) {
    this.finished = new Promise((resolve) => (this.onFinished = resolve));
    const { stream } = options.source;
    stream.on('error', () => this.end());
    stream.on('end', () => this.end());
    stream.on('close', () => this.end());
    options.source.flow((chunk) => this.take(chunk));
  }

  /** How much has been read so far: tells whether anything has come since the last look. */
  get totalBytes(): number {
    return this.readBytes;
  }

  /** Stops listening; what is still in the pipe is lost. */
  detach(): void {
    this.isDetached = true;
    this.options.source.stream.destroy();
    this.end();
  }

  private take(chunk: Buffer): void {
    if (this.isDetached) return;
    this.readBytes += chunk.length;
    this.options.onOutput();
    this.heldLine?.dispose();
    this.send(this.cutter.push(chunk));
    if (this.cutter.holdsCarriageReturn) {
      this.heldLine = this.options.clock.after(carriageReturnWaitMs, () => this.send(this.cutter.endHeldLine()));
    }
  }

  private send(blocks: readonly OutputBlock[]): void {
    const { stream } = this.options.source;
    for (const block of blocks) {
      const bytes = block.bytes.length;
      this.waitingBytes += bytes;
      if (this.waitingBytes > highWaterBytes) stream.pause();
      this.tail = this.options.write(block).then(() => {
        this.waitingBytes -= bytes;
        if (this.waitingBytes <= highWaterBytes / 2 && stream.isPaused()) stream.resume();
      });
    }
  }

  private end(): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.heldLine?.dispose();
    if (!this.isDetached) this.send(this.cutter.finish());
    void this.tail.then(this.onFinished, this.onFinished);
  }
}
