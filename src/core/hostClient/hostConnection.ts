import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { type Disposable, DisposableStore, toDisposable } from '../base/disposable';
import { type Event, EventEmitter } from '../base/event';
import { UserError } from '../base/userError';
import { type JobKey, jobKeyText } from '../jobs/job';
import type { JobSnapshot } from '../runner/jobSnapshot';
import {
  type HostEvent,
  type HostInfo,
  hostPrefix,
  type SchedulesRequest,
  type StartRequest,
  type StartResponse,
  type StopRequest,
} from './hostApi';
import { HostHttp } from './hostHttp';
import type { HostEntry } from './hostRegistry';
import { jsonLines } from './jsonLines';

/** Where to begin, and where to end; see the output route in hostApi.ts. */
export interface FollowRequest {
  readonly from?: 'now' | 'run';
  readonly run?: string;
}

/** The host announces itself every two seconds; after two such spans without a word the connection counts as lost. */
const silenceMs = 10_000;

/**
 * A client's share in a running host. It keeps the host alive until it is disposed of or its process ends, and knows the
 * state of every job from the host's own announcements.
 */
export class HostConnection implements Disposable {
  private readonly didChangeJob = new EventEmitter<JobSnapshot>();
  private readonly didRemoveJob = new EventEmitter<JobKey>();
  private readonly didChangeInfo = new EventEmitter<HostInfo>();
  private readonly didDisconnect = new EventEmitter<UserError>();
  private readonly resources = new DisposableStore();
  private readonly snapshots = new Map<string, JobSnapshot>();
  private readonly ending = new AbortController();
  private hostInfo: HostInfo | undefined;
  private lost: UserError | undefined;

  readonly onDidChangeJob: Event<JobSnapshot> = this.didChangeJob.event;
  readonly onDidRemoveJob: Event<JobKey> = this.didRemoveJob.event;
  readonly onDidChangeInfo: Event<HostInfo> = this.didChangeInfo.event;
  /** The host is gone, and its jobs with it. Not announced after `dispose`. */
  readonly onDidDisconnect: Event<UserError> = this.didDisconnect.event;

  private constructor(
    /** Scheme, address and port, for clients of the service's REST API. */
    readonly url: string,
    private readonly http: HostHttp,
  ) {}

  /** @throws UserError `host-gone`, `host-ending`, or `http-401` when another program answers at the host's address. */
  static async open(entry: HostEntry, userAgent: string, signal?: AbortSignal): Promise<HostConnection> {
    const connection = new HostConnection(entry.url, new HostHttp(entry, userAgent));
    await connection.listen(signal);
    return connection;
  }

  /** The value of an `Authorization` header for {@link url}. */
  get authorization(): string {
    return this.http.authorization;
  }

  get info(): HostInfo {
    // `open` gives out only connections that have received the first snapshot.
    if (!this.hostInfo) throw new Error('The connection is not open yet.');
    return this.hostInfo;
  }

  /** The present state of all jobs, triggered ones first, by name. */
  get jobs(): readonly JobSnapshot[] {
    const order = (job: JobSnapshot): string => `${job.kind === 'triggered' ? 0 : 1} ${job.name.toLowerCase()}`;
    return [...this.snapshots.values()].sort((left, right) => (order(left) < order(right) ? -1 : 1));
  }

  job(key: JobKey): JobSnapshot | undefined {
    return this.snapshots.get(jobKeyText(key));
  }

  async start(key: JobKey, request: StartRequest = {}): Promise<StartResponse> {
    return (await this.http.json('POST', jobPath(key, 'start'), request)) as StartResponse;
  }

  /** Resolves when the job has stopped. A second call with `force` ends the wait of the first. */
  async stop(key: JobKey, request: StopRequest = {}): Promise<void> {
    await this.http.json('POST', jobPath(key, 'stop'), request);
  }

