/** How often the user, or whoever sends SIGTERM, has asked the command to stop. */
export interface StopSignals {
  /** Aborted by the first request. */
  readonly signal: AbortSignal;
  /** Aborted by the second request. */
  readonly insistence: AbortSignal;
  /** Fulfilled by the first request. */
  readonly requested: Promise<'stop'>;
  /** Fulfilled by the second one. */
  readonly insisted: Promise<'kill'>;
  /** Asks to stop as a signal does: nobody reads the output any more. */
  stop(): void;
  dispose(): void;
}

/** Takes Ctrl+C and SIGTERM over until it is disposed of. */
export function listenForStop(): StopSignals {
  const first = new AbortController();
  const second = new AbortController();
  const onSignal = (): void => (first.signal.aborted ? second : first).abort();
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, onSignal);
  return {
    signal: first.signal,
    insistence: second.signal,
    requested: aborted(first.signal, 'stop'),
    insisted: aborted(second.signal, 'kill'),
    stop: () => first.abort(),
    dispose: () => {
      for (const signal of signals) process.off(signal, onSignal);
    },
  };
}

function aborted<T>(signal: AbortSignal, value: T): Promise<T> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(value), { once: true }));
}
