import type { Disposable } from '../base/disposable';
import { delay } from '../base/clock';
import { errorMessage } from '../base/userError';
import type { EngineContext } from './engineContext';
import { settingsFor } from './engineContext';
import { formatTime, ticksOf } from './dotnetTime';
import { idleCheckMs, idleTimeoutMs, judgeIdle, startIdle, stepIdle } from './idlePolicy';
import { type JobConfiguration, stopWaitMs } from './jobConfiguration';
import { JobLog } from './jobLog';
import { launchJob, type LaunchedJob } from './jobLaunch';
import type { ProcessSnapshot, RunSnapshot, RunStatus } from './jobSnapshot';
import { RunLogFile } from './logFile';
import type { OutputChannel } from './outputChannel';
import type { RunHistory } from './runHistory';
import type { RunRequest } from './triggeredRunner';
import { prepareWorkingFolder, type WorkingFolders } from './workingFolders';

export interface ExecutionOptions {
  readonly context: EngineContext;
  readonly job: JobConfiguration;
  readonly request: RunRequest;
  readonly runId: string;
  readonly history: RunHistory;
  readonly folders: WorkingFolders;
  readonly channel: OutputChannel;
  readonly generation: number;
  readonly logPath: string;
}

/** Why the process of a run was killed; the first reason counts. */
type KillReason = { readonly kind: 'idle'; readonly message: string } | { readonly kind: 'stopped' };

/** One run of a triggered job, from its status file to its end (kudu-webjobs §5.1). */
export class TriggeredExecution {
  /** Settles when the process is dead, and log and status are complete. */
  readonly finished: Promise<void>;
  /** Settles after {@link finished}, when the job can run again. */
  readonly released: Promise<void>;
  process: ProcessSnapshot | null = null;
  /** Why the run failed, in one line. */
  error: string | undefined;

  private readonly file: RunLogFile;
  private readonly log: JobLog;
  private readonly startTime: string;
  private present: LaunchedJob | undefined;
  private killReason: KillReason | undefined;
  private onFinished: () => void = () => undefined;
  private onReleased: () => void = () => undefined;

  constructor(private readonly options: ExecutionOptions) {
    const { context, channel, logPath } = options;
    const { clock, instanceId, logger } = context.options;
    this.file = new RunLogFile(logPath, (error) => logger.warn(`${logPath} cannot be written: ${errorMessage(error)}`));
    this.log = new JobLog({ file: this.file, channel, instanceId, clock });
    this.startTime = formatTime(ticksOf(clock.now()));
    this.finished = new Promise((resolve) => (this.onFinished = resolve));
    this.released = new Promise((resolve) => (this.onReleased = resolve));
  }

  get runId(): string {
    return this.options.runId;
  }

  /** How long a shutdown waits for the run to end by itself. */
  get stopWaitMs(): number {
    return stopWaitMs(this.options.job, this.options.context.timings);
  }

  /** The run as far as memory knows, for when its files are gone. */
  summary(): RunSnapshot {
    const status = this.error === undefined ? 'Success' : 'Failed';
    return { id: this.runId, status, startTime: this.startTime, endTime: null, trigger: this.options.request.trigger };
  }

  /** Absolute path of the run's log. */
  get logPath(): string {
    return this.options.logPath;
  }

  /** Length of the log with everything that was logged so far, in the file or on its way. */
  get loggedBytes(): number {
    return this.file.acceptedBytes;
  }

  /** Makes the run visible, then lets it run. */
  async begin(): Promise<void> {
    await this.report('Initializing');
    void this.execute().finally(this.onFinished);
  }

  /** Says that the job can run again. */
  settle(): void {
    this.onReleased();
  }

  /** Resolves when everything that was logged so far is in the file. */
  flushLog(): Promise<void> {
    return this.log.flush();
  }

  /**
   * Ends the run, which the service cannot: a signal that asks the process to end where there are signals, then the whole
   * tree. With `patient` it waits for the process without limit, until another call forces the end. Resolves when the job
   * can run again.
   */
  async stop({
    force = false,
    patient = false,
  }: {
    readonly force?: boolean;
    readonly patient?: boolean;
  }): Promise<void> {
    const { clock } = this.options.context.options;
    this.killReason ??= { kind: 'stopped' };
    if (!force && this.present && process.platform !== 'win32') {
      await this.options.context.processes.askToEnd(this.present);
      const over = new AbortController();
      const waitMs = patient ? Infinity : stopWaitMs(this.options.job, this.options.context.timings);
      await Promise.race([this.finished, delay(clock, waitMs, over.signal).catch(() => undefined)]);
      over.abort();
    }
    await this.kill();
    await this.released;
  }

  /** Kills the run's processes and leaves its status as it is: it will show as aborted (kudu-webjobs §5.7). */
  async abandon(): Promise<void> {
    this.isAbandoned = true;
    await this.kill();
    await this.finished;
  }

  private isAbandoned = false;

  private async kill(): Promise<void> {
    this.present?.process.detachOutput();
    await this.options.context.processes.kill(this.options.job.folder, this.present);
  }

  private async execute(): Promise<void> {
    const { context, job } = this.options;
    try {
      await this.run();
    } catch (error) {
      this.error = errorMessage(error);
      if (!this.isAbandoned) {
        await this.report('Failed');
        await this.log.system('ERR ', `WebJob run failed due to: ${this.error}`);
      }
      context.options.logger.error(`The run ${this.runId} of ${job.folder.name} failed.`, error);
    }
    await this.log.close();
  }

