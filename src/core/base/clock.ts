import { type Disposable, toDisposable } from './disposable';

/** The source of time, so that tests can make time pass. */
export interface Clock {
  /** Milliseconds since 1970-01-01 UTC. May jump when the system's clock is set. */
  now(): number;
  /** Milliseconds from an arbitrary origin that never run backwards. */
  monotonic(): number;
  /** Calls back once after `delayMs` milliseconds unless disposed of before. Any finite delay works, also beyond 24.8 days. */
  after(delayMs: number, callback: () => void): Disposable;
}

/** Node fires timers beyond this 32-bit limit at once. */
const longestTimerMs = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(delayMs, callback) {
    let timer: NodeJS.Timeout;
    const arm = (remainingMs: number): void => {
      const sliceMs = Math.min(Math.max(remainingMs, 0), longestTimerMs);
      timer = setTimeout(() => {
        if (remainingMs > sliceMs) arm(remainingMs - sliceMs);
        else callback();
      }, sliceMs);
    };
    arm(delayMs);
    return toDisposable(() => clearTimeout(timer));
  },
};

/** Resolves after `delayMs` milliseconds; rejects with the signal's reason as soon as `signal` is aborted. */
export function delay(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason as Error);
      return;
    }
    const onAbort = (): void => {
      timer.dispose();
      reject(signal?.reason as Error);
    };
    const timer = clock.after(delayMs, () => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    });
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
