import { type Disposable, DisposableStore, MutableDisposable } from '../../core/base/disposable';
import { EventEmitter } from '../../core/base/event';
import type { Logger } from '../../core/base/logger';
import { errorMessage } from '../../core/base/userError';
import type { StartRequest, StartResponse, StopRequest } from '../../core/hostClient/hostApi';
import { type JobKey, jobKeyText } from '../../core/jobs/job';
import type { JobSnapshot } from '../../core/runner/jobSnapshot';
import { FolderJobs, type FolderJobsOptions } from './folderJobs';
import type { FollowOptions, Following, OutputListener, Site, SiteChange } from './site';
import type { SiteKind, SiteState } from './site';
import type { SiteHost, SiteHostSource } from './siteHost';

/** What distinguishes one site of this machine from another. */
export interface HostSiteOptions {
  readonly id: string;
  readonly kind: SiteKind;
  readonly label: string;
  readonly location: string;
  readonly schedulesEnabled: boolean;
  /** Which jobs are listed: those of the folders, or also what only the host knows. */
  readonly listedBy: 'folders' | 'foldersAndHost';
  /** Reads the job folders, without a host. */
  readonly readFolders: () => Promise<readonly JobSnapshot[]>;
  /** The latest run of a triggered job, without a host; undefined for one that never ran. */
  readonly latestRun: FolderJobsOptions['latestRun'];
  readonly hosts: SiteHostSource;
  readonly logger: Logger;
  /** What is told of a continuous job that has gone with its host. */
  readonly lostText: string;
  /** The host has gone by itself, and these jobs with it. */
  readonly onJobsLost: (site: Site, jobs: readonly JobSnapshot[]) => void;
}

/**
 * A site that a host on this machine serves: the workspace's jobs, or the local site. Its folders are listed while no
 * host runs; the first start of a job connects, and everything is live until the host ends.
 */
export class HostSite implements Site, Disposable {
  readonly id: string;
  readonly kind: SiteKind;
  readonly label: string;
  readonly location: string;

  private readonly didChange = new EventEmitter<SiteChange>();
  private readonly subscriptions = new MutableDisposable<DisposableStore>();
  private readonly folders: FolderJobs;
  /** What {@link jobs} answers until something changes: every row of the tree asks for it. */
  private merged: readonly JobSnapshot[] | undefined;
  private host: SiteHost | undefined;
  private connecting: Promise<SiteHost> | undefined;
  private isDisposed = false;
  private areSchedulesEnabled: boolean;

  readonly onDidChange = this.didChange.event;

  constructor(private readonly options: HostSiteOptions) {
    this.id = options.id;
    this.kind = options.kind;
    this.label = options.label;
    this.location = options.location;
    this.areSchedulesEnabled = options.schedulesEnabled;
    const { latestRun, lostText } = options;
    this.folders = new FolderJobs({ latestRun, lostText, onDidComplete: () => this.announce({ type: 'site' }) });
  }

  get state(): SiteState {
    if (this.host) return { kind: 'connected', url: this.host.url };
    return { kind: this.connecting ? 'connecting' : 'idle' };
  }

  get schedulesEnabled(): boolean {
    return this.areSchedulesEnabled;
  }

  get jobs(): readonly JobSnapshot[] {
    this.merged ??= this.host ? this.mergeWith(this.host.jobs()) : this.folders.all;
    return this.merged;
  }

  async refresh(): Promise<void> {
    this.setFolders(await this.options.readFolders());
  }

  /** Takes over folders that somebody else has read. */
  setFolders(folders: readonly JobSnapshot[]): void {
    this.folders.set(folders);
    this.announce({ type: 'site' });
  }

  async connect(): Promise<void> {
    await this.connected();
  }

  /** Makes the site live if its host runs already, for another window or a terminal. Nobody asked for it: never rejects. */
  async connectIfRunning(): Promise<void> {
    if (this.isConnectingOrConnected()) return;
    const host = await this.options.hosts.connectIfRunning().catch((error: unknown) => this.log(error));
    if (!host) return;
    // A start that was asked for meanwhile has its own connection; this one would be a second lease.
    if (this.isConnectingOrConnected()) await host.close();
    else this.attach(host);
  }

