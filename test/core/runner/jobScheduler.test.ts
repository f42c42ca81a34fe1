import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { Clock } from '../../../src/core/base/clock';
import { toDisposable } from '../../../src/core/base/disposable';
import type { EngineContext } from '../../../src/core/runner/engineContext';
import { serviceTimings } from '../../../src/core/runner/engineOptions';
import { readJobConfiguration } from '../../../src/core/runner/jobConfiguration';
import { JobScheduler } from '../../../src/core/runner/jobScheduler';
import { temporaryFolder, writeTree } from '../../support/fileTree';
import { testOptions } from './testEngine';

const key = { kind: 'triggered', name: 'job' } as const;
const minute = 60_000;
const start = Date.UTC(2025, 10, 20, 10, 20);

/** A scheduled job whose clock only moves when it is told to. */
class ScheduledSite {
  nowMs = start;
  lastRunMs: number | null = null;
  timer: { readonly delayMs: number; readonly callback: () => void } | undefined;
  readonly scheduler: JobScheduler;
  /** Fulfilled with the trigger of the first run. */
  readonly invoked: Promise<string>;

  private constructor(private readonly folder: string) {
    let onInvoked: (trigger: string) => void = () => undefined;
    this.invoked = new Promise((resolve) => (onInvoked = resolve));
    const clock: Clock = {
      now: () => this.nowMs,
      monotonic: () => 0,
      after: (delayMs, callback) => {
        this.timer = { delayMs, callback };
        return toDisposable(() => (this.timer = undefined));
      },
    };
    const options = testOptions(folder, { clock });
    const context = { options, timings: serviceTimings, didChange: () => undefined } as unknown as EngineContext;
    this.scheduler = new JobScheduler(context, {
      lastRunMs: () => Promise.resolve(this.lastRunMs),
      invoke: (_, trigger) => {
        this.lastRunMs = this.nowMs;
        onInvoked(trigger);
        return Promise.resolve(true);
      },
    });
  }

  static async create(context: TestContext, schedule: string): Promise<ScheduledSite> {
    const folder = await temporaryFolder(context);
    const path = join(folder, 'jobs/triggered/job');
    await writeTree(path, { 'run.sh': '', 'settings.job': JSON.stringify({ schedule }) });
    const site = new ScheduledSite(folder);
    await site.scheduler.update(key, await readJobConfiguration({ ...key, path }));
    return site;
  }

  log(): Promise<string> {
    return readFile(join(this.folder, 'data/jobs/triggered/job/job_scheduler.log'), 'utf8');
  }
}

test('a schedule waits for its next slot', async (context) => {
  const site = await ScheduledSite.create(context, '0 0 * * * *');
  assert.equal(site.scheduler.nextRunMs(key), start + 40 * minute);
  assert.match(await site.log(), /Scheduling WebJob with 0 0 \* \* \* \* next schedule expected in 00:40:00\r\n$/);
});

test('nothing is scheduled for an expression that never matches, and nothing is said', async (context) => {
  const site = await ScheduledSite.create(context, '0 0 0 31 2 *');
  assert.equal(site.scheduler.isScheduled(key), false);
  await assert.rejects(site.log(), { code: 'ENOENT' });
});

test('a machine that slept through a slot runs the job as soon as it wakes', async (context) => {
  const site = await ScheduledSite.create(context, '0 0 * * * *');
  site.nowMs = start + 200 * minute;
  site.timer?.callback();
  assert.equal(await site.invoked, 'Schedule - 0 0 * * * *');
});

test('a clock that is set back makes the job wait for its slot', async (context) => {
  const site = await ScheduledSite.create(context, '0 0 * * * *');
  const { timer } = site;
  site.nowMs = start - 60 * minute;
  timer?.callback();
  assert.notEqual(site.timer, timer);
  assert.equal(site.lastRunMs, null);
  assert.equal(site.scheduler.nextRunMs(key), start + 40 * minute);
});

test('timers are short enough to notice that the clock was set', async (context) => {
  const site = await ScheduledSite.create(context, '0 0 12 29 2 *');
  assert.ok((site.timer?.delayMs ?? Infinity) <= minute);
});

test('schedules that are switched off leave no timer', async (context) => {
  const site = await ScheduledSite.create(context, '0 0 * * * *');
  site.scheduler.clear();
  assert.equal(site.timer, undefined);
  assert.equal(site.scheduler.nextRunMs(key), undefined);
});
