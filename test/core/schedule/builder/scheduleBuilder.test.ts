import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  allMonths,
  frequencyOf,
  range,
  type ScheduleChoices,
  timeOfDay,
  type TimesChoice,
} from '../../../../src/core/schedule/builder/scheduleChoices';
import { type CronSchedule, parseCron } from '../../../../src/core/schedule/cronExpression';
import { nextRuns } from '../../../../src/core/schedule/nextRuns';
import { buildSchedule, fitChoices } from '../../../../src/core/schedule/scheduleBuilder';
import { parseWallTime } from '../../../../src/core/schedule/wallTime';
import { choiceRuns } from './choiceRuns';
import { anyChoices, canonicalChoices } from './arbitraryChoices';

/** The schedule of an expression that has to be valid. */
function parsed(text: string): CronSchedule {
  const result = parseCron(text);
  assert.ok(result.valid, `${text}: ${result.valid ? '' : (result.problems[0]?.message ?? '')}`);
  return result.schedule;
}

/** Checks the expression of choices, and that they are found again in it. */
function check(choices: Partial<ScheduleChoices>, expression: string): void {
  const all: ScheduleChoices = { times: at('09:00'), days: { kind: 'everyDay' }, months: allMonths, ...choices };
  assert.equal(buildSchedule(all).schedule.text, expression);
  assert.deepEqual(fitChoices(parsed(expression)), all, expression);
}

function at(...times: string[]): TimesChoice {
  return {
    kind: 'at',
    times: times.map((time) => {
      const [hour = 0, minute = 0, second = 0] = time.split(':').map(Number);
      return timeOfDay(hour, minute, second);
    }),
  };
}

test('times of the day', () => {
  check({}, '0 0 9 * * *');
  check({ times: at('09:30:15') }, '15 30 9 * * *');
  check({ times: at('09:00', '17:00') }, '0 0 9,17 * * *');
  check({ times: at('08:15', '08:45', '20:15', '20:45') }, '0 15,45 8,20 * * *');
  check({ times: at('00:00', '00:30') }, '0 */30 0 * * *');
});

test('every n minutes', () => {
  const minutes = { kind: 'everyMinutes', every: 15, start: 0, fromHour: 0, toHour: 23, second: 0 } as const;
  check({ times: minutes }, '0 */15 * * * *');
  check({ times: { ...minutes, every: 1 } }, '0 * * * * *');
  check({ times: { ...minutes, start: 5 } }, '0 5/15 * * * *');
  check({ times: { ...minutes, every: 30, start: 29, second: 7 } }, '7 29,59 * * * *');
  check({ times: { ...minutes, fromHour: 8, toHour: 17 }, days: workdaysOnly }, '0 */15 8-17 * * 1-5');
});

test('every n hours', () => {
  const hours = { kind: 'everyHours', every: 1, fromHour: 0, toHour: 23, minute: 0, second: 0 } as const;
  check({ times: hours }, '0 0 * * * *');
  check({ times: { ...hours, every: 6, fromHour: 0, toHour: 18, minute: 20 } }, '0 20 */6 * * *');
  check({ times: { ...hours, every: 12, fromHour: 9, toHour: 21 } }, '0 0 9,21 * * *');
  check({ times: { ...hours, every: 2, fromHour: 8, toHour: 18 } }, '0 0 8-18/2 * * *');
  check({ times: { ...hours, fromHour: 8, toHour: 18 }, days: workdaysOnly }, '0 0 8-18 * * 1-5');
});

const workdaysOnly = { kind: 'weekdays', weekdays: [1, 2, 3, 4, 5] } as const;

test('days', () => {
  check({ days: { kind: 'everyDays', every: 2, start: 1 } }, '0 0 9 */2 * *');
  check({ days: { kind: 'everyDays', every: 7, start: 3 } }, '0 0 9 3/7 * *');
  check({ days: { kind: 'weekdays', weekdays: [0, 6] } }, '0 0 9 * * 0,6');
  check({ days: { kind: 'weekdays', weekdays: [2] } }, '0 0 9 * * 2');
  check({ days: { kind: 'dates', dates: [1, 15] } }, '0 0 9 1,15 * *');
  check({ days: { kind: 'dates', dates: [1, 2, 3, 28] } }, '0 0 9 1-3,28 * *');
});

test('weekdays of the month: both day fields have to match', () => {
  check({ days: { kind: 'nthWeekday', ordinals: [1], weekday: 1 } }, '0 0 9 1-7 * 1');
  check({ days: { kind: 'nthWeekday', ordinals: [4], weekday: 1 } }, '0 0 9 22-28 * 1');
  check({ days: { kind: 'nthWeekday', ordinals: [5], weekday: 0 } }, '0 0 9 29-31 * 0');
  check({ days: { kind: 'nthWeekday', ordinals: [1, 3], weekday: 5 } }, '0 0 9 1-7,15-21 * 5');
});

