import { inspect } from 'node:util';
import type { LogOutputChannel } from 'vscode';
import type { Logger } from '../core/base/logger';

/** The extension's own log, in the output channel "WebJobs". */
export class OutputLog implements Logger {
  constructor(private readonly channel: LogOutputChannel) {}

  debug(message: string): void {
    this.channel.debug(message);
  }

  info(message: string): void {
    this.channel.info(message);
  }

  warn(message: string): void {
    this.channel.warn(message);
  }

  error(message: string, cause?: unknown): void {
    if (cause === undefined) this.channel.error(message);
    else this.channel.error(`${message}\n${inspect(cause)}`);
  }

  /** Brings the log to the front, because the user asked to see it. */
  show(): void {
    this.channel.show();
  }
}
