import type { Clock } from '../../core/base/clock';
import { type Disposable, DisposableStore, MutableDisposable } from '../../core/base/disposable';
import { EventEmitter } from '../../core/base/event';
import type { Logger } from '../../core/base/logger';
import { errorMessage } from '../../core/base/userError';
import { type JobKey, isSameJob } from '../../core/jobs/job';
import type { Localizer } from '../localizer';
import { type Site, type SiteJobKey, findJob, siteJobId } from '../sites/site';
import type { SiteJob, SiteRegistry } from '../sites/siteRegistry';
import { type TwinDifference, differenceHere, differenceThere } from './twinDifference';

/** A job of the workspace and the job of that name on a site. */
export interface Twin {
  readonly job: SiteJob;
  readonly site: Site;
}

/** The two sides of a twin as they were compared. */
export interface Comparison {
  readonly difference: TwinDifference;
  /** Compares again after a change in the workspace, without a request to the site. */
  again(): Promise<Comparison>;
}

/** How long what a site listed is believed, while nobody publishes and nobody asks to refresh. */
const trustMs = 5 * 60_000;

/** Changes of files come in bursts; so long is waited for the end of one. */
const settleMs = 500;

interface Entry {
  readonly twin: Twin;
  comparison: Comparison | undefined;
  /** When the site was asked; `undefined` to ask it again. */
  askedAtMs: number | undefined;
  isLocalStale: boolean;
}

/**
 * Knows whether the jobs of the workspace are on connected sites as they are here (V1). Only rows that are drawn are
 * compared, one after the other, from listings that are kept.
 */
export class Twins implements Disposable {
  private readonly store = new DisposableStore();
  private readonly didChange = this.store.add(new EventEmitter<readonly SiteJobKey[]>());
  private readonly timer = this.store.add(new MutableDisposable());
  private readonly entries = new Map<string, Entry>();
  private readonly waiting = new Set<Entry>();
  private isBusy = false;

  /** These rows say something else, or are to be asked for again so that they are compared. */
  readonly onDidChange = this.didChange.event;

  constructor(
    private readonly registry: SiteRegistry,
    private readonly compare: (twin: Twin) => Promise<Comparison>,
    private readonly clock: Clock,
    private readonly logger: Logger,
    private readonly l10n: Localizer,
  ) {}

  /** What the row of a job says of its twins. For a row of the workspace they are compared soon when that is due. */
  textsOf(site: Site, key: JobKey): readonly string[] {
    const entries = site.kind === 'workspace' ? this.entriesOf(site, key) : this.known(site, key);
    const texts = entries.map(({ twin, comparison }) => {
      if (!comparison) return undefined;
      return site.kind === 'workspace'
        ? differenceHere(comparison.difference, twin.site.label, this.l10n)
        : differenceThere(comparison.difference, twin.job.site.label, this.l10n);
    });
    return texts.filter((text) => text !== undefined);
  }

  /** A file of the workspace has changed. */
  onFileChanged(path: string): void {
    const touched = [...this.entries.values()].filter(({ twin }) => path.startsWith(twin.job.job.folder));
    for (const entry of touched) entry.isLocalStale = true;
    if (touched.length > 0) this.didChange.fire(touched.map(rowHere));
  }

  /** Asks the sites again for whatever is drawn. */
  forget(): void {
    const entries = [...this.entries.values()];
    for (const entry of entries) entry.askedAtMs = undefined;
    if (entries.length > 0) this.didChange.fire(entries.map(rowHere));
  }

  dispose(): void {
    this.waiting.clear();
    this.store.dispose();
  }

  private known(site: Site, key: JobKey): readonly Entry[] {
    return [...this.entries.values()].filter(({ twin }) => twin.site === site && isSameJob(twin.job.job, key));
  }

  private entriesOf(source: Site, key: JobKey): readonly Entry[] {
    const job = findJob(source, key);
    if (!job) return [];
    return this.registry.sites.flatMap((site) => {
      if (site.kind === 'workspace' || site.state.kind !== 'connected' || !findJob(site, key)) return [];
      const entry = this.entryOf({ job: { site: source, job }, site });
      if (this.isDue(entry)) this.compareSoon(entry);
      return [entry];
    });
  }

  private entryOf(twin: Twin): Entry {
    const { job, site } = twin;
    const id = `${siteJobId(job.site, job.job)} ${site.id}`;
    const known = this.entries.get(id);
    if (known?.twin.site === site) return known;
    const entry: Entry = { twin, comparison: undefined, askedAtMs: undefined, isLocalStale: false };
    this.entries.set(id, entry);
    return entry;
  }

  private isDue({ askedAtMs, isLocalStale }: Entry): boolean {
    return isLocalStale || askedAtMs === undefined || this.clock.now() - askedAtMs > trustMs;
  }

  private compareSoon(entry: Entry): void {
    this.waiting.add(entry);
    if (!this.isBusy) this.timer.value = this.clock.after(settleMs, () => void this.work());
  }

  private async work(): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    try {
      for (const entry of this.waiting) {
        this.waiting.delete(entry);
        await this.update(entry);
      }
    } finally {
      this.isBusy = false;
    }
  }

  private async update(entry: Entry): Promise<void> {
    // A local site may have been stopped meanwhile; comparing with it would start it again.
    if (entry.twin.site.state.kind !== 'connected') return;
    const nowMs = this.clock.now();
    const isSiteKnown = entry.askedAtMs !== undefined && nowMs - entry.askedAtMs <= trustMs;
    const before = JSON.stringify(entry.comparison?.difference);
    entry.isLocalStale = false;
    try {
      const { comparison } = entry;
      entry.comparison = comparison && isSiteKnown ? await comparison.again() : await this.compare(entry.twin);
      if (!isSiteKnown) entry.askedAtMs = nowMs;
    } catch (error) {
      // A row that says nothing is better than one that complains; the site's own row tells of its troubles.
      this.logger.info(`${entry.twin.job.job.name} could not be compared: ${errorMessage(error)}`);
      entry.comparison = undefined;
      entry.askedAtMs = nowMs;
    }
    if (JSON.stringify(entry.comparison?.difference) === before) return;
    this.didChange.fire([rowHere(entry), { site: entry.twin.site, key: entry.twin.job.job }]);
  }
}

function rowHere({ twin }: Entry): SiteJobKey {
  return { site: twin.job.site, key: twin.job.job };
}
