import type { Clock } from '../base/clock';
import { type LogFile } from './logFile';
import { type LogLevel, logStamp } from './logStamp';
import type { OutputChannel } from './outputChannel';
import { countLines, firstLines, type OutputBlock, stampLines } from './outputLines';

/** Which of the job's streams a console line comes from. */
export type ConsoleStream = 'stdout' | 'stderr';

export interface JobLogOptions {
  readonly file: LogFile;
  readonly channel: OutputChannel;
  readonly instanceId: string;
  readonly clock: Clock;
  /** Console lines of one process run that reach the file; the rest only reaches followers (kudu-webjobs §6.3). */
  readonly lineLimit?: number;
}

/** Console lines of a continuous job's process run that the service keeps. */
export const continuousLineLimit = 200;

const limitNotice =
  "Reached maximum allowed output lines for this run, to see all of the job's logs you can enable App Service Logs option in the Portal.";

/** A line too long to be held, of which a part has been logged. */
interface OpenLine {
  readonly stream: ConsoleStream;
  /** Not if it began beyond the limit of lines. */
  readonly isInFile: boolean;
}

/** What stands before the lines of a block. */
interface Beginning {
  readonly stamp: string;
  /** The first line has been begun. */
  readonly isContinued: boolean;
}

/** The log of a job or a run: the service's lines with CR LF in the file, the same with LF for followers. */
export class JobLog {
  private remainingLines: number;
  private openLine: OpenLine | undefined;

  constructor(private readonly options: JobLogOptions) {
    this.remainingLines = options.lineLimit ?? Infinity;
  }

  /** A new process run begins: its lines are counted anew. */
  startRun(): void {
    this.remainingLines = this.options.lineLimit ?? Infinity;
    this.options.channel.clearBacklog();
  }

  /**
   * A line of the engine. Line breaks inside the message are kept; continuation lines have no stamp. Resolves when it is in
   * the file: a follower that is stuck holds the job's own output, but never the engine.
   */
  system(level: LogLevel, message: string): Promise<void> {
    return this.say(this.stamp('system', level), message);
  }

  /** A console line that does not come from the job's streams, but counts as if it did. */
  consoleError(message: string): Promise<void> {
    return this.say(this.stamp('console', 'ERR '), message);
  }

  /**
   * Lines of the job; resolves when the file and all followers are ready for more. The bytes are not used after the call
   * has returned. A long line of which only a part came so far ends where anything else is logged.
   */
  console(stream: ConsoleStream, block: OutputBlock): Promise<void> {
    const begun = block.isContinued && this.openLine?.stream === stream ? this.openLine : undefined;
    // Nothing but the end of a line that has been ended.
    if (block.isContinued && !begun && block.bytes.length === 1) return Promise.resolve();
    if (!begun) this.endOpenLine();
    const beginning = {
      stamp: this.stamp('console', stream === 'stdout' ? 'INFO' : 'ERR '),
      isContinued: begun !== undefined,
    };
    const isInFile = begun?.isInFile ?? this.takeLines(block);
    this.openLine = block.goesOn ? { stream, isInFile } : undefined;
    return isInFile ? this.write(block.bytes, beginning) : this.writeBeyondLimit(block.bytes, beginning);
  }

  /** Resolves when everything that was logged so far is in the file. */
  flush(): Promise<void> {
    return this.options.file.append(Buffer.alloc(0));
  }

  close(): Promise<void> {
    return this.options.file.close();
  }

  private say(stamp: string, message: string): Promise<void> {
    this.endOpenLine();
    void this.options.channel.publish(Buffer.from(`${stamp}${message}\n`));
    return this.options.file.append(Buffer.from(`${stamp}${message}\r\n`));
  }

  private endOpenLine(): void {
    if (!this.openLine) return;
    if (this.openLine.isInFile) void this.options.file.append(Buffer.from('\r\n'), 'sameLine');
    void this.options.channel.publish(Buffer.from('\n'));
    this.openLine = undefined;
  }

  /** Whether the lines that begin in a block are within the limit; if so, they count. */
  private takeLines(block: OutputBlock): boolean {
    if (this.remainingLines === Infinity) return true;
    const count = block.goesOn ? 1 : countLines(block.bytes);
    if (count > this.remainingLines) return false;
    this.remainingLines -= count;
    return true;
  }

  private async writeBeyondLimit(bytes: Buffer, beginning: Beginning): Promise<void> {
    const { channel } = this.options;
    let rest = bytes;
    if (this.remainingLines >= 0) {
      const kept = firstLines(bytes, this.remainingLines);
      rest = bytes.subarray(kept.length);
      // Negative: the notice has been written.
      this.remainingLines = -1;
      if (kept.length > 0) void this.write(kept, beginning);
      this.writeNotice();
    }
    await channel.publish(stampLines(rest, { ...beginning, lineEnd: '\n' }));
  }

  private writeNotice(): void {
    const text = `${this.stamp('console', 'WARN')}${limitNotice}`;
    void this.options.channel.publish(Buffer.from(`${text}\n`));
    void this.options.file.append(Buffer.from(`${text}\r\n`));
  }

  private write(bytes: Buffer, beginning: Beginning): Promise<void> {
    const { file, channel } = this.options;
    const stamped = stampLines(bytes, { ...beginning, lineEnd: '\r\n' });
    const written = beginning.isContinued ? file.append(stamped, 'sameLine') : file.appendLines(stamped);
    if (!channel.isWanted) return written;
    const published = channel.publish(stampLines(bytes, { ...beginning, lineEnd: '\n' }));
    return Promise.all([written, published]).then(() => undefined);
  }

  private stamp(source: 'system' | 'console', level: LogLevel): string {
    return logStamp(this.options.clock.now(), this.options.instanceId, source, level);
  }
}
