import type { Clock } from '../base/clock';
import { type LogFile } from './logFile';
import { type LogLevel, logStamp } from './logStamp';
import type { OutputChannel } from './outputChannel';
import { countLines, firstLines, stampLines } from './outputLines';

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

/** The log of a job or a run: the service's lines with CR LF in the file, the same with LF for followers. */
export class JobLog {
  private remainingLines: number;

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

  /** Whole lines of the job, each ending in `\n`; resolves when the file and all followers are ready for more. */
  console(stream: ConsoleStream, lines: Buffer): Promise<void> {
    const stamp = this.stamp('console', stream === 'stdout' ? 'INFO' : 'ERR ');
    if (this.remainingLines === Infinity) {
      return this.write(stampLines(lines, stamp, '\r\n'), () => stampLines(lines, stamp, '\n'));
    }
    const count = countLines(lines);
    if (this.remainingLines >= count) {
      this.remainingLines -= count;
      return this.writeSingly(lines, stamp);
    }
    return this.writeBeyondLimit(lines, stamp);
  }

  /** Resolves when everything that was logged so far is in the file. */
  flush(): Promise<void> {
    return this.options.file.append(Buffer.alloc(0));
  }

  close(): Promise<void> {
    return this.options.file.close();
  }

  private say(stamp: string, message: string): Promise<void> {
    void this.options.channel.publish(Buffer.from(`${stamp}${message}\n`));
    return this.options.file.append(Buffer.from(`${stamp}${message}\r\n`));
  }

  private async writeBeyondLimit(lines: Buffer, stamp: string): Promise<void> {
    const { channel } = this.options;
    if (this.remainingLines >= 0) {
      const kept = firstLines(lines, this.remainingLines);
      const rest = lines.subarray(kept.length);
      // Negative: the notice has been written.
      this.remainingLines = -1;
      if (kept.length > 0) void this.writeSingly(kept, stamp);
      void this.say(this.stamp('console', 'WARN'), limitNotice);
      await channel.publish(stampLines(rest, stamp, '\n'));
    } else {
      await channel.publish(stampLines(lines, stamp, '\n'));
    }
  }

  /** Line by line, so that a rolling log exceeds its size by one line at most. */
  private async writeSingly(lines: Buffer, stamp: string): Promise<void> {
    const { file, channel } = this.options;
    let written = Promise.resolve();
    let start = 0;
    while (start < lines.length) {
      const end = lines.indexOf(0x0a, start) + 1;
      written = file.append(stampLines(lines.subarray(start, end), stamp, '\r\n'));
      start = end;
    }
    await Promise.all([written, channel.publish(stampLines(lines, stamp, '\n'))]);
  }

  private async write(bytes: Buffer, forFollowers: () => Buffer): Promise<void> {
    const { file, channel } = this.options;
    const written = file.append(bytes);
    if (channel.isWanted) await Promise.all([written, channel.publish(forFollowers())]);
    else await written;
  }

  private stamp(source: 'system' | 'console', level: LogLevel): string {
    return logStamp(this.options.clock.now(), this.options.instanceId, source, level);
  }
}
