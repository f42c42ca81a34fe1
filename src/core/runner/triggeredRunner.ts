import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { delay } from '../base/clock';
import type { Disposable } from '../base/disposable';
import type { JobKey } from '../jobs/job';
import { runIdAt } from './dotnetTime';
import { dataFolderOf, type EngineContext, settingsFor } from './engineContext';
import { alreadyRunning, webJobsStopped } from './engineErrors';
import type { LaunchOptions } from './engineOptions';
import type { JobConfiguration } from './jobConfiguration';
import { tryLockJob } from './jobLock';
import type { RunRecord } from './jobRecords';
import type { ProcessSnapshot } from './jobSnapshot';
import { OutputChannel } from './outputChannel';
import { RunHistory, runLockName } from './runHistory';
import { TriggeredExecution } from './triggeredExecution';
import { WorkingFolders } from './workingFolders';

export interface RunRequest {
  /** One raw string; empty for none. */
  readonly runArguments: string;
  readonly trigger: string;
  readonly launch: LaunchOptions | undefined;
}

/** Runs one triggered job, once at a time (kudu-webjobs §5); lives as long as the engine knows the job. */
export class TriggeredRunner implements Disposable {
  readonly channel = new OutputChannel(false);
  readonly history: RunHistory;
  /** The most recent failure in one line, until a run ends well. */
  lastError: string | undefined;

  private readonly folders = new WorkingFolders();
  private execution: TriggeredExecution | undefined;
  private isShutDown = false;
  private generation = 0;
  private lastRunId = '';

  constructor(
    private readonly context: EngineContext,
    readonly key: JobKey,
    private readonly onDidFinish: (run: RunRecord) => void,
  ) {
    this.history = new RunHistory(key.name, dataFolderOf(context, key), () => context.options.clock.now());
  }

  get isActive(): boolean {
    return this.execution !== undefined;
  }

  get process(): ProcessSnapshot | null {
    return this.execution?.process ?? null;
  }

  /** The run in progress. */
  get present(): TriggeredExecution | undefined {
    return this.execution;
  }

  /**
   * Starts a run; resolves when its folder and status exist. Throws UserError `webjobs-stopped` or `already-running`.
   */
  async start(job: JobConfiguration, request: RunRequest): Promise<TriggeredExecution> {
    const { options } = this.context;
    const { site } = settingsFor(this.context, request.launch);
    if (site.isStopped || this.isShutDown) throw webJobsStopped();
    const dataFolder = dataFolderOf(this.context, this.key);
    await mkdir(dataFolder, { recursive: true });
    const lock = await tryLockJob({
      dataFolder,
      fileName: runLockName,
      operation: 'Acquiring triggered WebJob lock',
      instanceId: options.instanceId,
      nowMs: options.clock.now(),
    });
    if (!lock) throw alreadyRunning();
    try {
      await this.history.removeExpired(site.historySize);
      const runId = this.newRunId();
      await this.history.create(runId);
      // The shutdown may have begun meanwhile, and did not see this run.
      if (this.hasShutDown()) throw webJobsStopped();
      const execution = new TriggeredExecution({
        context: this.context,
        job,
        request,
        runId,
        history: this.history,
        folders: this.folders,
        channel: this.channel,
        generation: ++this.generation,
        logPath: join(this.history.runFolder(runId), 'output_log.txt'),
      });
      this.execution = execution;
      await execution.begin();
      void execution.finished.then(() => this.end(execution, lock));
      return execution;
    } catch (error) {
      this.execution = undefined;
      lock.dispose();
      throw error;
    }
  }

  /**
   * Site shutdown: waits for the present run to end by itself, without telling it; what still runs then dies and shows as
   * aborted (kudu-webjobs §5.7).
   */
  async shutDown({ force = false }: { readonly force?: boolean }): Promise<void> {
    this.isShutDown = true;
    const execution = this.execution;
    if (!execution) return;
    const over = new AbortController();
    const { clock } = this.context.options;
    const isDone =
      !force &&
      (await Promise.race([
        execution.released.then(() => true),
        delay(clock, execution.stopWaitMs, over.signal).then(
          () => false,
          () => false,
        ),
      ]));
    over.abort();
    if (!isDone) await execution.abandon();
    await execution.released;
  }

  private hasShutDown(): boolean {
    return this.isShutDown;
  }

  dispose(): void {
    this.channel.end();
  }

  private async end(execution: TriggeredExecution, lock: Disposable): Promise<void> {
    this.lastError = execution.error;
    this.execution = undefined;
    lock.dispose();
    this.channel.end();
    const run = await this.history.find(execution.runId);
    execution.settle();
    this.context.didChange(this.key);
    if (run) this.onDidFinish(run);
  }

  /** Ids are unique and ascending, also when the clock is set back or two runs begin at the same moment. */
  private newRunId(): string {
    const id = runIdAt(this.context.options.clock.now());
    this.lastRunId = id > this.lastRunId ? id : (BigInt(this.lastRunId) + 1n).toString();
    return this.lastRunId;
  }
}
