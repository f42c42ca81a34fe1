import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideNextRun, type ScheduleDecision } from '../../../src/core/schedule/scheduleDecision';
import { wallTimeOf, scheduleOf, zoneOf } from './support';

interface Question {
  readonly lastRun: string | null;
  readonly now: string;
  readonly zone?: string;
  readonly timerFired?: true;
}

function check(
  schedule: string,
  { lastRun, now, zone = 'UTC', timerFired }: Question,
  expected: ScheduleDecision,
): void {
  test(`${schedule} last run ${lastRun ?? 'never'}, at ${now} in ${zone}${timerFired ? ', timer' : ''}`, () => {
    const decision = decideNextRun({
      schedule: scheduleOf(schedule),
      lastRunUtcMs: lastRun === null ? null : Date.parse(lastRun),
      nowUtcMs: Date.parse(now),
      zone: zoneOf(zone),
      timerFired: timerFired === true,
    });
    assert.deepEqual(decision, expected);
  });
}

const wait = (at: string, waitMinutes: number): ScheduleDecision => ({
  kind: 'wait',
  atUtcMs: Date.parse(at),
  waitMs: waitMinutes * 60_000,
});
const runAt = (now: string): ScheduleDecision => ({ kind: 'run', atUtcMs: Date.parse(now), waitMs: 0 });

check('0 0 * * * *', { lastRun: null, now: '2025-11-20T10:00:00Z' }, wait('2025-11-20T11:00:00Z', 60));
check('0 0 * * * *', { lastRun: '2025-11-20T09:00:00Z', now: '2025-11-20T10:10:00Z' }, runAt('2025-11-20T10:10:00Z'));
check(
  '0 0 * * * *',
  { lastRun: '2025-11-20T09:00:00Z', now: '2025-11-20T10:10:00.001Z' },
  {
    kind: 'missed',
    atUtcMs: Date.parse('2025-11-20T11:00:00Z'),
    waitMs: 2_999_999,
    missedCount: 1,
    mostRecentMissed: wallTimeOf('2025-11-20T10:00:00'),
  },
);
check(
  '0 0 * * * *',
  { lastRun: '2025-11-20T09:00:00Z', now: '2025-11-20T10:30:00Z', timerFired: true },
  runAt('2025-11-20T10:30:00Z'),
);
check('0 0 0 30 2 *', { lastRun: null, now: '2025-11-20T10:00:00Z' }, { kind: 'none' });
check(
  '* * * * * *',
  { lastRun: '1970-01-01T00:00:00Z', now: '2025-11-20T10:00:00Z' },
  {
    kind: 'missed',
    atUtcMs: Date.parse('2025-11-20T10:00:01Z'),
    waitMs: 1000,
    missedCount: Date.parse('2025-11-20T10:00:00Z') / 1000 - 1,
    mostRecentMissed: wallTimeOf('2025-11-20T09:59:59'),
  },
);
// In the first pass of the repeated hour its slots wait for the second one.
check(
  '0 0 * * * *',
  { lastRun: '2025-11-02T07:00:00Z', now: '2025-11-02T08:15:00Z', zone: 'Pacific Standard Time' },
  wait('2025-11-02T09:00:00Z', 45),
);
// A skipped slot waits until the clock has gone as far beyond the gap.
check(
  '0 30 2 * * *',
  { lastRun: '2025-03-08T10:30:00Z', now: '2025-03-09T10:10:00Z', zone: 'America/Los_Angeles' },
  wait('2025-03-09T10:30:00Z', 20),
);
