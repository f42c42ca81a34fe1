import { message, type Message } from '../base/message';
import { errorText, UserError } from '../base/userError';

/** In which state a failed or cancelled publish leaves the job on the site. */
export type PublishOutcome =
  /** Nothing was changed, or everything was put back. */
  | 'old-kept'
  /** All new files are there, but the job could not be started again. */
  | 'new-not-started'
  /** Neither: the journal and the backup remain, and the next publish of the job begins with putting it in order. */
  | 'unfinished';

/** A publish that failed or was cancelled. The message tells why, what the site holds, and what to do. */
export class PublishError extends UserError {
  constructor(
    readonly outcome: PublishOutcome,
    text: Message,
    /** True when somebody cancelled. */
    readonly isCancelled: boolean,
    /** Where the backup is, while it is needed. */
    readonly backupFolder: string | null,
    cause: unknown,
  ) {
    super(isCancelled ? 'publish-cancelled' : 'publish-failed', text, { cause });
  }
}

/** The error for a publish that was undone, or never began to change the site. */
export function oldKept(name: string, host: string, cause: unknown, isCancelled: boolean): PublishError {
  const text = message('{reason} {host} holds {name} as it was before.', {
    reason: reasonOf(cause, isCancelled),
    host,
    name,
  });
  return new PublishError('old-kept', text, isCancelled, null, cause);
}

/** The error for a publish that could neither be finished nor undone. */
export function unfinished(
  name: string,
  host: string,
  causes: { readonly failure: unknown; readonly restore: unknown },
  isCancelled: boolean,
  backupFolder: string,
): PublishError {
  const text = message(
    '{reason} {name} on {host} could not be put back either: {restore} The backup is in {folder}; publish again, and it is put in order first.',
    {
      reason: reasonOf(causes.failure, isCancelled),
      name,
      host,
      restore: errorText(causes.restore),
      folder: backupFolder,
    },
  );
  return new PublishError('unfinished', text, isCancelled, backupFolder, causes.failure);
}

/** The error for complete new files whose job stands still. */
export function notStarted(name: string, host: string, cause: unknown, backupFolder: string): PublishError {
  const text = message(
    'The new files of {name} are on {host}, but the job could not be started again: {reason} Start it by hand.',
    { name, host, reason: errorText(cause) },
  );
  return new PublishError('new-not-started', text, false, backupFolder, cause);
}

function reasonOf(cause: unknown, isCancelled: boolean): Message {
  return isCancelled
    ? message('The publish was cancelled.')
    : message('The publish failed: {reason}', { reason: errorText(cause) });
}
