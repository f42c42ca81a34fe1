import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Disposable } from '../base/disposable';
import { type Event, EventEmitter } from '../base/event';
import { tryAcquireOsLock } from '../base/osLock';
import { UserError } from '../base/userError';
import type { JobKey, JobKind } from '../jobs/job';
import { readSettingsText, settingsFileName } from '../jobs/jobSettings';
import { settingsApiText } from '../jobs/settingsApiText';
import { parseTime, unixMsOf } from './dotnetTime';
import { dataFolderOf, type EngineContext } from './engineContext';
import { engineClosed, jobDisabled, jobNotFound, webJobsStopped } from './engineErrors';
import { type EngineOptions, type LaunchOptions, serviceTimings } from './engineOptions';
import { followContinuous, type FollowedOutput, type FollowFrom, followTriggered } from './followJob';
import { JobCatalog } from './jobCatalog';
import { JobChanges } from './jobChanges';
import { disableFileName, type JobConfiguration } from './jobConfiguration';
import { JobDescriber } from './jobDescriber';
import type { ContinuousJobRecord, RunRecord, TriggeredJobRecord } from './jobRecords';
import { JobRunners } from './jobRunners';
import { JobScheduler } from './jobScheduler';
import type { JobSnapshot, RunSnapshot } from './jobSnapshot';
import { JobsWatcher } from './jobsWatcher';
import { engineLockPath } from './leftovers';
import type { OutputSink } from './outputChannel';
import { folderBesidePackage, isPackaged, runsFromPackage } from './packagedJobs';
import { runSnapshotOf } from './runSnapshot';
import { prepareSite } from './prepareSite';
import type { ProcessKeeper } from './processKeeper';
import { SnapshotAnnouncer } from './snapshots';

export type { FollowedOutput, FollowFrom } from './followJob';
export type { OutputSink } from './outputChannel';

/** A run that has begun. */
export interface TriggeredRun {
  readonly runId: string;
  /** Fulfilled with the run's final state when the job can run again; never rejected. */
  readonly finished: Promise<RunSnapshot>;
}

/**
 * The WebJobs engine: runs, watches and schedules the jobs of one site as the service does (kudu-webjobs §1–7).
 * Names are matched without regard to case. Methods throw {@link UserError} with code `job-not-found` for an unknown job.
 */
export class WebJobsEngine {
  readonly onDidChangeJob: Event<JobSnapshot>;
  readonly onDidRemoveJob: Event<JobKey>;
  /** Facts of each ended run, as the service posts them to its `TriggeredJobFinished` web hooks. */
  readonly onDidFinishRun: Event<RunRecord>;

  private readonly catalog: JobCatalog;
  private readonly context: EngineContext;
  private readonly describer: JobDescriber;
  private readonly announcer: SnapshotAnnouncer;
  private readonly scheduler: JobScheduler;
  private readonly watchers: readonly JobsWatcher[];
  private readonly runners: JobRunners;
  private readonly didRemoveJob = new EventEmitter<JobKey>();
  private readonly didFinishRun = new EventEmitter<RunRecord>();
  private areSchedulesEnabled: boolean;
  private closing: Promise<void> | undefined;

