import type { Clock } from '../core/base/clock';
import { type Disposable, DisposableStore } from '../core/base/disposable';
import type { ContinuousJobRecord, TriggeredJobRecord } from '../core/runner/jobRecords';
import type { WebJobsEngine } from '../core/runner/webJobsEngine';

/** How long a list is good for when nothing happens (kudu-webjobs §8.2). */
const longestAgeMs = 600_000;

interface Kept<T> {
  readonly value: Promise<readonly T[]>;
  readonly since: number;
}

/**
 * The job lists as the service answers them: from a cache that every change the engine notices clears, but an upload does
 * not. A list therefore lacks a job for some seconds after its upload, while a request for that job finds it.
 */
export class JobLists implements Disposable {
  private readonly subscriptions = new DisposableStore();
  private keptTriggered: Kept<TriggeredJobRecord> | undefined;
  private keptContinuous: Kept<ContinuousJobRecord> | undefined;

  constructor(
    private readonly engine: WebJobsEngine,
    private readonly clock: Clock,
  ) {
    this.subscriptions.add(engine.onDidChangeJob(() => this.clear()));
    this.subscriptions.add(engine.onDidRemoveJob(() => this.clear()));
  }

  triggered(): Promise<readonly TriggeredJobRecord[]> {
    this.keptTriggered = this.fresh(this.keptTriggered) ?? this.keep(this.engine.jobRecords('triggered'));
    return this.keptTriggered.value;
  }

  continuous(): Promise<readonly ContinuousJobRecord[]> {
    this.keptContinuous = this.fresh(this.keptContinuous) ?? this.keep(this.engine.jobRecords('continuous'));
    return this.keptContinuous.value;
  }

  clear(): void {
    this.keptTriggered = undefined;
    this.keptContinuous = undefined;
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private keep<T>(value: Promise<readonly T[]>): Kept<T> {
    // A failure is answered once and not kept.
    value.catch(() => this.clear());
    return { value, since: this.clock.monotonic() };
  }

  private fresh<T>(kept: Kept<T> | undefined): Kept<T> | undefined {
    return kept && this.clock.monotonic() - kept.since < longestAgeMs ? kept : undefined;
  }
}