  /** Gives up the host: it ends with its jobs unless somebody else uses it. */
  async disconnect(): Promise<void> {
    await this.connecting?.catch(() => undefined);
    const { host } = this;
    if (!host) return;
    this.detach();
    await host.close();
    await this.refresh();
  }

  async setSchedulesEnabled(isEnabled: boolean): Promise<void> {
    this.areSchedulesEnabled = isEnabled;
    this.announce({ type: 'site' });
    // Without a schedule there is no clock to watch, and no reason for a host.
    const host = isEnabled && this.jobs.some((job) => job.schedule !== null) ? await this.connected() : this.host;
    await host?.setSchedulesEnabled(isEnabled);
  }

  async start(key: JobKey, request: StartRequest): Promise<StartResponse> {
    return (await this.connected()).start(key, request);
  }

  async stop(key: JobKey, request: StopRequest): Promise<void> {
    // Without a host nothing of this site runs.
    await this.host?.stop(key, request);
  }

  followOutput(key: JobKey, options: FollowOptions, listener: OutputListener): Following {
    if (!this.host) throw new Error(`The output of ${key.name} was asked for while ${this.id} has no host.`);
    return this.host.followOutput(key, options, listener);
  }

  /** The connection itself, for those who need more than a {@link Site} offers. */
  connected(): Promise<SiteHost> {
    if (this.host) return Promise.resolve(this.host);
    this.connecting ??= this.openHost().finally(() => {
      this.connecting = undefined;
      this.announce({ type: 'site' });
    });
    this.announce({ type: 'site' });
    return this.connecting;
  }

  dispose(): void {
    this.isDisposed = true;
    const { host } = this;
    this.detach();
    this.didChange.dispose();
    void host?.close().catch((error: unknown) => this.log(error));
  }

  private announce(change: SiteChange): void {
    this.merged = undefined;
    this.didChange.fire(change);
  }

  private mergeWith(live: readonly JobSnapshot[]): readonly JobSnapshot[] {
    const rest = new Map(live.map((job) => [jobKeyText(job), job]));
    const jobs = this.folders.all.map((job) => {
      const known = rest.get(jobKeyText(job));
      rest.delete(jobKeyText(job));
      // Who reads the folder knows of a fault in its settings; the host only knows that no setting counts.
      const { hasUnreadableSettings = false } = job;
      return known ? { ...known, hasUnreadableSettings } : job;
    });
    if (this.options.listedBy === 'foldersAndHost') jobs.push(...rest.values());
    return jobs.sort((left, right) => left.name.localeCompare(right.name));
  }

  private isConnectingOrConnected(): boolean {
    return this.host !== undefined || this.connecting !== undefined;
  }

  private async openHost(): Promise<SiteHost> {
    const host = await this.options.hosts.connect();
    if (this.isDisposed) {
      await host.close();
      throw new Error(`${this.id} was closed while its host started.`);
    }
    this.attach(host);
    if (this.kind === 'workspace') await host.setSchedulesEnabled(this.areSchedulesEnabled);
    return host;
  }

  private attach(host: SiteHost): void {
    this.host = host;
    this.folders.forgetLost();
    const store = new DisposableStore();
    const known = new Set(host.jobs().map(jobKeyText));
    store.add(
      host.onDidChangeJob((job) => {
        const isNew = !known.has(jobKeyText(job));
        known.add(jobKeyText(job));
        this.announce(isNew ? { type: 'site' } : { type: 'job', job });
      }),
    );
    store.add(
      host.onDidRemoveJob((key) => {
        known.delete(jobKeyText(key));
        // A host tells that a job has gone when its folder has.
        this.folders.remove(key);
        this.announce({ type: 'site' });
      }),
    );
    store.add(host.onDidClose(() => this.onClosed()));
    this.subscriptions.value = store;
    this.announce({ type: 'site' });
  }

  private detach(): void {
    this.host = undefined;
    this.subscriptions.value = undefined;
    this.announce({ type: 'site' });
  }

  private onClosed(): void {
    const lost = this.jobs.filter((job) => job.isActive);
    this.folders.lose(lost);
    this.detach();
    if (lost.length > 0) this.options.onJobsLost(this, lost);
    void this.refresh().catch((error: unknown) => this.log(error));
  }

  private log(error: unknown): undefined {
    this.options.logger.warn(`${this.id}: ${errorMessage(error)}`);
  }
}
