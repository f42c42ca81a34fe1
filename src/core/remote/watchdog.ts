import type { Clock } from '../base/clock';
import type { Disposable } from '../base/disposable';

/** Aborts a request after a long silence, or when the caller cancels. */
export class Watchdog implements Disposable {
  private readonly abort = new AbortController();
  private readonly onCancel: () => void;
  private timer: Disposable | undefined;
  private touchedAt: number;
  private barked = false;

  constructor(
    private readonly clock: Clock,
    private readonly silenceMs: number,
    private readonly cancel?: AbortSignal,
  ) {
    this.onCancel = () => this.abort.abort(cancel?.reason);
    if (cancel?.aborted) this.onCancel();
    cancel?.addEventListener('abort', this.onCancel, { once: true });
    this.touchedAt = clock.monotonic();
    this.watch(silenceMs);
  }

  get signal(): AbortSignal {
    return this.abort.signal;
  }

  /** Whether the silence was too long. */
  get hasBarked(): boolean {
    return this.barked;
  }

  /** Something arrived or went out. Cheap, because it is called for every chunk. */
  touch(): void {
    this.touchedAt = this.clock.monotonic();
  }

  dispose(): void {
    this.timer?.dispose();
    this.cancel?.removeEventListener('abort', this.onCancel);
  }

  private watch(delayMs: number): void {
    this.timer = this.clock.after(delayMs, () => {
      const leftMs = this.touchedAt + this.silenceMs - this.clock.monotonic();
      if (leftMs > 0) {
        this.watch(leftMs);
        return;
      }
      this.barked = true;
      this.abort.abort(new Error('no answer'));
    });
  }
}
