import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Clock } from '../../../src/core/base/clock';
import { systemClock } from '../../../src/core/base/clock';
import { readLog } from '../engine/caseFiles';
import { CaseSite, withinTolerance } from '../engine/caseSite';
import { assertLines } from '../engine/placeholders';
import { SiteTimeline } from '../engine/siteTimeline';
import { compareRuns, type TriggeredCase } from './triggered';

/** A case of scheduler.json with the kind `live`; see the README beside the recordings. */
interface LiveCase extends TriggeredCase {
  readonly clock_at_start: string;
  readonly time_zone: string;
  readonly expected: TriggeredCase['expected'] & {
    readonly runs: readonly { readonly id: string; readonly start_second?: string }[];
    readonly scheduler_log?: readonly string[] | null;
    readonly scheduler_log_clock?: readonly string[];
  };
}

/** Seconds by which a recorded clock time may be missed. */
const toleranceSeconds = 1;

export const concurrency = 7;

export async function runCase(recorded: LiveCase): Promise<void> {
  const site = await CaseSite.create(recorded);
  const clock = clockThatShows(recorded.clock_at_start);
  const timeline = new SiteTimeline(site, { clock, timeZone: recorded.time_zone });
  try {
    await timeline.start(recorded.actions);
    await timeline.play(recorded.actions, recorded.expected.steps);
    await withinTolerance(site, () => compareRuns(site, timeline, recorded));
    const log = await readLog(join(site.dataDir, 'job_scheduler.log'));
    const { scheduler_log: expectedLog, scheduler_log_clock: clocks } = recorded.expected;
    if (expectedLog) assertLines(log ?? [], expectedLog, site.placeholders(), "scheduler's log");
    else assert.equal(log, undefined, "scheduler's log");
    const assertClock = (line: string, clock: string | undefined, what: string): void => {
      if (clock !== undefined) assertNear(line, clock, { what, seconds: toleranceSeconds + site.lateSeconds() });
    };
    log?.forEach((line, index) => assertClock(line, clocks?.[index], `line ${index + 1} of the scheduler's log`));
    const ids = await timeline.runIds();
    for (const run of recorded.expected.runs) {
      const id = ids[Number(/\d+/.exec(run.id)?.[0]) - 1];
      const first = (await readLog(join(site.dataDir, id ?? '', 'output_log.txt')))?.[0];
      assertClock(first ?? '', run.start_second, `start of ${run.id}`);
    }
  } finally {
    await timeline.end();
    await site.remove();
  }
}

/** The system's clock, set to another time. */
function clockThatShows(iso: string): Clock {
  const offsetMs = Date.parse(iso) - systemClock.now();
  return { ...systemClock, now: () => systemClock.now() + offsetMs };
}

function assertNear(
  line: string,
  expected: string,
  { what, seconds }: { readonly what: string; readonly seconds: number },
): void {
  const actual = / (\d\d:\d\d:\d\d) > /.exec(line)?.[1] ?? '';
  const difference = Math.abs(secondOfDay(actual) - secondOfDay(expected));
  assert.ok(difference <= seconds, `${what}: ${actual} instead of ${expected}`);
}

function secondOfDay(clock: string): number {
  const [hour, minute, second] = clock.split(':').map(Number);
  return (hour ?? 0) * 3_600 + (minute ?? 0) * 60 + (second ?? 0);
}