test('the last weekday is exact for months of one length, and a range of candidates for others', () => {
  const last = { kind: 'lastWeekday', weekday: 1 } as const;
  check({ days: last, months: [1, 3, 5, 7, 8, 10, 12] }, '0 0 9 25-31 1,3,5,7,8,10,12 1');
  check({ days: last, months: [4, 6, 9, 11] }, '0 0 9 24-30 4,6,9,11 1');
  check({ days: last, months: [4, 5] }, '0 0 9 24-31 4,5 1');
  check({ days: last }, '0 0 9 22-31 * 1');
});

test('months', () => {
  const days = { kind: 'dates', dates: [1] } as const;
  check({ days, months: [1, 4, 7, 10] }, '0 0 9 1 */3 *');
  check({ days, months: [2, 5, 8, 11] }, '0 0 9 1 2/3 *');
  check({ days, months: [1, 7] }, '0 0 9 1 */6 *');
  check({ days, months: [12] }, '0 0 9 1 12 *');
});

test('a schedule that nobody could choose does not fit', () => {
  for (const text of [
    '* * * * * *',
    '*/10 * * * * *',
    '0,30 0 * * * *',
    '0 0 9 13 * 5',
    '0 0 9 1-7 * 1-5',
    '0 0 9 2-8 * 1',
    '0 1,2,4,8,16,32 9-17 * * *',
  ]) {
    assert.equal(fitChoices(parsed(text)), undefined, text);
  }
});

test('other ways to write a schedule fit as well', () => {
  assert.deepEqual(fitChoices(parsed('0 0 09 * * MON-FRI'))?.days, workdaysOnly);
  assert.deepEqual(fitChoices(parsed('0 0/15 * 1-31 jan-dec *'))?.times, {
    kind: 'everyMinutes',
    every: 15,
    start: 0,
    fromHour: 0,
    toHour: 23,
    second: 0,
  });
});

test('the frequency tells how people name the choices', () => {
  const expected = {
    '0 0 9 24 12 *': 'once',
    '0 */20 * * * *': 'minutes',
    '0 5 */4 * * *': 'hours',
    '0 0 9 * * *': 'days',
    '0 0 9 */3 * *': 'days',
    '0 0 9 * * 1': 'weeks',
    '0 0 9 1 * *': 'monthDates',
    '0 0 9 8-14 * 3': 'monthWeekday',
  };
  const actual = Object.keys(expected).map((text) => {
    const choices = fitChoices(parsed(text));
    assert.ok(choices, text);
    return [text, frequencyOf(choices)];
  });
  assert.deepEqual(Object.fromEntries(actual), expected);
});

test('property: the expression of any choices is valid and has their value sets', () => {
  fc.assert(
    fc.property(anyChoices, (choices) => {
      const { schedule } = buildSchedule(choices);
      assert.deepEqual(parsed(schedule.text), schedule);
    }),
    { numRuns: 3000 },
  );
});

test('property: choices are found again in their expression', () => {
  fc.assert(
    fc.property(canonicalChoices, (choices) => {
      assert.deepEqual(fitChoices(parsed(buildSchedule(choices).schedule.text)), choices);
    }),
    { numRuns: 5000 },
  );
});

test('property: choices with a simpler form are found again in that form, with the same runs', () => {
  fc.assert(
    fc.property(anyChoices, (choices) => {
      const { schedule } = buildSchedule(choices);
      const fitting = fitChoices(schedule);
      assert.ok(fitting, schedule.text);
      assert.equal(buildSchedule(fitting).schedule.canonical, schedule.canonical);
    }),
    { numRuns: 3000 },
  );
});

test('property: the next runs are those that the choices mean', () => {
  const starts = fc.integer({ min: Date.UTC(1995, 0, 1), max: Date.UTC(2100, 0, 1) });
  fc.assert(
    fc.property(anyChoices, starts, (choices, after) => {
      const { schedule } = buildSchedule(choices);
      const count = 5;
      const expected = choiceRuns(choices, after, count);
      assert.deepEqual(nextRuns(schedule, { after, count }).slice(0, expected.length), expected);
    }),
    { numRuns: 500 },
  );
});

test('the last weekday over ten years: exact in its parts, never missed in the range of candidates', () => {
  const after = parseWallTime('2019-12-31') ?? 0;
  const until = parseWallTime('2030-01-01') ?? 0;
  const lasts = range(2020, 2029).flatMap((year) =>
    allMonths.map((month) => {
      const end = new Date(Date.UTC(year, month, 0));
      return Date.UTC(year, month - 1, end.getUTCDate() - ((end.getUTCDay() - 5 + 7) % 7), 9);
    }),
  );
  const runsOf = (months: readonly number[]): number[] => {
    const { schedule } = buildSchedule({ times: at('09:00'), days: { kind: 'lastWeekday', weekday: 5 }, months });
    return nextRuns(schedule, { after, until, count: 1000 });
  };
  const candidates = runsOf(allMonths);
  assert.deepEqual(
    lasts.filter((run) => !candidates.includes(run)),
    [],
  );
  const parts = [[1, 3, 5, 7, 8, 10, 12], [4, 6, 9, 11], [2]].flatMap(runsOf).sort((a, b) => a - b);
  assert.deepEqual(parts, lasts);
});
