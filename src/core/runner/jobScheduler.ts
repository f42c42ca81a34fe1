import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Disposable } from '../base/disposable';
import { errorMessage } from '../base/userError';
import type { JobKey } from '../jobs/job';
import { type CronSchedule, parseCron } from '../schedule/cronExpression';
import { decideNextRun, longestTimerMs, type ScheduleDecision } from '../schedule/scheduleDecision';
import { formatTimeSpan } from '../schedule/timeSpan';
import { findZone, utcZone, type Zone } from '../schedule/zones';
import { dataFolderOf, type EngineContext, settingsFor } from './engineContext';
import { type JobConfiguration } from './jobConfiguration';
import { RollingLogFile } from './logFile';
import { type LogLevel, logStamp, logTime } from './logStamp';
import { nameKey } from './jobCatalog';

export interface SchedulerPorts {
  /** Start of the latest run in the history, milliseconds since 1970; null when the job never ran. */
  readonly lastRunMs: (key: JobKey) => Promise<number | null>;
  /** Starts a run; false when it cannot: the slot is then skipped silently. */
  readonly invoke: (key: JobKey, trigger: string) => Promise<boolean>;
}

interface ScheduledJob {
  readonly key: JobKey;
  readonly schedule: CronSchedule;
  /** When the timer was set; the reference point of a job that never ran. */
  readonly armedMs: number;
  /** When the timer fires, milliseconds since 1970. */
  dueMs: number;
  /** When the schedule fires next, which may lie beyond the timer. */
  nextRunMs: number;
  timer: Disposable | undefined;
}

/** Timers look at the clock at least this often, so that a machine that slept or whose clock was set is in time. */
const longestSleepMs = 30_000;

/** Starts triggered jobs by their schedules (kudu-webjobs §5.5, §5.6). Nothing is persisted: the history is the memory. */
export class JobScheduler implements Disposable {
  private readonly jobs = new Map<string, ScheduledJob>();
  private readonly logs = new Map<string, RollingLogFile>();
  private readonly queues = new Map<string, Promise<void>>();
  private isDisposed = false;

  constructor(
    private readonly context: EngineContext,
    private readonly ports: SchedulerPorts,
  ) {}

  /** When the job's schedule fires next, milliseconds since 1970; undefined when it is not scheduled. */
  nextRunMs(key: JobKey): number | undefined {
    return this.jobs.get(nameKey(key.name))?.nextRunMs;
  }

  /** Whether the job has a schedule that is in force. */
  isScheduled(key: JobKey): boolean {
    return this.jobs.has(nameKey(key.name));
  }

  /** A job's files have changed (or it is new, or gone: undefined): schedules it anew. Never rejects. */
  update(key: JobKey, job: JobConfiguration | undefined): Promise<void> {
    return this.inOrder(key, () => this.reschedule(key, job));
  }

  /** The timer of a job has fired. Never rejects. */
  fire(key: JobKey): Promise<void> {
    return this.inOrder(key, () => this.runIfDue(key));
  }

  /** Takes all schedules out of force without a word in their logs: schedules were switched off for the whole site. */
  clear(): void {
    for (const job of this.jobs.values()) job.timer?.dispose();
    this.jobs.clear();
  }

  dispose(): void {
    this.isDisposed = true;
    this.clear();
  }

  private async reschedule(key: JobKey, job: JobConfiguration | undefined): Promise<void> {
    const text = job && !settingsFor(this.context).site.isScheduleDisabled ? job.settings.schedule : null;
    const schedule = text === null ? undefined : await this.parse(key, text);
    if (!schedule) {
      await this.remove(key);
      return;
    }
    const decision = this.decide(schedule, await this.ports.lastRunMs(key), { timerFired: false });
    if (decision.kind === 'none') {
      // The service fails here without a word, and an earlier schedule is out of force.
      this.drop(key);
      return;
    }
    if (decision.kind === 'missed') {
      const recent = logTime(decision.mostRecentMissed);
      await this.log(key, 'WARN', `Missed ${decision.missedCount} schedules, most recent at ${recent}`);
    }
    const span = timerSpan(decision.waitMs);
    await this.log(key, 'INFO', `Scheduling WebJob with ${schedule.canonical} next schedule expected in ${span}`);
    this.arm(key, schedule, decision);
  }

