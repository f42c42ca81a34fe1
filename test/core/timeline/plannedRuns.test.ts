import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type CronSchedule, parseCron } from '../../../src/core/schedule/cronExpression';
import { nextServiceRuns } from '../../../src/core/schedule/serviceRuns';
import { type Zone, findZone, utcZone } from '../../../src/core/schedule/zones';
import { type PlannedRuns, plannedRuns } from '../../../src/core/timeline/plannedRuns';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

function schedule(text: string): CronSchedule {
  const parsed = parseCron(text);
  assert.ok(parsed.valid, text);
  return parsed.schedule;
}

function zone(name: string): Zone {
  return findZone(name) ?? assert.fail(name);
}

/** The bands in words: `HH:mm:ss` UTC, with the last start and the number of starts for more than one. */
function check(text: string, from: string, hours: number, spanMs: number, expected: readonly string[], at = utcZone) {
  const afterMs = Date.parse(from);
  const options = { afterMs, untilMs: afterMs + hours * hourMs, spanMs };
  const time = (ms: number): string => new Date(ms).toISOString().slice(11, 19);
  const words = plannedRuns(schedule(text), at, options).map(({ startMs, lastMs, count }) =>
    count === 1 ? time(startMs) : `${time(startMs)}-${time(lastMs)} ${count}`,
  );
  assert.deepEqual(words, expected);
}

test('starts that lie apart stay single, starts in neighbouring spans become a band', () => {
  check('0 30 */6 * * *', '2026-03-02T00:00:00Z', 24, 12 * minuteMs, ['00:30:00', '06:30:00', '12:30:00', '18:30:00']);
  check('0 */30 * * * *', '2026-03-02T00:00:00Z', 1.5, 12 * minuteMs, ['00:30:00', '01:00:00']);
  check('0 */5 8-9 * * *', '2026-03-02T00:00:00Z', 24, 12 * minuteMs, ['08:00:00-09:55:00 24']);
});

test('a start at the beginning does not count, nor one at the end', () => {
  check('0 0 * * * *', '2026-03-02T10:00:00Z', 2, minuteMs, ['11:00:00']);
});

test('a schedule of every second is one band, counted exactly', () => {
  check('* * * * * *', '2026-03-02T00:00:00Z', 24, 12 * minuteMs, ['00:00:01-23:59:59 86399']);
});

test('nothing is planned for a date that does not exist', () => {
  check('0 0 0 30 2 *', '2026-03-02T00:00:00Z', 24, minuteMs, []);
});

test('a start that the clock skips comes an hour later, and the first pass of a repeated hour brings none', () => {
  const berlin = zone('Europe/Berlin');
  check('0 30 2 * * *', '2026-03-28T23:00:00Z', 23, minuteMs, ['01:30:00'], berlin);
  check('0 */20 2 * * *', '2026-10-24T22:00:00Z', 6, minuteMs, ['01:00:00', '01:20:00', '01:40:00'], berlin);
});

const field = (most: number): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constant('*'),
    fc.integer({ min: 0, max: most }).map(String),
    fc.integer({ min: 1, max: most }).map((step) => `*/${step}`),
  );

test('bands hold the starts that the service makes, one by one, also where clocks change', () => {
  const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Casablanca'].map(zone);
  const changes = ['2026-03-29T00:00:00Z', '2026-10-25T00:00:00Z', '2026-11-01T05:00:00Z', '2026-04-04T14:00:00Z'];
  fc.assert(
    fc.property(
      fc
        .tuple(fc.constantFrom('0', '7', '*/20', '*'), field(59), field(23))
        .map(([second, minute, hour]) => `${second} ${minute} ${hour} * * *`),
      fc.constantFrom(...zones),
      fc.constantFrom(...changes),
      fc.integer({ min: -6 * 3600, max: 6 * 3600 }),
      fc.constantFrom(1, 30, 720, 1440),
      (text, at, change, shift, spanSeconds) => {
        const afterMs = Date.parse(change) + shift * 1000;
        const untilMs = afterMs + 3 * hourMs;
        const options = { afterMs, untilMs, spanMs: spanSeconds * 1000 };
        const single = nextServiceRuns(schedule(text), afterMs, at, 12_000)
          .map(({ utcMs }) => utcMs)
          .filter((utcMs) => utcMs < untilMs);
        const bands = plannedRuns(schedule(text), at, options);
        const inBands = bands.map(({ startMs, lastMs }) => {
          const own = single.filter((utcMs) => utcMs >= startMs && utcMs <= lastMs);
          return { startMs: own[0], lastMs: own.at(-1), count: own.length };
        });
        assert.deepEqual(bands, inBands);
        assert.equal(sum(bands), single.length);
      },
    ),
    { numRuns: 40 },
  );
});

test('the work is bounded by the spans, not by the starts', () => {
  const year = plannedRuns(schedule('* * * * * *'), zone('Europe/Berlin'), {
    afterMs: Date.parse('2026-01-01T00:00:00Z'),
    untilMs: Date.parse('2027-01-01T00:00:00Z'),
    spanMs: dayMs,
  });
  // Strictly after the first second; and of the repeated hour of October only one pass counts.
  assert.equal(sum(year), 365 * 86_400 - 3600 - 1);
});

function sum(bands: readonly PlannedRuns[]): number {
  return bands.reduce((total, { count }) => total + count, 0);
}
