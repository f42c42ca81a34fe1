import type { Event } from '../../core/base/event';
import { DisposableStore } from '../../core/base/disposable';
import type { JobKey } from '../../core/jobs/job';
import type { Site, SiteJobKey } from '../sites/site';
import type { PublishRecords, PublishTrace } from './publishRecords';
import type { Twins } from './twins';

/** What the row of a job says about publishing it. */
export interface PublishMark {
  /** What the last publish has left; what has to be acted upon comes before what can be. */
  readonly trace: PublishTrace | undefined;
  /** How the job differs from the one of its name on other sites, in words. */
  readonly differences: readonly string[];
}

/** The marks of all jobs, for the tree. */
export class PublishMarks {
  /** The rows whose marks may be others now. */
  readonly onDidChange: Event<readonly SiteJobKey[]> = (listener) => {
    const store = new DisposableStore();
    store.add(this.records.onDidChange(listener));
    store.add(this.twins.onDidChange(listener));
    return store;
  };

  constructor(
    private readonly records: PublishRecords,
    private readonly twins: Twins,
  ) {}

  of(site: Site, key: JobKey): PublishMark {
    const traces = ['cutOff', 'undoable'] as const;
    const trace = traces.find((each) => this.records.of(site, key, each).length > 0);
    return { trace, differences: this.twins.textsOf(site, key) };
  }
}
