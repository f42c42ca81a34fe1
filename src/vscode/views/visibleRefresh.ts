import type { Clock } from '../../core/base/clock';
import { type Disposable, MutableDisposable } from '../../core/base/disposable';

/** How often what announces no change is looked at, while somebody looks: sites, and the ages of processes. */
const pollMs = 15_000;

/** Repeats a look while any view of what is looked at is visible, one after the other, and rests else (R7). */
export class VisibleRefresh implements Disposable {
  private readonly timer = new MutableDisposable();
  private readonly visible = new Set<object>();

  constructor(
    private readonly refresh: () => Promise<void> | void,
    private readonly clock: Clock,
  ) {}

  /** @param view what is looked at; any object that stands for it. */
  setVisible(view: object, isVisible: boolean): void {
    const wasVisible = this.visible.size > 0;
    if (isVisible) this.visible.add(view);
    else this.visible.delete(view);
    if (this.visible.size === 0) this.timer.value = undefined;
    else if (!wasVisible) void this.look();
  }

  dispose(): void {
    this.visible.clear();
    this.timer.dispose();
  }

  private async look(): Promise<void> {
    try {
      await this.refresh();
    } finally {
      if (this.visible.size > 0) this.timer.value = this.clock.after(pollMs, () => void this.look());
    }
  }
}