  private async runIfDue(key: JobKey): Promise<void> {
    const job = this.jobs.get(nameKey(key.name));
    if (!job) return;
    const lastRunMs = (await this.ports.lastRunMs(key)) ?? job.armedMs;
    const decision = this.decide(job.schedule, lastRunMs, { timerFired: true });
    if (decision.kind !== 'run') {
      await this.waitForNext(job, decision);
      return;
    }
    if (await this.ports.invoke(key, `Schedule - ${job.schedule.canonical}`))
      await this.log(key, 'INFO', 'WebJob invoked');
    // Whether it ran or was skipped, this slot is over.
    const nowMs = this.context.options.clock.now();
    await this.waitForNext(job, this.decide(job.schedule, nowMs, { timerFired: true }));
  }

  private async waitForNext(job: ScheduledJob, decision: ScheduleDecision): Promise<void> {
    if (decision.kind === 'none') {
      this.drop(job.key);
      return;
    }
    await this.log(job.key, 'INFO', `Next schedule expected in ${timerSpan(decision.waitMs)}`);
    this.arm(job.key, job.schedule, decision);
  }

  private async parse(key: JobKey, text: string): Promise<CronSchedule | undefined> {
    const result = parseCron(text);
    if (result.valid) return result.schedule;
    const message = result.problems[0]?.serviceMessage ?? '';
    await this.log(key, 'ERR ', `Failed to parse schedule "${text}". Error: ${message}`);
    return undefined;
  }

  private async remove(key: JobKey): Promise<void> {
    if (!this.isScheduled(key)) return;
    this.drop(key);
    await this.log(key, 'INFO', 'Removing current schedule from WebJob');
    this.context.didChange(key);
  }

  private drop(key: JobKey): void {
    this.jobs.get(nameKey(key.name))?.timer?.dispose();
    this.jobs.delete(nameKey(key.name));
  }

  private decide(
    schedule: CronSchedule,
    lastRunUtcMs: number | null,
    { timerFired }: { readonly timerFired: boolean },
  ): ScheduleDecision {
    const nowUtcMs = this.context.options.clock.now();
    return decideNextRun({ schedule, lastRunUtcMs, nowUtcMs, zone: this.zone(), timerFired });
  }

  /** An unknown zone counts as UTC; the log of the product says so. */
  private zone(): Zone {
    const name = settingsFor(this.context).site.timeZone;
    const zone = name === undefined ? utcZone : findZone(name);
    if (!zone) this.context.options.logger.warn(`WEBSITE_TIME_ZONE names no known zone: ${name ?? ''}. UTC is used.`);
    return zone ?? utcZone;
  }

  private arm(key: JobKey, schedule: CronSchedule, decision: Exclude<ScheduleDecision, { kind: 'none' }>): void {
    this.drop(key);
    if (this.isDisposed) return;
    const nowMs = this.context.options.clock.now();
    const job: ScheduledJob = {
      key,
      schedule,
      armedMs: nowMs,
      dueMs: nowMs + Math.min(decision.waitMs, longestTimerMs),
      nextRunMs: decision.atUtcMs,
      timer: undefined,
    };
    this.jobs.set(nameKey(key.name), job);
    this.sleep(job);
    this.context.didChange(key);
  }

  private sleep(job: ScheduledJob): void {
    const { clock } = this.context.options;
    const remainingMs = job.dueMs - clock.now();
    job.timer = clock.after(Math.min(Math.max(remainingMs, 0), longestSleepMs), () => {
      if (clock.now() >= job.dueMs) void this.fire(job.key);
      else this.sleep(job);
    });
  }

  private async log(key: JobKey, level: LogLevel, message: string): Promise<void> {
    const { clock, instanceId, logger } = this.context.options;
    const folder = dataFolderOf(this.context, key);
    let file = this.logs.get(folder);
    if (!file) {
      await mkdir(folder, { recursive: true });
      file = new RollingLogFile(join(folder, 'job_scheduler.log'), join(folder, 'job_prev_log.txt'), (error) =>
        logger.warn(`The scheduler's log of ${key.name} cannot be written: ${errorMessage(error)}`),
      );
      this.logs.set(folder, file);
    }
    await file.append(Buffer.from(`${logStamp(clock.now(), instanceId, 'system', level)}${message}\r\n`));
  }

  /** What concerns one job is done one after another. */
  private inOrder(key: JobKey, work: () => Promise<void>): Promise<void> {
    const name = nameKey(key.name);
    const done = (this.queues.get(name) ?? Promise.resolve())
      .then(work)
      .catch((error: unknown) => this.context.options.logger.error(`Scheduling ${key.name} failed.`, error));
    this.queues.set(name, done);
    return done;
  }
}

function timerSpan(waitMs: number): string {
  return formatTimeSpan(Math.min(waitMs, longestTimerMs));
}
