import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../../src/core/base/clock';
import { systemClock } from '../../../src/core/base/clock';
import { type Disposable, toDisposable } from '../../../src/core/base/disposable';
import type { JobKey } from '../../../src/core/jobs/job';
import { type EngineContext, dataFolderOf } from '../../../src/core/runner/engineContext';
import { serviceTimings } from '../../../src/core/runner/engineOptions';
import { readJobConfiguration } from '../../../src/core/runner/jobConfiguration';
import { JobScheduler } from '../../../src/core/runner/jobScheduler';
import { parseTime, unixMsOf } from '../../../src/core/runner/dotnetTime';
import { processTable } from '../../../src/core/runner/processTable';
import { ProcessKeeper } from '../../../src/core/runner/processKeeper';
import { runLockName } from '../../../src/core/runner/runHistory';
import { TriggeredRunner } from '../../../src/core/runner/triggeredRunner';
import { UserError } from '../../../src/core/base/userError';
import { silentLogger } from '../../../src/core/base/logger';
import { type FileSpecs, performFileAction, readLog, writeFiles } from '../engine/caseFiles';
import { CaseSite } from '../engine/caseSite';
import { assertLines } from '../engine/placeholders';

/** A case of scheduler.json with the kind `scheduler`; see the README beside the recordings. */
interface SchedulerCase {
  readonly id: string;
  /** Named by mutated cases only. */
  readonly job?: string;
  readonly time_zone: string;
  readonly app_settings: Readonly<Record<string, string>>;
  readonly files: FileSpecs;
  readonly history: readonly HistoryRun[];
  readonly steps: readonly Step[];
}

interface HistoryRun {
  readonly id: string;
  readonly status: Readonly<Record<string, string>>;
}

interface Step {
  readonly do: string;
  readonly at?: string;
  readonly path?: string;
  readonly content?: string;
  readonly name?: string;
  readonly value?: string | null;
  readonly run?: HistoryRun;
  readonly expected?: {
    readonly log: readonly string[];
    readonly runs_started: readonly { readonly trigger: string; readonly status: string }[];
    readonly scheduled?: boolean;
    readonly error?: string;
  };
}

export const concurrency = 4;

export async function runCase(recorded: SchedulerCase): Promise<void> {
  const key: JobKey = { kind: 'triggered', name: recorded.job ?? 'job1' };
  const site = await CaseSite.create({ ...recorded, job: key.name, type: key.kind });
  const run = new SchedulerCaseRun(site, recorded, key);
  try {
    for (const past of recorded.history) await run.addHistory(past);
    for (const step of recorded.steps) await run.perform(step);
  } finally {
    await run.end();
    await site.remove();
  }
}

/** Drives the scheduler with a clock that stands still; runs are real. */
class SchedulerCaseRun {
  private nowMs = 0;
  private readonly settings: Record<string, string>;
  private readonly started: { trigger: string; status: string }[] = [];
  private scheduler: JobScheduler | undefined;
  private runner: TriggeredRunner | undefined;
  private keeper: ProcessKeeper | undefined;
  private loggedLines = 0;
  private lock: Disposable | undefined;

  constructor(
    private readonly site: CaseSite,
    private readonly recorded: SchedulerCase,
    private readonly key: JobKey,
  ) {
    this.settings = { ...recorded.app_settings };
  }

  async addHistory(run: HistoryRun): Promise<void> {
    await writeFiles(join(this.site.dataDir, run.id), { status: JSON.stringify(run.status) });
  }

  async perform(step: Step): Promise<void> {
    if (step.at !== undefined) this.nowMs = unixMsOf(parseTime(step.at) ?? 0n);
    if (await performFileAction(this.site.jobDir, step)) return;
    switch (step.do) {
      case 'change':
        await this.present().update(this.key, await this.job());
        // A slot that is due runs at once: the timer's delay is zero.
        if (this.isDue) await this.present().fire(this.key);
        break;
      case 'fire':
        await this.present().fire(this.key);
        break;
      case 'history':
        if (step.run) await this.addHistory(step.run);
        return;
      case 'app-setting':
        if (step.value === undefined || step.value === null) Reflect.deleteProperty(this.settings, step.name ?? '');
        else this.settings[step.name ?? ''] = step.value;
        return;
      case 'hold-run-lock':
        this.lock = await this.site.holdLock(runLockName);
        return;
      case 'release-run-lock':
        this.lock?.dispose();
        return;
      case 'delete-job-folder':
        await rm(this.site.jobDir, { recursive: true });
        return;
      default:
        assert.fail(`The step ${step.do} is unknown.`);
    }
    await this.compare(step);
  }

  async end(): Promise<void> {
    this.lock?.dispose();
    this.scheduler?.dispose();
    await this.keeper?.close();
  }

  private isDue = false;

  private async compare({ do: what, expected }: Step): Promise<void> {
    assert.ok(expected);
    const log = (await readLog(join(this.site.dataDir, 'job_scheduler.log'))) ?? [];
    assertLines(log.slice(this.loggedLines), expected.log, this.site.placeholders(), `log of ${what}`);
    this.loggedLines = log.length;
    const scheduler = this.present();
    if (expected.scheduled !== undefined)
      assert.equal(scheduler.isScheduled(this.key), expected.scheduled, 'scheduled');
    assert.deepEqual(this.started.splice(0), expected.runs_started, 'runs started');
  }

  /** Timers never fire by themselves; that a delay is zero is remembered. */
  private readonly clock: Clock = {
    now: () => this.nowMs,
    monotonic: () => systemClock.monotonic(),
    after: (delayMs) => {
      this.isDue = delayMs === 0;
      return toDisposable(() => undefined);
    },
  };

  private async job(): ReturnType<typeof readJobConfiguration> {
    return readJobConfiguration({ ...this.key, path: this.site.jobDir });
  }

  private present(): JobScheduler {
    if (this.scheduler) return this.scheduler;
    const options = {
      ...this.site.engineOptions({ clock: this.clock, timeZone: this.recorded.time_zone }),
      appSettings: () => this.settings,
    };
    const { dataFolder } = options.paths;
    this.keeper = new ProcessKeeper({ table: processTable(), siteId: 'vector', dataFolder, logger: silentLogger });
    const context: EngineContext = {
      options,
      timings: serviceTimings,
      processes: this.keeper,
      didChange: () => undefined,
    };
    assert.equal(dataFolderOf(context, this.key), this.site.dataDir);
    // Runs live in real time; only the scheduler's clock stands still.
    const runContext = { ...context, options: { ...options, clock: { ...systemClock, now: () => this.nowMs } } };
    this.runner = new TriggeredRunner(runContext, this.key, () => undefined);
    this.scheduler = new JobScheduler(context, {
      lastRunMs: async () => {
        const run = await this.runner?.history.latest();
        const start = run && parseTime(run.startTime);
        return start === undefined || start === 0n ? null : unixMsOf(start);
      },
      invoke: (_, trigger) => this.invoke(trigger),
    });
    return this.scheduler;
  }

  private async invoke(trigger: string): Promise<boolean> {
    const job = await this.job();
    if (!job || !this.runner) return false;
    try {
      const run = await this.runner.start(job, { runArguments: '', trigger, launch: undefined });
      await run.released;
      const record = await this.runner.history.find(run.runId);
      this.started.push({ trigger: record?.trigger ?? '', status: record?.status ?? '' });
      return true;
    } catch (error) {
      if (error instanceof UserError) return false;
      throw error;
    }
  }
}
