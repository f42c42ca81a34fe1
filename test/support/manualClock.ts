import type { Clock } from '../../src/core/base/clock';
import { type Disposable, toDisposable } from '../../src/core/base/disposable';

interface Timer {
  readonly dueMs: number;
  readonly callback: () => void;
}

/** Time that only passes when it is told to. */
export class ManualClock implements Clock {
  private timers: Timer[] = [];

  /** @param nowMs milliseconds since 1970. */
  constructor(private nowMs = 0) {}

  now(): number {
    return this.nowMs;
  }

  monotonic(): number {
    return this.nowMs;
  }

  after(delayMs: number, callback: () => void): Disposable {
    const timer = { dueMs: this.nowMs + Math.max(delayMs, 0), callback };
    this.timers.push(timer);
    return toDisposable(() => (this.timers = this.timers.filter((other) => other !== timer)));
  }

  /** Calls back what comes up meanwhile, in order and each at its own time; timers of a delay that is over count. */
  advance(ms: number): void {
    const endMs = this.nowMs + ms;
    for (let timer = this.next(endMs); timer; timer = this.next(endMs)) {
      const due = timer;
      this.timers = this.timers.filter((other) => other !== due);
      this.nowMs = Math.max(this.nowMs, due.dueMs);
      due.callback();
    }
    this.nowMs = endMs;
  }

  private next(endMs: number): Timer | undefined {
    const [first] = this.timers.filter(({ dueMs }) => dueMs <= endMs).sort((left, right) => left.dueMs - right.dueMs);
    return first;
  }
}
