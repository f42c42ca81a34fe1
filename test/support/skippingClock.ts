import { type Clock, systemClock } from '../../src/core/base/clock';
import { type Disposable, toDisposable } from '../../src/core/base/disposable';

interface Timer {
  readonly dueAt: number;
  readonly callback: () => void;
  readonly real: Disposable;
}

/** The system's clock, which can be set forward: what would have come up meanwhile comes up at once. */
export class SkippingClock implements Clock {
  private skippedMs = 0;
  private readonly timers = new Set<Timer>();

  now(): number {
    return systemClock.now() + this.skippedMs;
  }

  monotonic(): number {
    return systemClock.monotonic() + this.skippedMs;
  }

  after(delayMs: number, callback: () => void): Disposable {
    const fire = (): void => {
      this.timers.delete(timer);
      callback();
    };
    const timer: Timer = { dueAt: this.monotonic() + delayMs, callback: fire, real: systemClock.after(delayMs, fire) };
    this.timers.add(timer);
    return toDisposable(() => {
      timer.real.dispose();
      this.timers.delete(timer);
    });
  }

  skip(ms: number): void {
    this.skippedMs += ms;
    const now = this.monotonic();
    for (const timer of [...this.timers]) {
      if (timer.dueAt > now || !this.timers.has(timer)) continue;
      timer.real.dispose();
      timer.callback();
    }
  }
}
