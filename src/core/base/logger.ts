/** Where the product tells what it does, for the person who looks for a fault. Messages never contain secrets. */
export interface Logger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  /** `cause` is logged with its stack. */
  error(message: string, cause?: unknown): void;
}

/** A logger for callers that have nobody to tell. */
export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
