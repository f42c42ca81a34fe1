import { type Disposable, DisposableStore, MutableDisposable } from '../../core/base/disposable';
import type { Clock } from '../../core/base/clock';
import { type Event, EventEmitter } from '../../core/base/event';
import type { JobSnapshot } from '../../core/runner/jobSnapshot';
import type { RemoteRun } from '../../core/remote/remoteJob';
import { parseCron } from '../../core/schedule/cronExpression';
import { utcZone } from '../../core/schedule/zones';
import { type PastRun, type TimelineJob, runResult } from '../../core/timeline/timelineRun';
import type { SiteClients } from '../remote/siteClients';
import { type Site, siteJobId } from '../sites/site';
import type { SiteRegistry } from '../sites/siteRegistry';
import type { DescribeSchedule } from '../views/scheduleWords';
import type { Settings } from '../workspace/settings';
import { type SiteClock, readSiteClock } from './siteClock';
import { SiteHistory } from './siteHistory';

/** A job with all that the timeline shows of it. */
export interface TimelineEntry {
  readonly site: Site;
  readonly job: JobSnapshot;
  readonly timelineJob: TimelineJob;
  /** The schedule in words; undefined without one, or for one that cannot be read. */
  readonly scheduleWords: string | undefined;
  /** Whether the schedule fires as things stand. */
  readonly isInForce: boolean;
  readonly runs: readonly RemoteRun[];
}

/** Changes that arrive within this time are read together. */
const settleMs = 200;

/** Follows the sites of the window for the timeline: their jobs, histories and clocks. */
export class TimelineSites implements Disposable {
  private readonly store = new DisposableStore();
  private readonly timer = this.store.add(new MutableDisposable());
  private readonly didChange = this.store.add(new EventEmitter<void>());
  private readonly histories = new Map<Site, SiteHistory>();
  private readonly clocks = new Map<Site, { readonly state: string; readonly clock: SiteClock }>();
  private reading = 0;

  /** Something that is shown has changed, or has been read. */
  readonly onDidChange: Event<void> = this.didChange.event;

  constructor(
    private readonly registry: SiteRegistry,
    private readonly clients: SiteClients,
    private readonly settings: Pick<Settings, 'timeZone' | 'onDidChange'>,
    private readonly clock: Clock,
    private readonly describe: DescribeSchedule,
  ) {
    this.store.add(registry.onDidChange(() => this.readSoon()));
    this.store.add(
      settings.onDidChange((key) => {
        if (key !== 'webjobs.timeZone') return;
        this.clocks.clear();
        this.readSoon();
      }),
    );
    void this.read();
  }

  get isReading(): boolean {
    return this.reading > 0;
  }

  /** In the order of the tree. */
  get entries(): readonly TimelineEntry[] {
    return this.registry.jobs.map(({ site, job }) => this.entryOf(site, job));
  }

  dispose(): void {
    this.store.dispose();
  }

  private readSoon(): void {
    this.timer.value ??= this.clock.after(settleMs, () => {
      this.timer.value = undefined;
      void this.read();
    });
  }

  private async read(): Promise<void> {
    const { sites } = this.registry;
    for (const site of this.histories.keys()) if (!sites.includes(site)) this.forget(site);
    this.reading++;
    this.didChange.fire();
    try {
      await Promise.all(sites.map((site) => this.readSite(site)));
    } finally {
      this.reading--;
      this.didChange.fire();
    }
  }

  private async readSite(site: Site): Promise<void> {
    const history = this.histories.get(site) ?? new SiteHistory(site, this.clients, () => this.clock.now());
    this.histories.set(site, history);
    await Promise.all([history.update(), this.readClock(site)]);
  }

  /** Once for each time that the site becomes connected. */
  private async readClock(site: Site): Promise<void> {
    const state = site.state.kind;
    if (this.clocks.get(site)?.state === state) return;
    const clock = await readSiteClock(site, this.clients, this.settings.timeZone);
    this.clocks.set(site, { state, clock });
  }

  private forget(site: Site): void {
    this.histories.delete(site);
    this.clocks.delete(site);
  }

  private entryOf(site: Site, job: JobSnapshot): TimelineEntry {
    const { zone, isStopped } = this.clocks.get(site)?.clock ?? { zone: utcZone, isStopped: false };
    const runs = this.histories.get(site)?.runsOf(job) ?? [];
    const parsed = job.schedule === null ? undefined : parseCron(job.schedule);
    const schedule = parsed?.valid === true ? parsed.schedule : undefined;
    const key = { kind: job.kind, name: job.name };
    return {
      site,
      job,
      timelineJob: {
        id: siteJobId(site, job),
        key,
        siteId: site.id,
        runs: runs.flatMap((run) => pastRun(run) ?? []),
        schedule,
        zone,
        ...(job.kind === 'continuous' && job.process && { aliveSinceMs: Date.parse(job.process.startedAt) }),
      },
      scheduleWords: job.schedule === null ? undefined : this.describe(job.schedule),
      isInForce: !isStopped && (site.kind === 'remote' || (site.schedulesEnabled && site.state.kind === 'connected')),
      runs,
    };
  }
}

/** Undefined for a run that has not begun. */
function pastRun({ id, status, startMs, endMs, trigger }: RemoteRun): PastRun | undefined {
  return startMs === null ? undefined : { id, result: runResult(status), startMs, endMs, trigger };
}
