import type { Clock } from '../../core/base/clock';
import { type Disposable, MutableDisposable } from '../../core/base/disposable';

const tickMs = 100;

/**
 * Counts the time a job has for ending by itself, and leaves out the time in which a debugger holds it at a breakpoint:
 * whoever looks at the variables of the shutdown code must not lose the process.
 */
export class StopCountdown implements Disposable {
  private readonly timer = new MutableDisposable<Disposable>();

  constructor(
    private readonly clock: Clock,
    private readonly isPaused: () => boolean,
  ) {}

  /** Calls `onElapsed` once, when `waitMs` milliseconds have passed in which the job was not held. */
  start(waitMs: number, onElapsed: () => void): void {
    let remainingMs = waitMs;
    const tick = (): void => {
      if (!this.isPaused()) remainingMs -= tickMs;
      if (remainingMs <= 0) onElapsed();
      else this.timer.value = this.clock.after(tickMs, tick);
    };
    this.timer.value = this.clock.after(tickMs, tick);
  }

  dispose(): void {
    this.timer.dispose();
  }
}
