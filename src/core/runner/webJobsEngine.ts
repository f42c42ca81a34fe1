import type { Disposable } from '../base/disposable';
import { type Event, EventEmitter } from '../base/event';
import type { JobKey, JobKind } from '../jobs/job';
import type { EngineOptions, LaunchOptions } from './engineOptions';
import type { ContinuousJobRecord, RunRecord, TriggeredJobRecord } from './jobRecords';
import type { JobSnapshot, RunSnapshot } from './jobSnapshot';

/** A run that has begun. */
export interface TriggeredRun {
  readonly runId: string;
  /** Fulfilled with the run's final state; never rejected. */
  readonly finished: Promise<RunSnapshot>;
}

/** Takes log lines, each ending in `\n`, in blocks. While the promise of a `write` is pending, the job's output waits. */
export interface OutputSink {
  write(chunk: Buffer): void | Promise<void>;
  /** Nothing follows: the run has ended, or the engine closes. */
  end(): void;
}

export type FollowFrom =
  /** What is written from this moment on. */
  | { readonly from: 'now' }
  /** What the present process (continuous) or the run has written so far, then live; ends with the run. */
  | { readonly from: 'run'; readonly runId?: string };

/**
 * The WebJobs engine: runs, watches and schedules the jobs of one site as the service does (kudu-webjobs §1–7).
 * Names are matched without regard to case. Methods throw {@link UserError} with code `job-not-found` for an unknown job.
 */
export class WebJobsEngine {
  private readonly didChangeJob = new EventEmitter<JobSnapshot>();
  private readonly didRemoveJob = new EventEmitter<JobKey>();

  readonly onDidChangeJob: Event<JobSnapshot> = this.didChangeJob.event;
  readonly onDidRemoveJob: Event<JobKey> = this.didRemoveJob.event;

  private constructor(readonly options: EngineOptions) {}

  /** Cleans up what a killed engine left behind (E8), then begins to watch the jobs. */
  static open(options: EngineOptions): Promise<WebJobsEngine> {
    return Promise.resolve(new WebJobsEngine(options));
  }

  jobs(): Promise<readonly JobSnapshot[]> {
    throw notYet();
  }

  job(_key: JobKey): Promise<JobSnapshot | undefined> {
    throw notYet();
  }

  /** Starts the job at once and keeps it running, whatever `disable.job` says. Returns when the start has begun. */
  startContinuous(_name: string, _launch?: LaunchOptions): Promise<void> {
    throw notYet();
  }

  /** The stop sequence of §4.7; resolves when the job is stopped. A call with `force` during another skips the wait (E7). */
  stopContinuous(_name: string, _options?: { readonly force?: boolean }): Promise<void> {
    throw notYet();
  }

  /**
   * Starts a run; resolves when its folder and status exist. Throws UserError `job-not-found`, `already-running` or
   * `webjobs-stopped`.
   */
  runTriggered(
    _name: string,
    _options: { readonly arguments?: string; readonly trigger: string; readonly launch?: LaunchOptions },
  ): Promise<TriggeredRun> {
    throw notYet();
  }

  /** Ends the present run of a triggered job, which the service cannot; resolves when it has ended. */
  stopRun(_name: string, _options?: { readonly force?: boolean }): Promise<void> {
    throw notYet();
  }

  /** Lines of a job's log as they are written, with `\n` ends and without the 200-line cap. A slow sink slows the job. */
  followOutput(_key: JobKey, _from: FollowFrom, _sink: OutputSink): Disposable {
    throw notYet();
  }

  /** The service's stop and start: writes or deletes `disable.job`; the watcher does the rest (§4.7). */
  setDisabled(_name: string, _disabled: boolean): Promise<void> {
    throw notYet();
  }

  /** Stops the job and removes its files (from every root), data and history. An unknown job is no error (§8.1). */
  deleteJob(_key: JobKey): Promise<void> {
    throw notYet();
  }

  /** The parsed `settings.job`; empty for an unknown job or a file that cannot be parsed (§8.1). */
  readSettings(_key: JobKey): Promise<Readonly<Record<string, unknown>>> {
    throw notYet();
  }

  /** Replaces `settings.job` by this value, minified (§8.5). */
  writeSettings(_key: JobKey, _settings: unknown): Promise<void> {
    throw notYet();
  }

  /** The folder a new or present job of this name is written to by an upload (§1.1). */
  writableJobFolder(_key: JobKey): Promise<string> {
    throw notYet();
  }

  /** For `GET /api/{kind}webjobs`. */
  jobRecords(kind: 'continuous'): Promise<readonly ContinuousJobRecord[]>;
  jobRecords(kind: 'triggered'): Promise<readonly TriggeredJobRecord[]>;
  jobRecords(_kind: JobKind): Promise<readonly (ContinuousJobRecord | TriggeredJobRecord)[]> {
    throw notYet();
  }

  /** For `GET /api/{kind}webjobs/{job}`; undefined when there is no such job with something runnable. */
  continuousRecord(_name: string): Promise<ContinuousJobRecord | undefined> {
    throw notYet();
  }

  triggeredRecord(_name: string): Promise<TriggeredJobRecord | undefined> {
    throw notYet();
  }

  /** Newest first; undefined when the job has no data folder. The job itself need not exist (§8.2). */
  history(_name: string): Promise<readonly RunRecord[] | undefined> {
    throw notYet();
  }

  run(_name: string, _runId: string): Promise<RunRecord | undefined> {
    throw notYet();
  }

  /** The port given to the present process in `WEBJOBS_PORT` (§4.8). */
  passthroughPort(_name: string): number | undefined {
    throw notYet();
  }

  /** Facts of each ended run, as the service posts them to its `TriggeredJobFinished` web hooks. */
  readonly onDidFinishRun: Event<RunRecord> = new EventEmitter<RunRecord>().event;

  get schedulesEnabled(): boolean {
    return this.options.schedulesEnabled;
  }

  setSchedulesEnabled(_enabled: boolean): void {
    throw notYet();
  }

  /** Orderly shutdown (§4.7, §5.7); when it resolves no job process is alive. */
  close(): Promise<void> {
    throw notYet();
  }
}

function notYet(): Error {
  return new Error('This part of the engine is being built.');
}
