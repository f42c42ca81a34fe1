import { type Message, messageText, verbatim } from './message';

/**
 * An error whose message is meant for the user: it says what failed, with the value, and what to do next. Everything
 * else that is thrown is a bug and belongs in the log with its stack. The message never contains a secret.
 */
export class UserError extends Error {
  override readonly name = 'UserError';

  /** What {@link message} says in English, for every language. */
  readonly text: Message;

  /**
   * @param code a stable identifier in kebab-case, for tests and for callers that react to one kind of failure.
   * @param text as a string where it is in the user's language already.
   */
  constructor(
    readonly code: string,
    text: Message | string,
    options?: { readonly cause?: unknown },
  ) {
    const message = typeof text === 'string' ? verbatim(text) : text;
    super(messageText(message), options);
    this.text = message;
  }
}

/** What to show for anything that was thrown: its message, or its text when it is not an error. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The same for a text in the user's language. */
export function errorText(error: unknown): Message {
  return error instanceof UserError ? error.text : verbatim(errorMessage(error));
}

/** The `code` of a Node system error such as `ENOENT`, else undefined. */
export function systemErrorCode(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === 'string' ? code : undefined;
}
