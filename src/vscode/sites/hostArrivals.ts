import type { Clock } from '../../core/base/clock';
import { type Disposable, MutableDisposable } from '../../core/base/disposable';
import type { Logger } from '../../core/base/logger';
import { HostRegistry } from '../../core/hostClient/hostRegistry';
import { userStateFolder } from '../../core/hostClient/userStateFolder';
import type { HostSite } from './hostSite';

/** A host writes several files when it comes; one look answers them all. */
const settleMs = 100;

/**
 * Makes sites live whose host somebody else has started: a terminal, or another window. Nothing is asked of the network,
 * and no host is started.
 */
export class HostArrivals implements Disposable {
  private readonly timer = new MutableDisposable<Disposable>();
  private readonly watching = new MutableDisposable<Disposable>();

  constructor(
    private readonly sites: () => readonly HostSite[],
    private readonly clock: Clock,
    logger: Logger,
  ) {
    new HostRegistry(userStateFolder())
      .watch(() => {
        this.timer.value = this.clock.after(settleMs, () => this.look());
      })
      .then(
        (watch) => (this.watching.value = watch),
        (error: unknown) => logger.warn(`Hosts that others start will not be noticed: ${String(error)}`),
      );
  }

  dispose(): void {
    this.timer.dispose();
    this.watching.dispose();
  }

  private look(): void {
    for (const site of this.sites()) void site.connectIfRunning();
  }
}
