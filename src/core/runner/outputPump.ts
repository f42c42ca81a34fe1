import type { Readable } from 'node:stream';
import type { Clock } from '../base/clock';
import { type Disposable } from '../base/disposable';
import { LineCutter } from './outputLines';

/** How long a carriage return at the end of a read waits for its line feed (product E9). */
const carriageReturnWaitMs = 100;

/** So much may be on its way to the log; beyond it the job waits. */
const highWaterBytes = 1024 * 1024;

/** Moves one output stream of a process into its log, as whole lines, no faster than the log takes them. */
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

  /** @param write takes whole lines; the pump keeps the order and waits when too much is pending. */
  constructor(
    private readonly stream: Readable,
    private readonly clock: Clock,
    private readonly write: (lines: Buffer) => Promise<void>,
    private readonly onOutput: () => void,
  ) {
    this.finished = new Promise((resolve) => (this.onFinished = resolve));
    stream.on('data', (chunk: Buffer) => this.take(chunk));
    stream.on('error', () => this.end());
    stream.on('end', () => this.end());
    stream.on('close', () => this.end());
  }

  /** How much has been read so far: tells whether anything has come since the last look. */
  get totalBytes(): number {
    return this.readBytes;
  }

  /** Stops listening; what is still in the pipe is lost. */
  detach(): void {
    this.isDetached = true;
    this.stream.destroy();
    this.end();
  }

  private take(chunk: Buffer): void {
    if (this.isDetached) return;
    this.readBytes += chunk.length;
    this.onOutput();
    this.heldLine?.dispose();
    this.send(this.cutter.push(chunk));
    if (this.cutter.holdsCarriageReturn) {
      this.heldLine = this.clock.after(carriageReturnWaitMs, () => this.send(this.cutter.endHeldLine()));
    }
  }

  private send(lines: Buffer | undefined): void {
    if (!lines || lines.length === 0) return;
    const bytes = lines.length;
    this.waitingBytes += bytes;
    if (this.waitingBytes > highWaterBytes) this.stream.pause();
    this.tail = this.write(lines).then(() => {
      this.waitingBytes -= bytes;
      if (this.waitingBytes <= highWaterBytes / 2 && this.stream.isPaused()) this.stream.resume();
    });
  }

  private end(): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.heldLine?.dispose();
    if (!this.isDetached) this.send(this.cutter.finish());
    void this.tail.then(this.onFinished, this.onFinished);
  }
}
