import assert from 'node:assert/strict';
import { test } from 'node:test';
import { notesOn } from '../../../../src/core/schedule/builder/scheduleNotes';
import { allMonths, type ScheduleChoices, timeOfDay } from '../../../../src/core/schedule/builder/scheduleChoices';

const nine = { kind: 'at', times: [timeOfDay(9, 0)] } as const;

/** Checks all notes on the choices: by their code, or whole. */
function check(choices: Partial<ScheduleChoices>, ...expected: (string | object)[]): void {
  const notes = notesOn({ times: nine, days: { kind: 'everyDay' }, months: allMonths, ...choices });
  assert.deepEqual(
    notes.map((note, index) => (typeof expected[index] === 'string' ? note.code : note)),
    expected,
  );
}

test('nothing to say about what a CRON holds exactly', () => {
  check({});
  check({ days: { kind: 'weekdays', weekdays: [1] } });
  check({ days: { kind: 'dates', dates: [1, 28] } });
  check({ days: { kind: 'nthWeekday', ordinals: [1], weekday: 1 }, months: [1, 4, 7, 10] });
  check({ times: { kind: 'everyMinutes', every: 15, start: 0, fromHour: 0, toHour: 23, second: 0 } });
  check({ times: { kind: 'everyHours', every: 5, fromHour: 6, toHour: 21, minute: 0, second: 0 } });
});

test('once is once a year', () => {
  check({ days: { kind: 'dates', dates: [24] }, months: [12] }, 'repeats-every-year');
});

test('periods that begin again', () => {
  const minutes = { kind: 'everyMinutes', every: 7, start: 0, fromHour: 0, toHour: 23, second: 0 } as const;
  check({ times: minutes }, { code: 'restarts-each-hour', severity: 'warning', every: 7 });
  check({ times: { ...minutes, toHour: 0 } });
  check(
    { times: { kind: 'everyHours', every: 5, fromHour: 0, toHour: 20, minute: 0, second: 0 } },
    { code: 'restarts-each-day', severity: 'warning', every: 5 },
  );
  check(
    { days: { kind: 'everyDays', every: 3, start: 1 } },
    { code: 'restarts-each-month', severity: 'warning', every: 3 },
  );
  check(
    { days: { kind: 'dates', dates: [1] }, months: [1, 6, 11] },
    { code: 'restarts-each-year', severity: 'warning', every: 5 },
  );
});

test('dates that some months lack', () => {
  const dates = (...dates: number[]): ScheduleChoices['days'] => ({ kind: 'dates', dates });
  check({ days: dates(31) }, { code: 'skips-short-months', severity: 'warning', months: [2, 4, 6, 9, 11] });
  check({ days: dates(1, 30) }, { code: 'skips-short-months', severity: 'warning', months: [2] });
  check({ days: dates(29), months: [2] }, 'repeats-every-year', 'leap-years-only');
  check({ days: dates(30), months: [2] }, 'never-runs');
  check({ days: dates(31), months: [4, 6] }, { code: 'never-runs', severity: 'blocking' });
});

test('times that one schedule cannot hold', () => {
  check(
    { times: { kind: 'at', times: [timeOfDay(9, 0), timeOfDay(17, 30)] } },
    { code: 'extra-times', severity: 'blocking', times: [timeOfDay(9, 30), timeOfDay(17, 0)] },
  );
});

test('weekdays of the month', () => {
  check({ days: { kind: 'nthWeekday', ordinals: [5], weekday: 1 } }, 'no-fifth-weekday');
  const days = { kind: 'lastWeekday', weekday: 1 } as const;
  check({ days, months: [1, 12] });
  check({ days, months: [4, 9] });
  check({ days, months: [2] }, 'last-weekday-in-leap-years');
  check(
    { days, months: [1, 2, 3, 4] },
    {
      code: 'last-weekday-twice',
      severity: 'warning',
      parts: [
        { from: 25, to: 31, months: [1, 3] },
        { from: 24, to: 30, months: [4] },
        { from: 22, to: 28, months: [2] },
      ],
    },
  );
});
