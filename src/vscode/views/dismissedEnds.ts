import type { Memento } from 'vscode';
import { type Disposable, DisposableStore } from '../../core/base/disposable';
import { EventEmitter } from '../../core/base/event';
import type { JobKey } from '../../core/jobs/job';
import type { JobSnapshot } from '../../core/runner/jobSnapshot';
import { type Site, siteJobId } from '../sites/site';
import type { SiteRegistry } from '../sites/siteRegistry';
import { isAlive } from './jobState';

const memoryKey = 'dismissedEnds';

/**
 * Which ends of jobs the user has seen and put away (D8): a row tells how a job ended until then. The next end of the same
 * job is told again.
 */
export class DismissedEnds implements Disposable {
  private readonly store = new DisposableStore();
  private readonly didChange = this.store.add(new EventEmitter<{ readonly site: Site; readonly key: JobKey }>());
  /** What tells one end from another, by job. */
  private readonly ends: Map<string, string>;

  readonly onDidChange = this.didChange.event;

  constructor(
    registry: SiteRegistry,
    private readonly memory: Memento,
  ) {
    this.ends = new Map(Object.entries(memory.get<Record<string, string>>(memoryKey, {})));
    this.store.add(
      registry.onDidChange((change) => {
        if (change.site !== undefined && change.change.type === 'job') this.forget(change.site, change.change.job);
      }),
    );
  }

  isDismissed(site: Site, job: JobSnapshot): boolean {
    const dismissed = this.ends.get(siteJobId(site, job));
    return dismissed !== undefined && dismissed === endOf(job);
  }

  async dismiss(site: Site, job: JobSnapshot): Promise<void> {
    this.ends.set(siteJobId(site, job), endOf(job));
    this.didChange.fire({ site, key: job });
    await this.save();
  }

  dispose(): void {
    this.store.dispose();
  }

  /** A job that lives again may end in the same words. */
  private forget(site: Site, job: JobSnapshot): void {
    if (isAlive(job) && this.ends.delete(siteJobId(site, job))) void this.save();
  }

  private async save(): Promise<void> {
    await this.memory.update(memoryKey, this.ends.size === 0 ? undefined : Object.fromEntries(this.ends));
  }
}

function endOf(job: JobSnapshot): string {
  return job.latestRun?.id ?? job.lastError ?? '';
}
