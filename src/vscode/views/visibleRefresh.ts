import type { Clock } from '../../core/base/clock';
import { type Disposable, MutableDisposable } from '../../core/base/disposable';

/** How often sites that announce nothing are asked, while somebody looks. */
const pollMs = 15_000;

/** Repeats a look at connected sites while their tree is visible, one after the other, and rests while it is not (R7). */
export class VisibleRefresh implements Disposable {
  private readonly timer = new MutableDisposable();
  private isVisible = false;

  constructor(
    private readonly refresh: () => Promise<void>,
    private readonly clock: Clock,
  ) {}

  setVisible(isVisible: boolean): void {
    if (isVisible === this.isVisible) return;
    this.isVisible = isVisible;
    if (isVisible) void this.look();
    else this.timer.value = undefined;
  }

  dispose(): void {
    this.isVisible = false;
    this.timer.dispose();
  }

  private async look(): Promise<void> {
    try {
      await this.refresh();
    } finally {
      if (this.isVisible) this.timer.value = this.clock.after(pollMs, () => void this.look());
    }
  }
}
