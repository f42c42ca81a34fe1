import { type Clock, delay } from '../../core/base/clock';
import { EventEmitter } from '../../core/base/event';
import type { StartRequest, StartResponse } from '../../core/hostClient/hostApi';
import { type JobKey, isSameJob } from '../../core/jobs/job';
import { LatestRuns } from '../../core/remote/latestRuns';
import type { RemoteJob } from '../../core/remote/remoteJob';
import type { ScmClient } from '../../core/remote/scmClient';
import { UserError, errorText } from '../../core/base/userError';
import type { JobSnapshot } from '../../core/runner/jobSnapshot';
import type { KnownSite } from './knownSites';
import { remoteOutput } from './remoteOutput';
import { remoteSnapshot } from './remoteSnapshot';
import type { FollowOptions, Following, OutputListener, Site, SiteChange } from './site';
import type { SiteState } from './site';

/** The engine acts upon a request after seconds (kudu-webjobs §8.5): when to look after one, in milliseconds. */
const looksAfterMs: readonly number[] = [500, 1500, 3000, 5000];

/** And then, for a run that goes on. */
const laterLooksMs = 5000;

/** A site in Azure, or any other that serves the service's API, reached with the credentials the user gave. */
export class RemoteSite implements Site {
  readonly kind = 'remote';
  readonly id: string;
  readonly label: string;
  readonly location: string;
  readonly schedulesEnabled = true;

  private readonly didChange = new EventEmitter<SiteChange>();
  private readonly closing = new AbortController();
  /** As the list told them last; {@link remoteJobs} know more. */
  private listed: readonly RemoteJob[] = [];
  private remoteJobs: readonly RemoteJob[] = [];
  private readonly latestRuns: LatestRuns;
  private snapshots: readonly JobSnapshot[] = [];
  private etag: string | undefined;
  private client: Promise<ScmClient> | undefined;
  private refreshing: Promise<void> | undefined;
  private shown: SiteState = { kind: 'idle' };

  readonly onDidChange = this.didChange.event;

  /** @param open makes a client with the stored credentials. */
  constructor(
    readonly known: KnownSite,
    private readonly open: (site: KnownSite) => Promise<ScmClient>,
    private readonly clock: Clock,
  ) {
    this.id = known.id;
    this.label = known.label;
    this.location = new URL(known.scmUrl).host;
    this.latestRuns = new LatestRuns(clock);
  }

  get state(): SiteState {
    return this.shown;
  }

  get jobs(): readonly JobSnapshot[] {
    return this.snapshots;
  }

  /** One request at a time; whoever asks meanwhile gets the same answer. Failures are shown in the tree, not thrown. */
  refresh(): Promise<void> {
    this.refreshing ??= this.read().finally(() => (this.refreshing = undefined));
    return this.refreshing;
  }

  async connect(): Promise<void> {
    if (this.shown.kind !== 'connected') await this.refresh();
    if (this.shown.kind === 'failed') throw new UserError('site-unreachable', this.shown.message);
  }

  async start(key: JobKey, request: StartRequest): Promise<StartResponse> {
    const client = await this.scm();
    const { kind, name } = key;
    if (kind === 'continuous') {
      await client.startJob(name);
      this.lookSoon(key);
      return { kind, name, runId: null };
    }
    const { runId } = await client.runJob(name, request.arguments);
    this.lookSoon(key);
    return { kind, name, runId };
  }

  async stop(key: JobKey): Promise<void> {
    if (key.kind === 'triggered') {
      throw new UserError(
        'cannot-stop-run',
        `The service has no way to end a run: ${key.name} on ${this.label} goes on.`,
      );
    }
    await (await this.scm()).stopJob(key.name);
    this.lookSoon(key);
  }

  followOutput(key: JobKey, options: FollowOptions, listener: OutputListener): Following {
    const job = this.remoteJobs.find((each) => isSameJob(each, key));
    return remoteOutput(() => this.scm(), job ?? key, options, listener);
  }

  /** The client that everything about this site uses; it asks for the credentials when it is first needed. */
  scm(): Promise<ScmClient> {
    this.client ??= this.open(this.known).catch((error: unknown) => {
      this.client = undefined;
      throw error;
    });
    return this.client;
  }

  dispose(): void {
    this.closing.abort(new DOMException('The site was removed.', 'AbortError'));
    this.didChange.dispose();
  }

  private async read(): Promise<void> {
    if (this.shown.kind === 'idle') this.show({ kind: 'connecting' });
    try {
      const client = await this.scm();
      const { signal } = this.closing;
      const answer = await client.listJobs({ signal, ...(this.etag === undefined ? {} : { etag: this.etag }) });
      if (!answer.unchanged) {
        this.listed = answer.value;
        this.etag = answer.etag ?? undefined;
      }
      const before = JSON.stringify(this.snapshots);
      const jobs = await this.latestRuns.complete(client, this.listed, { signal });
      this.keep(jobs.map((job) => this.newer(job)));
      const isNews = this.shown.kind !== 'connected' || JSON.stringify(this.snapshots) !== before;
      if (isNews) this.show({ kind: 'connected', url: this.known.scmUrl });
    } catch (error) {
      if (this.closing.signal.aborted) return;
      this.show({ kind: 'failed', message: errorText(error) });
    }
  }

  private show(state: SiteState): void {
    this.shown = state;
    this.didChange.fire({ type: 'site' });
  }

  /** Looks at one job until it has come to rest: the list of all jobs can be stale for long (kudu-webjobs §8.2). */
  private lookSoon(key: JobKey): void {
    const look = async (): Promise<void> => {
      const client = await this.scm();
      const { signal } = this.closing;
      for (let round = 0; ; round++) {
        await delay(this.clock, looksAfterMs[round] ?? laterLooksMs, signal);
        const found = await client.getJob(key.kind, key.name, { signal });
        if (!found) return;
        const job = await this.latestRuns.completeOne(client, found, { signal });
        this.take(job);
        const isResting = job.kind === 'continuous' || !remoteSnapshot(job).isActive;
        if (round >= looksAfterMs.length && isResting) return;
      }
    };
    // A site that does not answer shows itself at the next look at the list.
    void look().catch(() => undefined);
  }

  /** A stale list must not take back a run that was seen already; ids of runs grow with time. */
  private newer(listed: RemoteJob): RemoteJob {
    const seen = this.remoteJobs.find((job) => isSameJob(job, listed));
    return seen?.latestRun && seen.latestRun.id > (listed.latestRun?.id ?? '') ? seen : listed;
  }

  private keep(jobs: readonly RemoteJob[]): void {
    this.remoteJobs = jobs;
    this.snapshots = jobs.map(remoteSnapshot).sort((left, right) => left.name.localeCompare(right.name));
  }

  private take(job: RemoteJob): void {
    this.keep([...this.remoteJobs.filter((other) => !isSameJob(other, job)), job]);
    this.didChange.fire({ type: 'job', job: remoteSnapshot(job) });
  }
}