  private constructor(
    readonly options: EngineOptions,
    private readonly keeper: ProcessKeeper,
    private readonly engineLock: Disposable | undefined,
  ) {
    const timings = { ...serviceTimings, ...options.timings };
    this.catalog = new JobCatalog(options.paths, options.singleJob);
    this.announcer = new SnapshotAnnouncer((key) => this.job(key));
    this.onDidChangeJob = this.announcer.changed.event;
    this.onDidRemoveJob = this.didRemoveJob.event;
    this.onDidFinishRun = this.didFinishRun.event;
    this.areSchedulesEnabled = options.schedulesEnabled;
    this.context = { options, timings, processes: keeper, didChange: (key) => this.announcer.note(key) };
    this.runners = new JobRunners(this.context, (run) => this.didFinishRun.fire(run));
    this.scheduler = new JobScheduler(this.context, {
      lastRunMs: async (key) => startMs(await this.runners.triggeredOf(key).history.latest()),
      invoke: (key, trigger) => this.invoke(key, trigger),
    });
    this.describer = new JobDescriber(this.context, {
      continuous: (key) => this.runners.findContinuous(key.name),
      triggered: (key) => this.runners.triggeredOf(key),
      nextRunMs: (key) => this.scheduler.nextRunMs(key),
    });
    const changes = new JobChanges({
      mode: options.mode,
      catalog: this.catalog,
      runners: this.runners,
      scheduler: this.scheduler,
      logger: options.logger,
      areSchedulesEnabled: () => this.areSchedulesEnabled,
      isClosing: () => this.closing !== undefined,
      didChange: this.context.didChange,
      didRemove: (key) => this.didRemoveJob.fire(key),
    });
    this.watchers = (['continuous', 'triggered'] as const).map(
      (kind) =>
        new JobsWatcher({
          kind,
          jobsRoots: options.paths.jobsRoots,
          singleJob: options.singleJob,
          timings,
          clock: options.clock,
          logger: options.logger,
          // In a session nothing starts by itself, and what somebody has just started has not changed.
          marksExisting: options.mode === 'service' || kind === 'triggered',
          onBatch: (names) => changes.processBatch(kind, names),
          isRunnable: async (name) => (await this.catalog.findRunnable({ kind, name })) !== undefined,
          onMark: (name) => this.announcer.note({ kind, name }),
        }),
    );
  }

  /** Cleans up what a killed engine left behind (E8), then begins to watch the jobs. */
  static async open(given: EngineOptions): Promise<WebJobsEngine> {
    const { options, keeper } = await prepareSite(given);
    const lock = await tryAcquireOsLock(engineLockPath(options.paths.dataFolder, keeper.engineId));
    const engine = new WebJobsEngine(options, keeper, lock);
    await Promise.all(engine.watchers.map((watcher) => watcher.start()));
    return engine;
  }

  /** All jobs, triggered ones first, by name; folders without anything runnable too. */
  async jobs(): Promise<readonly JobSnapshot[]> {
    const snapshots = await Promise.all(
      (await this.catalog.allFolders()).map(async (folder) =>
        this.describer.snapshot(folder, await this.catalog.findRunnable(folder)),
      ),
    );
    return snapshots;
  }

  async job(key: JobKey): Promise<JobSnapshot | undefined> {
    const [folder] = await this.catalog.foldersNamed(key);
    return folder && this.describer.snapshot(folder, await this.catalog.findRunnable(key));
  }

  /** Starts the job at once and keeps it running, in a session whatever `disable.job` says. Returns when the start has begun. */
  async startContinuous(name: string, launch?: LaunchOptions): Promise<void> {
    if (this.closing) throw engineClosed();
    const job = await this.runnable({ kind: 'continuous', name });
    const runner = this.runners.continuousOf(job);
    if (!runner.isActive) runner.update(job);
    if (await runner.isDisabled(launch)) throw jobDisabled(job.folder.name);
    await runner.start(launch);
  }

  /** The stop sequence of §4.7; resolves when the job is stopped. A call with `force` during another skips the wait (E7), `patient` waits without limit. */
  async stopContinuous(
    name: string,
    options?: { readonly force?: boolean; readonly patient?: boolean },
  ): Promise<void> {
    const runner = this.runners.findContinuous(name);
    if (runner) await runner.stop(options);
    else await this.runnable({ kind: 'continuous', name });
  }

  /**
   * Starts a run; resolves when its folder and status exist. Throws UserError `job-not-found`, `already-running` or
   * `webjobs-stopped`.
   */
  async runTriggered(
    name: string,
    request: { readonly arguments?: string; readonly trigger: string; readonly launch?: LaunchOptions },
  ): Promise<TriggeredRun> {
    const key: JobKey = { kind: 'triggered', name };
    const job = await this.catalog.find(key);
    if (!job) throw jobNotFound(key);
    if (this.closing) throw webJobsStopped();
    const runner = this.runners.triggeredOf(job.folder);
    const execution = await runner.start(job, {
      runArguments: request.arguments ?? '',
      trigger: request.trigger,
      launch: request.launch,
    });
    const finished = execution.released.then(async () => {
      const run = await runner.history.find(execution.runId);
      return run === undefined ? execution.summary() : runSnapshotOf(run);
    });
    return { runId: execution.runId, finished };
  }

