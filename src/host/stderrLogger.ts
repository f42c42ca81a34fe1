import type { Logger } from '../core/base/logger';
import { errorMessage } from '../core/base/userError';

/** Tells on stderr what a host does; `quiet` leaves out what nobody must act upon. */
export function stderrLogger(detail: 'quiet' | 'verbose'): Logger {
  const write = (level: string, message: string): void => {
    process.stderr.write(`${new Date().toISOString()} ${level} ${message}\n`);
  };
  const silent = (): void => undefined;
  return {
    debug: silent,
    info: detail === 'quiet' ? silent : (message) => write('info', message),
    warn: (message) => write('warning', message),
    error: (message, cause) => {
      write('error', message);
      if (cause !== undefined)
        write('error', cause instanceof Error ? (cause.stack ?? cause.message) : errorMessage(cause));
    },
  };
}
