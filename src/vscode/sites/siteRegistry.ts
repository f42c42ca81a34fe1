import type { Disposable } from '../../core/base/disposable';
import { type Event, EventEmitter } from '../../core/base/event';
import type { JobSnapshot } from '../../core/runner/jobSnapshot';
import type { Site, SiteChange } from './site';

/** A change in one site, or in the list of sites (without a site). */
export type RegistryChange = { readonly site: Site; readonly change: SiteChange } | { readonly site: undefined };

/** A job together with the site it belongs to. */
export interface SiteJob {
  readonly site: Site;
  readonly job: JobSnapshot;
}

/** All sites the window knows, in the order of the tree. It owns none of them: who adds a site takes it away. */
export class SiteRegistry {
  private readonly didChange = new EventEmitter<RegistryChange>();
  private readonly entries: { readonly site: Site; readonly subscription: Disposable }[] = [];

  readonly onDidChange: Event<RegistryChange> = this.didChange.event;

  /** @param discover looks for sites that are not in the registry yet. */
  constructor(private readonly discover: () => Promise<void> = () => Promise.resolve()) {}

  get sites(): readonly Site[] {
    return this.entries.map((entry) => entry.site);
  }

  get jobs(): readonly SiteJob[] {
    return this.sites.flatMap((site) => site.jobs.map((job) => ({ site, job })));
  }

  /**
   * Looks for jobs again, everywhere. A job that is missed may have been made a moment ago, or the window may be so young
   * that its folders have not been read for the first time.
   */
  async lookAgain(): Promise<void> {
    await this.discover();
    await Promise.all(this.sites.map((site) => site.refresh()));
  }

  /** Adds a site before the first one that `isAfter` it, else at the end. */
  add(site: Site, isAfter: (other: Site) => boolean = () => false): void {
    const index = this.entries.findIndex((entry) => isAfter(entry.site));
    const subscription = site.onDidChange((change) => this.didChange.fire({ site, change }));
    this.entries.splice(index === -1 ? this.entries.length : index, 0, { site, subscription });
    this.didChange.fire({ site: undefined });
  }

  remove(site: Site): void {
    const index = this.entries.findIndex((entry) => entry.site === site);
    if (index === -1) return;
    this.entries.splice(index, 1).forEach((entry) => entry.subscription.dispose());
    this.didChange.fire({ site: undefined });
  }

  dispose(): void {
    for (const entry of this.entries.splice(0)) entry.subscription.dispose();
    this.didChange.dispose();
  }
}