  /** Ends the present run of a triggered job, which the service cannot; resolves when it has ended. */
  async stopRun(name: string, options: { readonly force?: boolean; readonly patient?: boolean } = {}): Promise<void> {
    await this.runners.triggeredOf({ name }).present?.stop(options);
  }

  /** Lines of a job's log as they are written, with `\n` ends and without the 200-line cap. A slow sink slows the job. */
  followOutput(key: JobKey, from: FollowFrom, sink: OutputSink): FollowedOutput {
    return key.kind === 'continuous'
      ? followContinuous(this.catalog, this.runners, key, from, sink)
      : followTriggered(this.runners.triggeredOf(key), from, sink);
  }

  /** The service's stop and start: writes or deletes `disable.job`; the watcher does the rest (§4.7). */
  async setDisabled(name: string, disabledNow: boolean): Promise<void> {
    const runner = this.runners.findContinuous(name);
    const job = await this.catalog.find({ kind: 'continuous', name });
    // The service knows a job only once its watcher has processed it.
    if (!job || (!runner && this.options.mode === 'service') || isPackaged(this.context, job.folder)) {
      throw jobNotFound({ kind: 'continuous', name });
    }
    const marker = join(job.scriptFolder, disableFileName);
    if (!disabledNow) await rm(marker, { force: true });
    else {
      await writeFile(marker, '');
      await runner?.report('Disabling');
    }
  }

  /** Stops the job and removes its files (from every root), data and history. An unknown job is no error (§8.1). */
  async deleteJob(key: JobKey): Promise<void> {
    for (const folder of await this.catalog.foldersNamed(key)) {
      if (folder === this.options.singleJob || isPackaged(this.context, folder)) continue;
      await rm(folder.path, { recursive: true, force: true });
    }
    if (key.kind === 'continuous') await this.runners.removeContinuous(key.name);
    else {
      await this.scheduler.update(key, undefined);
      await this.runners.removeTriggered(key.name);
    }
    await rm(dataFolderOf(this.context, key), { recursive: true, force: true });
  }

  /** What `GET …/settings` answers: compact JSON; `{}` for an unknown job or a file that cannot be parsed (§8.1). */
  async settingsText(key: JobKey): Promise<string> {
    return (await this.catalog.find(key))?.settingsText ?? '{}';
  }

  /** {@link settingsText}, parsed. */
  async readSettings(key: JobKey): Promise<Readonly<Record<string, unknown>>> {
    return JSON.parse(await this.settingsText(key)) as Record<string, unknown>;
  }

  /** Replaces `settings.job` by this value, minified (§8.5). */
  writeSettings(key: JobKey, settings: unknown): Promise<void> {
    return this.writeSettingsText(key, JSON.stringify(settings));
  }

  /** Replaces `settings.job` by the minified text; a text that the service cannot read is written as `null` (§8.5). */
  async writeSettingsText(key: JobKey, text: string): Promise<void> {
    const job = await this.catalog.find(key);
    if (!job || isPackaged(this.context, job.folder)) throw jobNotFound(key);
    const { document, dictionary } = readSettingsText(text);
    const isObject = document.root?.type === 'object' && dictionary.fault === undefined;
    await writeFile(join(job.scriptFolder, settingsFileName), isObject ? settingsApiText(dictionary) : 'null');
  }

  /** The folder a new or present job of this name is written to by an upload (§1.1). */
  async writableJobFolder(key: JobKey): Promise<string> {
    return this.runsFromPackage ? folderBesidePackage(this.context, key) : await this.catalog.writableFolder(key);
  }

