import type { Clock } from '../core/base/clock';
import { type Disposable, MutableDisposable, toDisposable } from '../core/base/disposable';

export interface LeaseTimes {
  /** How long to wait for the first client, in milliseconds. */
  readonly firstMs: number;
  /** How long to wait for another client after the last one has gone, in milliseconds. */
  readonly againMs: number;
}

/** Counts the clients of a host, and tells once when it has been without one for too long. */
export class Leases implements Disposable {
  private readonly timer = new MutableDisposable<Disposable>();
  private open = 0;

  /** @param times undefined for a host that stays, with clients or without. */
  constructor(
    private readonly clock: Clock,
    private readonly times: LeaseTimes | undefined,
    private readonly onExpired: () => void,
  ) {
    if (times) this.expireAfter(times.firstMs);
  }

  /** How many clients there are. */
  get count(): number {
    return this.open;
  }

  /** Counts one more client until the returned value is disposed of. */
  acquire(): Disposable {
    this.open += 1;
    this.timer.value = undefined;
    return toDisposable(() => {
      this.open -= 1;
      if (this.open === 0 && this.times) this.expireAfter(this.times.againMs);
    });
  }

  dispose(): void {
    this.timer.dispose();
  }

  private expireAfter(delayMs: number): void {
    this.timer.value = this.clock.after(delayMs, () => this.onExpired());
  }
}
