import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { delay } from '../base/clock';
import type { Disposable } from '../base/disposable';
import { errorMessage } from '../base/userError';
import type { JobKey } from '../jobs/job';
import { ContinuousRun } from './continuousRun';
import { dataFolderOf, type EngineContext, settingsFor } from './engineContext';
import type { LaunchOptions } from './engineOptions';
import { hasDisableFile, type JobConfiguration, stopWaitMs } from './jobConfiguration';
import { continuousLineLimit, JobLog } from './jobLog';
import type { ContinuousStatus, ProcessSnapshot } from './jobSnapshot';
import { RollingLogFile } from './logFile';
import { OutputChannel } from './outputChannel';
import { requestShutdown } from './shutdownFile';
import { StatusFiles } from './statusFiles';
import { WorkingFolders } from './workingFolders';

/** The longest time an aborted loop may take to come to its end (kudu-webjobs §4.7). */
const abortMs = 60_000;

export interface StopOptions {
  /** Skip the wait: kill at once. */
  readonly force?: boolean;
  /** Wait for the job without limit, until another call forces the stop. */
  readonly patient?: boolean;
  /** The engine closes. */
  readonly isShutdown?: boolean;
}

/** Keeps one continuous job running as the service does (kudu-webjobs §4); lives as long as the engine knows the job. */
export class ContinuousRunner implements Disposable {
  readonly channel = new OutputChannel(true);
  readonly log: JobLog;
  readonly statusFiles: StatusFiles;
  /** The most recent failure in one line, until a process ends well. */
  lastError: string | undefined;

  private readonly folders = new WorkingFolders();
  private reported: ContinuousStatus | undefined;
  private run: ContinuousRun | undefined;
  private isRefreshing = false;
  private stopping: { readonly done: Promise<void>; readonly force: () => void } | undefined;
  private hasWarnedAboutAlwaysOn = false;
  private isSingleton: boolean | undefined;
  private starting: Promise<void> | undefined;
  private isRetired = false;
  private generation = 0;

  constructor(
    private readonly context: EngineContext,
    private configuration: JobConfiguration,
  ) {
    const { instanceId, clock, logger } = context.options;
    const folder = dataFolderOf(context, this.key);
    this.statusFiles = new StatusFiles(folder, instanceId);
    const file = new RollingLogFile(
      join(folder, 'job_log.txt'),
      join(folder, 'job_prev_log.txt'),
      (error) => logger.warn(`The log of ${this.key.name} cannot be written: ${errorMessage(error)}`),
      () => (this.hasWarnedAboutAlwaysOn = false),
    );
    this.log = new JobLog({ file, channel: this.channel, instanceId, clock, lineLimit: continuousLineLimit });
  }

  get key(): JobKey {
    return this.configuration.folder;
  }

  /** What the files said when the job was last started or refreshed. */
  get job(): JobConfiguration {
    return this.configuration;
  }

  /** What this engine last reported; undefined before anything. */
  get status(): ContinuousStatus | undefined {
    return this.reported;
  }

  /** Whether the job is being kept running, waits between restarts and the moment of a refresh included. */
  get isActive(): boolean {
    return this.run !== undefined || this.isRefreshing;
  }

  get process(): ProcessSnapshot | null {
    return this.run?.process ?? null;
  }

  /** The port given to the present process. */
  get port(): number | undefined {
    return this.run?.port;
  }

  /** Starts the job unless it runs already or is disabled. In a session, `disable.job` says nothing about local runs. */
  async start(launch?: LaunchOptions): Promise<void> {
    if (this.stopping) await this.stopping.done;
    this.starting ??= this.startNow(launch).finally(() => (this.starting = undefined));
    await this.starting;
  }

  /** From now on the job cannot be started any more: it is gone, or the engine closes. */
  retire(): void {
    this.isRetired = true;
  }

  private async startNow(launch: LaunchOptions | undefined): Promise<void> {
    if (this.run || this.isRetired) return;
    await mkdir(dataFolderOf(this.context, this.key), { recursive: true });
    if (await this.isDisabled(launch)) {
      await this.reportIfChanged('Stopped');
      return;
    }
    const run = new ContinuousRun(this.context, this, launch, this.folders);
    this.run = run;
    this.lastError = undefined;
    await this.report('Starting');
    await this.warnAboutAlwaysOn(launch);
    run.begin();
    void run.finished.then(() => this.settle(run, launch));
  }

  /**
   * A job that an app setting disabled while it ran ends by itself, and nobody waits for its stop. Of `disable.job` the
   * watcher learns, which then stops the job (kudu-webjobs §4.7).
   */
  private async settle(run: ContinuousRun, launch: LaunchOptions | undefined): Promise<void> {
    if (!settingsFor(this.context, launch).site.isStopped) return;
    if (this.run !== run || this.stopping) return;
    this.run = undefined;
    await this.reportIfChanged('Stopped');
  }

  /**
   * The stop sequence of kudu-webjobs §4.7; resolves when no process of the job is alive. A second call joins the first;
   * with `force` it ends the waiting.
   */
  stop(options: StopOptions = {}): Promise<void> {
    // Whoever stops the job while it is refreshed does not want it back.
    this.isRefreshing = false;
    return this.stopOnce(options);
  }

