import { EventEmitter } from '../base/event';
import type { JobKey } from '../jobs/job';
import { nameKey } from './jobCatalog';
import type { JobSnapshot } from './jobSnapshot';

/**
 * Announces changed jobs. Facts come in bursts, a snapshot is read from files: one reading serves all facts that came
 * before it, and the last fact is always followed by a reading.
 */
export class SnapshotAnnouncer {
  readonly changed = new EventEmitter<JobSnapshot>();
  private readonly states = new Map<string, 'reading' | 'outdated'>();
  private readonly pending = new Set<Promise<void>>();

  constructor(private readonly read: (key: JobKey) => Promise<JobSnapshot | undefined>) {}

  /** Something about a job has changed. */
  note(key: JobKey): void {
    const id = `${key.kind}/${nameKey(key.name)}`;
    if (this.states.has(id)) {
      this.states.set(id, 'outdated');
      return;
    }
    const work = this.announce(id, key).finally(() => this.pending.delete(work));
    this.pending.add(work);
  }

  /** Resolves when nothing waits to be announced. */
  async settled(): Promise<void> {
    while (this.pending.size > 0) await Promise.all(this.pending);
  }

  private async announce(id: string, key: JobKey): Promise<void> {
    do {
      this.states.set(id, 'reading');
      // Facts of the same moment, such as a status and its process, are told together.
      await Promise.resolve();
      // A job that cannot be read at this moment is announced when it can be.
      const snapshot = await this.read(key).catch(() => undefined);
      if (snapshot) this.changed.fire(snapshot);
    } while (this.states.get(id) === 'outdated');
    this.states.delete(id);
  }
}