  /**
   * The job's log lines as text. Once this has resolved, no line that is written later is missed. The job waits for a
   * reader that does not read. Destroy the stream, or abort, to leave it.
   */
  async followOutput(key: JobKey, request: FollowRequest = {}, signal?: AbortSignal): Promise<Readable> {
    const query = new URLSearchParams();
    if (request.from !== undefined) query.set('from', request.from);
    if (request.run !== undefined) query.set('run', request.run);
    const signals = signal ? AbortSignal.any([signal, this.ending.signal]) : this.ending.signal;
    const answer = await this.http.open('GET', `${jobPath(key, 'output')}?${query.toString()}`, undefined, signals);
    // Its reader learns of an error by reading; one that has stopped reading must not bring the process down.
    answer.on('error', () => undefined);
    return answer.setEncoding('utf8');
  }

  /** Reads one address of the host, for example of the service's REST API, as JSON. */
  get(path: string): Promise<unknown> {
    return this.http.json('GET', path);
  }

  async setSchedulesEnabled(enabled: boolean): Promise<void> {
    await this.http.json('PUT', `${hostPrefix}/schedules`, { enabled } satisfies SchedulesRequest);
  }

  /** Leaves the host, which ends a moment later if nobody else uses it. */
  dispose(): void {
    this.lost ??= new UserError('disconnected', 'This connection to the host of the jobs is closed.');
    this.close();
  }

  /** @param signal ends the attempt; once the connection is open, it has no say any more. */
  private async listen(signal: AbortSignal | undefined): Promise<void> {
    const stream = await this.http.open('GET', `${hostPrefix}/events`, undefined, this.ending.signal);
    this.resources.add(toDisposable(() => stream.destroy()));
    const onAbort = (): void => this.dispose();
    signal?.addEventListener('abort', onAbort, { once: true });
    await new Promise<void>((resolve, reject) => {
      this.follow(stream, resolve).then(
        () => this.disconnect(this.http.gone(), reject),
        (error: unknown) => this.disconnect(this.http.gone(error), reject),
      );
    });
    signal?.removeEventListener('abort', onAbort);
    signal?.throwIfAborted();
  }

  /** Takes the host's announcements until the stream ends. */
  private async follow(stream: IncomingMessage, onSnapshot: () => void): Promise<void> {
    let silentSpans = 0;
    const timer = setInterval(() => {
      silentSpans += 1;
      if (silentSpans === 2) stream.destroy(new Error('The host has not been heard of for too long.'));
    }, silenceMs);
    this.resources.add(toDisposable(() => clearInterval(timer)));
    for await (const event of jsonLines(stream)) {
      silentSpans = 0;
      this.take(event as HostEvent);
      if ((event as HostEvent).type === 'snapshot') onSnapshot();
    }
  }

  private take(event: HostEvent): void {
    switch (event.type) {
      case 'snapshot':
        this.hostInfo = event.info;
        for (const job of event.jobs) this.snapshots.set(jobKeyText(job), job);
        break;
      case 'job':
        this.snapshots.set(jobKeyText(event.job), event.job);
        this.didChangeJob.fire(event.job);
        break;
      case 'removed':
        this.snapshots.delete(jobKeyText(event));
        this.didRemoveJob.fire({ kind: event.kind, name: event.name });
        break;
      case 'info':
        this.hostInfo = event.info;
        this.didChangeInfo.fire(event.info);
        break;
      case 'alive':
        break;
    }
  }

  private disconnect(reason: UserError, rejectOpening: (reason: UserError) => void): void {
    rejectOpening(reason);
    if (this.lost) return;
    this.lost = reason;
    this.didDisconnect.fire(reason);
    this.close();
  }

  private close(): void {
    this.ending.abort(this.lost);
    this.resources.dispose();
    for (const emitter of [this.didChangeJob, this.didRemoveJob, this.didChangeInfo, this.didDisconnect])
      emitter.dispose();
  }
}

function jobPath({ kind, name }: JobKey, action: string): string {
  return `${hostPrefix}/jobs/${kind}/${encodeURIComponent(name)}/${action}`;
}