  private stopOnce(options: StopOptions): Promise<void> {
    if (this.stopping) {
      if (options.force) this.stopping.force();
      return this.stopping.done;
    }
    const forced = new AbortController();
    const done = this.stopNow(forced.signal, options).finally(() => {
      this.stopping = undefined;
      this.context.didChange(this.key);
    });
    this.stopping = { done, force: () => forced.abort() };
    if (options.force) forced.abort();
    return done;
  }

  /** What the watcher asks for when files have changed: stop, then start with what the files say now. */
  async refresh(configuration: JobConfiguration, options: { readonly isLogged: boolean }): Promise<void> {
    await mkdir(dataFolderOf(this.context, this.key), { recursive: true });
    if (options.isLogged) await this.log.system('INFO', 'Detected WebJob file/s were updated, refreshing WebJob');
    const launch = this.run?.launch;
    const wasRunning = this.run !== undefined && !this.stopping;
    this.isRefreshing = wasRunning;
    try {
      await this.stopOnce({});
      this.configuration = configuration;
      if (this.isRefreshing === wasRunning) await this.start(launch);
    } finally {
      this.isRefreshing = false;
    }
  }

  /** Takes over what the files say; for a job that does not run. */
  update(configuration: JobConfiguration): void {
    if (!this.run) this.configuration = configuration;
  }

  /** Whether the service would keep the job from running. */
  async isDisabled(launch?: LaunchOptions): Promise<boolean> {
    if (settingsFor(this.context, launch).site.isStopped) return true;
    return this.context.options.mode === 'service' && (await hasDisableFile(this.configuration.scriptFolder));
  }

  async report(status: ContinuousStatus): Promise<void> {
    this.reported = status;
    try {
      await this.statusFiles.write(status);
    } catch (error) {
      this.context.options.logger.warn(`The status of ${this.key.name} cannot be written: ${errorMessage(error)}`);
    }
    await this.log.system('INFO', `Status changed to ${status}`);
    this.context.didChange(this.key);
  }

  async reportIfChanged(status: ContinuousStatus): Promise<void> {
    if (this.reported !== status) await this.report(status);
  }

  /** Logs the singleton setting when it is first used and when it changes. */
  async noteSingleton(isSingleton: boolean): Promise<void> {
    const before = this.isSingleton;
    this.isSingleton = isSingleton;
    if (before === undefined)
      await this.log.system('INFO', `WebJob singleton setting is ${dotnetBoolean(isSingleton)}`);
    else if (before !== isSingleton) {
      const change = `from ${dotnetBoolean(before)} to ${dotnetBoolean(isSingleton)}`;
      await this.log.system('INFO', `WebJob singleton setting changed ${change}`);
    }
  }

  /** Numbers the process starts of this job. */
  nextGeneration(): number {
    return ++this.generation;
  }

  /** Ends the followers and lets go of the status file. */
  dispose(): void {
    this.channel.end();
    this.statusFiles.dispose();
  }

  private async stopNow(forced: AbortSignal, { isShutdown = false, patient = false }: StopOptions): Promise<void> {
    const { processes, options, timings } = this.context;
    await this.starting?.catch(() => undefined);
    const run = this.run;
    if (!run) {
      await processes.kill(this.key);
      return;
    }
    run.requestStop();
    if (isShutdown) await this.log.system('INFO', 'WebJob is stopping due to website shutting down');
    await this.report('Stopping');
    await this.writeShutdownFile(run);
    const waitMs = forced.aborted ? 0 : patient ? Infinity : stopWaitMs(this.configuration, timings);
    if (!(await isDoneWithin(run.finished, waitMs, forced, options.clock))) {
      await run.abort();
      await isDoneWithin(run.finished, abortMs, undefined, options.clock);
    }
    this.run = undefined;
    await processes.kill(this.key);
    await this.reportIfChanged('Stopped');
  }

  private async writeShutdownFile(run: ContinuousRun): Promise<void> {
    if (!run.shutdownFile) return;
    try {
      await requestShutdown(run.shutdownFile, this.context.options.clock.now());
    } catch (error) {
      // The job is then ended after its waiting time, as one that does not look at the file.
      this.context.options.logger.warn(`${this.key.name} could not be asked to stop: ${errorMessage(error)}`);
    }
  }

  private async warnAboutAlwaysOn(launch: LaunchOptions | undefined): Promise<void> {
    if (this.hasWarnedAboutAlwaysOn || !settingsFor(this.context, launch).site.isAlwaysOnOff) return;
    this.hasWarnedAboutAlwaysOn = true;
    await this.log.system('WARN', alwaysOnWarning);
  }
}

const alwaysOnWarning =
  "'Always On' doesn't appear to be enabled for this Web App. To ensure your continuous job doesn't stop running when " +
  "the SCM host is idle for too long, consider enabling 'Always On' in the configuration settings for your Web App. " +
  "Note: 'Always On' is available only in Basic, Standard and Premium modes.";

function dotnetBoolean(value: boolean): string {
  return value ? 'True' : 'False';
}

/** Whether a promise settles within a time, or before somebody loses patience. */
async function isDoneWithin(
  promise: Promise<void>,
  waitMs: number,
  impatient: AbortSignal | undefined,
  clock: EngineContext['options']['clock'],
): Promise<boolean> {
  const over = new AbortController();
  const signal = impatient ? AbortSignal.any([over.signal, impatient]) : over.signal;
  const timeout = delay(clock, waitMs, signal).then(
    () => false,
    () => false,
  );
  const isDone = await Promise.race([promise.then(() => true), timeout]);
  over.abort();
  return isDone;
}
