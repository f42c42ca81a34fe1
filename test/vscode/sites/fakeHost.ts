import { EventEmitter } from '../../../src/core/base/event';
import type { StartRequest, StartResponse, StopRequest } from '../../../src/core/hostClient/hostApi';
import type { JobKey } from '../../../src/core/jobs/job';
import type { JobSnapshot } from '../../../src/core/runner/jobSnapshot';
import type { FollowOptions, Following, OutputListener } from '../../../src/vscode/sites/site';
import type { SiteHost, SiteHostSource } from '../../../src/vscode/sites/siteHost';

/** A host that does nothing but note what is asked of it; the test tells what happens. */
export class FakeHost implements SiteHost {
  readonly url = 'http://127.0.0.1:4000';
  readonly authorization = 'Basic c2VjcmV0';
  readonly calls: string[] = [];
  readonly listeners: OutputListener[] = [];
  readonly didChangeJob = new EventEmitter<JobSnapshot>();
  readonly didRemoveJob = new EventEmitter<JobKey>();
  readonly didClose = new EventEmitter<void>();
  readonly onDidChangeJob = this.didChangeJob.event;
  readonly onDidRemoveJob = this.didRemoveJob.event;
  readonly onDidClose = this.didClose.event;

  constructor(public snapshots: readonly JobSnapshot[]) {}

  jobs(): readonly JobSnapshot[] {
    return this.snapshots;
  }

  start({ kind, name }: JobKey, request: StartRequest): Promise<StartResponse> {
    this.calls.push(['start', name, request.arguments].filter(Boolean).join(' '));
    return Promise.resolve({ kind, name, runId: kind === 'triggered' ? '1' : null });
  }

  stop({ name }: JobKey, { force = false }: StopRequest): Promise<void> {
    this.calls.push(`stop ${name}${force ? ' now' : ''}`);
    return Promise.resolve();
  }

  followOutput({ name }: JobKey, { from, runId }: FollowOptions, listener: OutputListener): Following {
    this.calls.push(`follow ${name} from ${runId ?? from}`);
    this.listeners.push(listener);
    return { ready: Promise.resolve(), dispose: () => this.calls.push(`leave ${name}`) };
  }

  setSchedulesEnabled(isEnabled: boolean): Promise<void> {
    this.calls.push(`schedules ${isEnabled ? 'on' : 'off'}`);
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.calls.push('close');
    return Promise.resolve();
  }
}

/** Leads to this host; counts how often one was started. */
export class FakeHostSource implements SiteHostSource {
  starts = 0;

  constructor(
    private readonly host: FakeHost,
    private readonly isRunning = false,
  ) {}

  connect(): Promise<SiteHost> {
    this.starts++;
    return Promise.resolve(this.host);
  }

  connectIfRunning(): Promise<SiteHost | undefined> {
    return Promise.resolve(this.isRunning ? this.host : undefined);
  }
}