  /** Whether `wwwroot` is a package that nothing writes to. */
  get runsFromPackage(): boolean {
    return runsFromPackage(this.context);
  }

  /** For `GET /api/{kind}webjobs`. */
  jobRecords(kind: 'continuous'): Promise<readonly ContinuousJobRecord[]>;
  jobRecords(kind: 'triggered'): Promise<readonly TriggeredJobRecord[]>;
  async jobRecords(kind: JobKind): Promise<readonly (ContinuousJobRecord | TriggeredJobRecord)[]> {
    const jobs = await this.catalog.list(kind);
    return Promise.all(
      jobs.map((job) =>
        kind === 'continuous' ? this.describer.continuousRecord(job) : this.describer.triggeredRecord(job),
      ),
    );
  }

  /** For `GET /api/continuouswebjobs/{job}`; undefined when there is no such job with something runnable. */
  async continuousRecord(name: string): Promise<ContinuousJobRecord | undefined> {
    const job = await this.catalog.find({ kind: 'continuous', name });
    return job && this.describer.continuousRecord(job);
  }

  async triggeredRecord(name: string): Promise<TriggeredJobRecord | undefined> {
    const job = await this.catalog.find({ kind: 'triggered', name });
    return job && this.describer.triggeredRecord(job);
  }

  /** Newest first; undefined when the job has no data folder. The job itself need not exist (§8.2). */
  history(name: string): Promise<readonly RunRecord[] | undefined> {
    return this.runners.triggeredOf({ name }).history.list();
  }

  run(name: string, runId: string): Promise<RunRecord | undefined> {
    return this.runners.triggeredOf({ name }).history.find(runId);
  }

  /** The port given to the present process in `WEBJOBS_PORT` (§4.8). */
  passthroughPort(name: string): number | undefined {
    return this.runners.findContinuous(name)?.port;
  }

  get schedulesEnabled(): boolean {
    return this.areSchedulesEnabled;
  }

  /** Switches all schedules on or off; switched on, they are decided anew as after a change (§5.6). */
  setSchedulesEnabled(enabled: boolean): void {
    if (this.areSchedulesEnabled === enabled) return;
    this.areSchedulesEnabled = enabled;
    if (!enabled) this.scheduler.clear();
    void this.catalog.list('triggered').then(async (jobs) => {
      for (const job of jobs) {
        if (this.areSchedulesEnabled) await this.scheduler.update(job.folder, job);
        this.announcer.note(job.folder);
      }
    });
  }

  /**
   * Orderly shutdown (§4.7, §5.7); when it resolves no job process is alive. With `force` nothing waits for jobs to end by
   * themselves, also when an earlier call does.
   */
  close(options: { readonly force?: boolean } = {}): Promise<void> {
    const isFirst = this.closing === undefined;
    this.closing ??= this.closeNow(options);
    if (!isFirst && options.force) void this.runners.shutDown({ force: true });
    return this.closing;
  }

  private async closeNow({ force = false }: { readonly force?: boolean }): Promise<void> {
    for (const watcher of this.watchers) watcher.dispose();
    this.scheduler.dispose();
    await this.runners.shutDown({ force });
    await this.keeper.close();
    await this.announcer.settled();
    this.runners.dispose();
    this.engineLock?.dispose();
  }

  /** Starts a scheduled run; false when the job is gone, busy or stopped. */
  private async invoke(key: JobKey, trigger: string): Promise<boolean> {
    try {
      await this.runTriggered(key.name, { trigger });
      return true;
    } catch (error) {
      if (error instanceof UserError) return false;
      throw error;
    }
  }

  private async runnable(key: JobKey): Promise<JobConfiguration> {
    const job = await this.catalog.findRunnable(key);
    if (!job) throw jobNotFound(key);
    return job;
  }
}

function startMs(run: RunRecord | undefined): number | null {
  const ticks = run && parseTime(run.startTime);
  return ticks === undefined || ticks === 0n ? null : unixMsOf(ticks);
}
