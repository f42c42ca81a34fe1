import { delay } from '../base/clock';
import type { Disposable } from '../base/disposable';
import { errorMessage } from '../base/userError';
import type { ContinuousRunner } from './continuousRunner';
import { freePort } from './debugLaunch';
import { dataFolderOf, type EngineContext, settingsFor } from './engineContext';
import type { LaunchOptions } from './engineOptions';
import { singletonLockName, tryLockJob } from './jobLock';
import { launchJob, type LaunchedJob } from './jobLaunch';
import type { ProcessSnapshot } from './jobSnapshot';
import { prepareWorkingFolder, type WorkingFolders } from './workingFolders';
import { restartDelayMs } from './restartPolicy';
import { prepareShutdownFile } from './shutdownFile';

/** "Still running" is logged after the first hour, then twice a day (kudu-webjobs §4.3). */
const stillRunningFirstMs = 3_600_000;
const stillRunningNextMs = 12 * 3_600_000;

/** The loop of a continuous job from one start to its stop: process, wait, process, … (kudu-webjobs §4.2, §4.3). */
export class ContinuousRun {
  /** Settles when the loop has ended. */
  readonly finished: Promise<void>;
  shutdownFile: string | undefined;
  port: number | undefined;
  process: ProcessSnapshot | null = null;

  private readonly stopped = new AbortController();
  private isAborted = false;
  private present: LaunchedJob | undefined;
  private onFinished: () => void = () => undefined;

  constructor(
    private readonly context: EngineContext,
    private readonly runner: ContinuousRunner,
    readonly launch: LaunchOptions | undefined,
    private readonly folders: WorkingFolders,
  ) {
    this.finished = new Promise((resolve) => (this.onFinished = resolve));
  }

  begin(): void {
    void this.loop().finally(this.onFinished);
  }

  /** Ends the loop after the present process, and every wait at once. */
  requestStop(): void {
    this.stopped.abort(new Error('The job is being stopped.'));
  }

  /** Kills the present process; the loop then ends. */
  async abort(): Promise<void> {
    this.isAborted = true;
    this.requestStop();
    this.present?.process.detachOutput();
    await this.context.processes.kill(this.runner.key, this.present);
  }

  private isStopRequested(): boolean {
    return this.stopped.signal.aborted;
  }

  private async loop(): Promise<void> {
    const { timings, options } = this.context;
    while (!this.isStopRequested() && !(await this.runner.isDisabled(this.launch))) {
      try {
        await this.iterate();
      } catch (error) {
        options.logger.error(`The loop of ${this.runner.key.name} failed; it goes on after a pause.`, error);
        this.runner.lastError = errorMessage(error);
        this.context.didChange(this.runner.key);
        await this.wait(timings.errorRetryMs);
      }
    }
  }

  private async iterate(): Promise<void> {
    const { runner } = this;
    const { isSingleton } = runner.job.settings;
    await runner.noteSingleton(isSingleton);
    const lock = isSingleton ? await this.lockSingleton() : undefined;
    if (isSingleton && !lock) {
      await runner.reportIfChanged('InactiveInstance');
      await this.wait(this.context.timings.singletonRetryMs);
      return;
    }
    try {
      await this.runProcess();
    } finally {
      if (lock) {
        lock.dispose();
        await runner.log.system('INFO', 'WebJob singleton lock is released');
      }
    }
  }

  private async lockSingleton(): Promise<Disposable | undefined> {
    const { options } = this.context;
    const lock = await tryLockJob({
      dataFolder: dataFolderOf(this.context, this.runner.key),
      fileName: singletonLockName,
      operation: 'Acquiring continuous WebJob singleton lock',
      instanceId: options.instanceId,
      nowMs: options.clock.now(),
    });
    if (lock) await this.runner.log.system('INFO', 'WebJob singleton lock is acquired');
    return lock;
  }

  private async runProcess(): Promise<void> {
    const { runner, context } = this;
    const { clock } = context.options;
    const begunMs = clock.monotonic();
    runner.log.startRun();
    const workingFolder = await prepareWorkingFolder(context, this.folders, runner.job, runner.log);
    const { file, host } = runner.job.script;
    await runner.log.system('INFO', `Run script '${file}' with script host - '${host.name}'`);
    this.shutdownFile = await prepareShutdownFile(context, runner.key);
    this.port = await freePort();
    await runner.report('Running');
    if (this.isStopRequested()) return;
    await this.runToEnd(workingFolder);
    if (this.isStopRequested() || (await runner.isDisabled(this.launch))) return;

    const { restartMs } = settingsFor(context, this.launch).site;
    const { longLifeMs } = context.timings;
    const waitMs = restartDelayMs(clock.monotonic() - begunMs, { restartMs, longLifeMs });
    await runner.log.system('INFO', `Process went down, waiting for ${waitMs / 1_000} seconds`);
    await runner.report('PendingRestart');
    await this.wait(waitMs);
  }

  /** Runs the process and reports how it ended. */
  private async runToEnd(workingFolder: string): Promise<void> {
    const { runner } = this;
    let exitCode: number;
    try {
      const launched = await launchJob(this.context, {
        job: runner.job,
        workingFolder,
        log: runner.log,
        launch: this.launch,
        runId: '',
        runArguments: '',
        ...(this.shutdownFile === undefined ? {} : { shutdownFile: this.shutdownFile }),
        ...(this.port === undefined ? {} : { port: this.port }),
      });
      exitCode = await this.watch(launched, workingFolder);
    } catch (error) {
      const message = errorMessage(error);
      runner.lastError = message;
      await runner.log.consoleError(message);
      await runner.log.system('ERR ', message);
      return;
    }
    if (this.isAborted) {
      await runner.log.consoleError('Thread was being aborted.');
      await runner.log.system('INFO', 'WebJob process was aborted');
      await runner.report('Stopped');
    } else if (exitCode === 0) {
      runner.lastError = undefined;
      await runner.report('Success');
    } else {
      runner.lastError = `Job failed due to exit code ${exitCode}`;
      await runner.log.system('ERR ', runner.lastError);
    }
  }

  /** Waits for the end of a process, with all that is to be seen and said while it lives. */
  private async watch(launched: LaunchedJob, workingFolder: string): Promise<number> {
    const { runner, context } = this;
    this.present = launched;
    this.process = {
      pid: launched.pid,
      startedAt: new Date(context.options.clock.now()).toISOString(),
      generation: runner.nextGeneration(),
      workingFolder,
      runId: null,
      debug: launched.debug,
    };
    context.didChange(runner.key);
    // A stop with force may have come while the process was being started.
    if (this.isAborted) await this.abort();
    const reminder = this.remindWhileRunning();
    try {
      return await launched.process.ended;
    } finally {
      reminder.dispose();
      this.present = undefined;
      this.process = null;
      this.port = undefined;
    }
  }

  private remindWhileRunning(): Disposable {
    const { clock } = this.context.options;
    const remind = (): void => {
      void this.runner.log.system('INFO', 'WebJob is still running');
      timer = clock.after(stillRunningNextMs, remind);
    };
    let timer = clock.after(stillRunningFirstMs, remind);
    return { dispose: () => timer.dispose() };
  }

  /** Waits, but not beyond a request to stop. */
  private async wait(ms: number): Promise<void> {
    await delay(this.context.options.clock, ms, this.stopped.signal).catch(() => undefined);
  }
}