  private async run(): Promise<void> {
    const { context, job, folders, request, runId } = this.options;
    const workingFolder = await prepareWorkingFolder(context, folders, job, this.log);
    const { file, host } = job.script;
    await this.log.system('INFO', `Run script '${file}' with script host - '${host.name}'`);
    await this.report('Running');
    let launched: LaunchedJob;
    try {
      launched = await launchJob(context, {
        job,
        workingFolder,
        log: this.log,
        launch: request.launch,
        runId,
        runArguments: request.runArguments,
      });
    } catch (error) {
      await this.failWith(errorMessage(error));
      return;
    }
    await this.conclude(await this.watch(launched, workingFolder));
  }

  private async watch(launched: LaunchedJob, workingFolder: string): Promise<number> {
    const { context, generation, job, runId } = this.options;
    this.present = launched;
    this.process = {
      pid: launched.pid,
      startedAt: new Date(context.options.clock.now()).toISOString(),
      generation,
      workingFolder,
      runId,
      debug: launched.debug,
    };
    context.didChange(job.folder);
    if (this.killReason || this.isAbandoned) await this.kill();
    // Under a debugger a run stands still for as long as its user thinks.
    const idleWatch = launched.debug ? undefined : this.watchIdle(launched);
    try {
      return await launched.process.ended;
    } finally {
      idleWatch?.dispose();
      this.present = undefined;
      this.process = null;
    }
  }

  private async conclude(exitCode: number): Promise<void> {
    if (this.isAbandoned) return;
    if (this.killReason?.kind === 'idle') await this.failWith(this.killReason.message);
    else if (this.killReason?.kind === 'stopped') {
      this.error = 'The run was stopped.';
      await this.log.consoleError('Thread was being aborted.');
      await this.log.system('INFO', 'WebJob process was aborted');
      await this.report('Stopped');
    } else if (exitCode === 0) await this.report('Success');
    else {
      this.error = `Job failed due to exit code ${exitCode}`;
      await this.report('Failed');
      await this.log.system('ERR ', this.error);
    }
  }

  /** The message stands in the log as if the job had said it, and once more as the exception that the service logs. */
  private async failWith(message: string): Promise<void> {
    [this.error] = message.split(/\r?\n/);
    await this.log.consoleError(message);
    await this.report('Failed');
    await this.log.system('ERR ', message);
  }

  /** Kills the run when it neither writes nor computes (kudu-webjobs §5.4). */
  private watchIdle(launched: LaunchedJob): Disposable {
    const { context, request } = this.options;
    const { clock } = context.options;
    const timeoutMs = idleTimeoutMs(settingsFor(context, request.launch).site.idleTimeoutSeconds);
    let state = startIdle(clock.monotonic());
    let isDisposed = false;
    const check = async (): Promise<void> => {
      const nowMs = clock.monotonic();
      if (stepIdle(state, nowMs, launched.process.lastOutputMs, timeoutMs).kind === 'measure') {
        const next = judgeIdle(state, nowMs, await context.processes.cpuMs(launched.pid));
        if (isDisposed) return;
        if (!next) {
          this.killReason ??= { kind: 'idle', message: idleMessage(launched.commandName, timeoutMs / 1_000) };
          await this.kill();
          return;
        }
        state = next;
      }
      timer = clock.after(idleCheckMs, () => void check());
    };
    let timer = clock.after(idleCheckMs, () => void check());
    return {
      dispose: () => {
        isDisposed = true;
        timer.dispose();
      },
    };
  }

  private async report(status: RunStatus): Promise<void> {
    const isEnd = status !== 'Initializing' && status !== 'Running';
    await this.writeStatus(status, isEnd ? formatTime(ticksOf(this.options.context.options.clock.now())) : undefined);
    await this.log.system('INFO', `Status changed to ${status}`);
    this.options.context.didChange(this.options.job.folder);
  }

  private async writeStatus(status: RunStatus, endTime?: string): Promise<void> {
    const { history, request, context } = this.options;
    const file = { trigger: request.trigger, status, startTime: this.startTime, ...(endTime ? { endTime } : {}) };
    await history.writeStatus(this.runId, file).catch((error: unknown) => {
      context.options.logger.warn(`The status of run ${this.runId} cannot be written: ${errorMessage(error)}`);
    });
  }
}

/** So much of a command's arguments is shown. */
const shownArgumentCharacters = 15;

function idleMessage(command: LaunchedJob['commandName'], seconds: number): string {
  const { program, argumentText } = command;
  const isShortened = argumentText.length > shownArgumentCharacters;
  const shown = isShortened ? `${argumentText.slice(0, shownArgumentCharacters)} ...` : argumentText;
  const lineEnd = process.platform === 'win32' ? '\r\n' : '\n';
  return (
    `Command '${program} ${shown}' was aborted due to no output nor CPU activity for ${seconds} seconds. ` +
    'You can increase the SCM_COMMAND_IDLE_TIMEOUT app setting (or WEBJOBS_IDLE_TIMEOUT if this is a WebJob) if needed.' +
    `${lineEnd}${program} ${argumentText}`
  );
}
