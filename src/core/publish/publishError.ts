import { errorMessage, UserError } from '../base/userError';

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
    message: string,
    /** True when somebody cancelled. */
    readonly isCancelled: boolean,
    /** Where the backup is, while it is needed. */
    readonly backupFolder: string | null,
    cause: unknown,
  ) {
    super(isCancelled ? 'publish-cancelled' : 'publish-failed', message, { cause });
  }
}

/** The error for a publish that was undone, or never began to change the site. */
export function oldKept(name: string, host: string, cause: unknown, isCancelled: boolean): PublishError {
  const message = `${reason(cause, isCancelled)} ${host} holds ${name} as it was before.`;
  return new PublishError('old-kept', message, isCancelled, null, cause);
}

/** The error for a publish that could neither be finished nor undone. */
export function unfinished(
  name: string,
  host: string,
  causes: { readonly failure: unknown; readonly restore: unknown },
  isCancelled: boolean,
  backupFolder: string,
): PublishError {
  const message = `${reason(causes.failure, isCancelled)} ${name} on ${host} could not be put back either: ${errorMessage(causes.restore)} The backup is in ${backupFolder}; publish again, and it is put in order first.`;
  return new PublishError('unfinished', message, isCancelled, backupFolder, causes.failure);
}

/** The error for complete new files whose job stands still. */
export function notStarted(name: string, host: string, cause: unknown, backupFolder: string): PublishError {
  const message = `The new files of ${name} are on ${host}, but the job could not be started again: ${errorMessage(cause)} Start it by hand.`;
  return new PublishError('new-not-started', message, false, backupFolder, cause);
}

function reason(cause: unknown, isCancelled: boolean): string {
  return isCancelled ? 'The publish was cancelled.' : `The publish failed: ${errorMessage(cause)}`;
}
