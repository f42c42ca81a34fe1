const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** What has to end before this process may. Signals are handled once for a process, so this list is too. */
const endings = new Set<() => Promise<void>>();

/**
 * Makes `end` run when this process is told to stop, and the process wait for it, until the result is disposed of.
 * Then the process ends with the exit code that belongs to the signal.
 */
export function endOnSignal(end: () => Promise<void>): { dispose(): void } {
  if (endings.size === 0) listen('on');
  endings.add(end);
  return {
    dispose() {
      if (endings.delete(end) && endings.size === 0) listen('off');
    },
  };
}

function listen(onOrOff: 'on' | 'off'): void {
  for (const signal of Object.keys(exitCodes)) process[onOrOff](signal, endAll);
}

function endAll(signal: keyof typeof exitCodes): void {
  const running = [...endings];
  endings.clear();
  void Promise.allSettled(running.map((end) => end())).then((results) => {
    for (const result of results) {
      if (result.status === 'rejected') process.stderr.write(`${String(result.reason)}\n`);
    }
    // A second signal must not cut the ending short, so the listener stays until here.
    if (running.length > 0) process.exit(exitCodes[signal]);
  });
}
