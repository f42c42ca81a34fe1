import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { countRuns, latestRunBefore, nextRun, nextRuns, shortestGapMs } from '../../../src/core/schedule/nextRuns';
import { formatWallTime, lastWallTime } from '../../../src/core/schedule/wallTime';
import { bruteForceMatcher, bruteForceRuns } from './bruteForce';
import { scheduleOf, seeded, validExpression, wallTimeOf } from './support';

function checkRuns(expression: string, after: string, expected: readonly string[], until?: string): void {
  test(`${expression} after ${after}${until === undefined ? '' : ` until ${until}`}`, () => {
    const runs = nextRuns(scheduleOf(expression), {
      after: wallTimeOf(after),
      count: Math.max(1, expected.length),
      ...(until === undefined ? {} : { until: wallTimeOf(until) }),
    });
    assert.deepEqual(runs.map(formatWallTime), expected);
  });
}

checkRuns('*/10 * * * * *', '2025-01-01T00:00:09.9', ['2025-01-01T00:00:10', '2025-01-01T00:00:20']);
checkRuns('* 55 * * * *', '2025-01-01T09:50:35', ['2025-01-01T09:55:00']);
checkRuns('0 0 0 29 2 1', '2026-01-01T00:00:00', ['2044-02-29T00:00:00', '2072-02-29T00:00:00', '2112-02-29T00:00:00']);
checkRuns('0 0 0 30 2 *', '2026-01-01T00:00:00', []);
checkRuns('0 0 0 31 4 1', '2026-01-01T00:00:00', []);
checkRuns('0 0 0 * * *', '2026-01-01T00:00:00', [], '2026-01-02T00:00:00');
checkRuns('0 0 0 * * *', '2026-01-01T00:00:00', ['2026-01-02T00:00:00'], '2026-01-02T00:00:00.5');
checkRuns('59 59 23 31 12 *', '9999-12-31T23:59:58', ['9999-12-31T23:59:59']);
checkRuns('59 59 23 31 12 *', '9999-12-31T23:59:59', []);
checkRuns('0 0 0 1 1 *', '0001-01-01T00:00:00', ['0002-01-01T00:00:00']);

test('runs are those of an independent matcher', () => {
  const start = fc.integer({
    min: wallTimeOf('1999-12-01T00:00:00') / 1000,
    max: wallTimeOf('2040-01-01T00:00:00') / 1000,
  });
  fc.assert(
    fc.property(validExpression, start, (text, seconds) => {
      const after = seconds * 1000;
      // A few years are enough for all but leap days on one weekday, which have cases of their own.
      const until = after + 6 * 366 * 86_400_000;
      const expected = bruteForceRuns(bruteForceMatcher(text), new Date(after), 4, new Date(until));
      const runs = nextRuns(scheduleOf(text), { after, count: 4, until });
      assert.deepEqual(
        runs,
        expected.map((time) => time.getTime()),
      );
    }),
    seeded(4000),
  );
});

test('counting and looking back agree with enumerating', () => {
  const time = fc.integer({ min: wallTimeOf('2024-01-01T00:00:00'), max: wallTimeOf('2024-03-02T00:00:00') });
  fc.assert(
    fc.property(validExpression, time, fc.integer({ min: 0, max: 20_000_000 }), (text, after, lengthMs) => {
      const schedule = scheduleOf(text);
      const until = after + lengthMs;
      const runs = nextRuns(schedule, { after, count: Infinity, until });
      assert.equal(countRuns(schedule, after, until), runs.length);
      const latest = latestRunBefore(schedule, until);
      if (runs.length > 0) assert.equal(latest, runs.at(-1));
      else assert.ok(latest === undefined || latest <= after);
      if (latest !== undefined) assert.equal(nextRun(schedule, latest - 1000), latest);
    }),
    seeded(400),
  );
});

test('every second of all time is counted at once', () => {
  const schedule = scheduleOf('* * * * * *');
  const first = wallTimeOf('0001-01-01T00:00:00');
  assert.equal(countRuns(schedule, first - 1000, lastWallTime + 1000), (lastWallTime - first) / 1000 + 1);
});

test('rare, impossible and dense schedules answer within milliseconds', () => {
  for (const expression of ['0 0 0 29 2 1', '0 0 0 30 2 *', '59 59 23 31 12 6', '* * * * * *', '0 0 0 31 4,6,9,11 1']) {
    const schedule = scheduleOf(expression);
    const from = performance.now();
    nextRuns(schedule, { after: wallTimeOf('2026-01-01T00:00:00'), count: 5 });
    const spentMs = performance.now() - from;
    // Generous beside the target of a few milliseconds: the machine may be busy.
    assert.ok(spentMs < 100, `${expression} took ${spentMs} ms`);
  }
});

function checkGap(expression: string, expectedSeconds: number | undefined): void {
  test(`shortest gap of ${expression}`, () => {
    const gapMs = shortestGapMs(scheduleOf(expression), wallTimeOf('2026-01-01T00:00:00'));
    assert.equal(gapMs, expectedSeconds === undefined ? undefined : expectedSeconds * 1000);
  });
}

checkGap('* * * * * *', 1);
checkGap('0 */15 * * * *', 900);
checkGap('0 0,50 * * * *', 600);
checkGap('0,50 * * * * *', 10);
checkGap('0 0 0,23 * * *', 3600);
checkGap('0 30 9 * * 1-5', 86_400);
checkGap('0 0 0 * * 1', 7 * 86_400);
checkGap('0 0 0 1 * *', 28 * 86_400);
checkGap('0 0 0 30 2 *', undefined);

test('no two runs are closer than the shortest gap', () => {
  fc.assert(
    fc.property(validExpression, (text) => {
      const schedule = scheduleOf(text);
      const after = wallTimeOf('2025-06-01T00:00:00');
      const runs = nextRuns(schedule, { after, count: 300 });
      const gapMs = shortestGapMs(schedule, after) ?? Infinity;
      runs.forEach((run, index) => assert.ok(index === 0 || run - (runs[index - 1] ?? 0) >= gapMs));
    }),
    seeded(300),
  );
});
