import { type CancellationToken, ProgressLocation, window } from 'vscode';

/** Tells how far a long task is: a fraction from 0 to 1, and what it does at the moment. */
export type ReportProgress = (fraction: number, message?: string) => void;

/**
 * Runs a task under a notification with a bar and, unless `isCancellable` is false, a Cancel button; the signal is aborted
 * when the user presses it.
 */
export async function withProgress<T>(
  title: string,
  task: (report: ReportProgress, signal: AbortSignal) => Promise<T>,
  { isCancellable = true }: { readonly isCancellable?: boolean } = {},
): Promise<T> {
  const options = { location: ProgressLocation.Notification, title, cancellable: isCancellable };
  return await window.withProgress(options, async (progress, token) => {
    let shown = 0;
    return await task((fraction, message) => {
      const percent = Math.min(100, Math.max(shown, fraction * 100));
      progress.report({ increment: percent - shown, ...(message === undefined ? {} : { message }) });
      shown = percent;
    }, abortSignalOf(token));
  });
}

/** The core's form of cancellation for the editor's. The reason is an `AbortError`, which commands pass over in silence. */
export function abortSignalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  const abort = (): void => controller.abort(new DOMException('Cancelled by the user.', 'AbortError'));
  if (token.isCancellationRequested) abort();
  else token.onCancellationRequested(abort);
  return controller.signal;
}
