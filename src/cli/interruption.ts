/** A signal that Ctrl+C and SIGTERM abort; they end the process as usual again after `dispose`. */
export interface Interruption {
  readonly signal: AbortSignal;
  dispose(): void;
}

/** Lets a command end in good order: the first interruption cancels, a second one ends the process at once. */
export function listenForInterruption(): Interruption {
  const abort = new AbortController();
  const onSignal = (): void => {
    if (abort.signal.aborted) process.exit(130);
    process.stderr.write('webjobs: cancelling; once more to end at once\n');
    abort.abort(new DOMException('Cancelled.', 'AbortError'));
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return {
    signal: abort.signal,
    dispose: () => process.off('SIGINT', onSignal).off('SIGTERM', onSignal),
  };
}
