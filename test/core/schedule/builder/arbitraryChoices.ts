import fc from 'fast-check';
import {
  allMonths,
  allWeekdays,
  type DaysChoice,
  maxEveryDays,
  maxEveryHours,
  maxEveryMinutes,
  range,
  type ScheduleChoices,
  sortedSet,
  timeOfDay,
  type TimesChoice,
} from '../../../../src/core/schedule/builder/scheduleChoices';

const second = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 59 }));
const minute = fc.integer({ min: 0, max: 59 });
const hour = fc.integer({ min: 0, max: 23 });

const everyMinutes: fc.Arbitrary<TimesChoice> = fc
  .record({ every: fc.integer({ min: 1, max: maxEveryMinutes }), start: minute, from: hour, to: hour, second })
  .map(({ every, start, from, to, second }) => ({
    kind: 'everyMinutes',
    every,
    start: start % every,
    fromHour: Math.min(from, to),
    toHour: Math.max(from, to),
    second,
  }));

const everyHours: fc.Arbitrary<TimesChoice> = fc
  .record({ every: fc.integer({ min: 1, max: maxEveryHours }), from: hour, to: hour, minute, second })
  .map(({ every, from, to, minute, second }) => ({
    kind: 'everyHours',
    every,
    fromHour: Math.min(from, to),
    toHour: range(Math.min(from, to), Math.max(from, to), every).at(-1) ?? 0,
    minute,
    second,
  }));

/** Lists that one schedule holds: some hours with some minutes and seconds. */
const at: fc.Arbitrary<TimesChoice> = fc
  .record({ hours: subset(range(0, 23), 4), minutes: subset(range(0, 59), 2), seconds: subset([0, 15, 30], 2) })
  .map(({ hours, minutes, seconds }) => ({
    kind: 'at',
    times: hours.flatMap((h) => minutes.flatMap((m) => seconds.map((s) => timeOfDay(h, m, s)))),
  }));

const days: fc.Arbitrary<DaysChoice> = fc.oneof(
  fc.constant<DaysChoice>({ kind: 'everyDay' }),
  fc
    .record({ every: fc.integer({ min: 2, max: maxEveryDays }), start: fc.integer({ min: 1, max: maxEveryDays }) })
    .map<DaysChoice>(({ every, start }) => ({ kind: 'everyDays', every, start: Math.min(start, every) })),
  subset(allWeekdays, 7).map<DaysChoice>((weekdays) => ({ kind: 'weekdays', weekdays })),
  subset(range(1, 31), 6).map<DaysChoice>((dates) => ({ kind: 'dates', dates })),
  fc
    .record({ ordinals: subset(range(1, 5), 4), weekday: fc.constantFrom(...allWeekdays) })
    .map<DaysChoice>(({ ordinals, weekday }) => ({ kind: 'nthWeekday', ordinals, weekday })),
  fc.constantFrom(...allWeekdays).map<DaysChoice>((weekday) => ({ kind: 'lastWeekday', weekday })),
);

const months = fc.oneof(fc.constant(allMonths), subset(allMonths, 12), fc.constant([2]), fc.constant([4, 6, 9, 11]));

/** Everything that a person can choose. */
export const anyChoices: fc.Arbitrary<ScheduleChoices> = fc
  .tuple(fc.oneof(everyMinutes, everyHours, at), days, months)
  .map(([times, days, months]) => ({ times, days, months }));

/** The choices that have no simpler form. */
export const canonicalChoices: fc.Arbitrary<ScheduleChoices> = anyChoices.filter(
  (choices) => isCanonicalTimes(choices.times) && isCanonicalDays(choices),
);

function isCanonicalTimes(times: TimesChoice): boolean {
  switch (times.kind) {
    // Up to four times a day are a list.
    case 'everyMinutes':
      return range(times.start, 59, times.every).length * (times.toHour - times.fromHour + 1) > 4;
    case 'everyHours': {
      const { every, fromHour, toHour } = times;
      const count = range(fromHour, toHour, every).length;
      return count > 4 || (count > 1 && fromHour < every && toHour + every > 23);
    }
    case 'at': {
      const hours = sortedSet(times.times.map((time) => Math.floor(time / 3600)));
      const distances = new Set(hours.slice(1).map((value, index) => value - (hours[index] ?? 0)));
      const [every = 24] = distances;
      const [first = 0] = hours;
      const fillsDay = first < every && (hours.at(-1) ?? 0) + every > 23;
      if (times.times.length === hours.length && distances.size === 1 && fillsDay) return false;
      // Two minutes that halve the hour, in hours that follow each other, are "every 30 minutes".
      return times.times.length <= 4 || hasSeveralSeconds(times.times) || !halvesHours(times.times, distances);
    }
  }
}

function hasSeveralSeconds(times: readonly number[]): boolean {
  return new Set(times.map((time) => time % 60)).size > 1;
}

function halvesHours(times: readonly number[], hourDistances: ReadonlySet<number>): boolean {
  const [first = 0, second = 0] = sortedSet(times.map((time) => Math.floor(time / 60) % 60));
  const every = second - first;
  const fillsHour = every <= maxEveryMinutes && first < every && second + every > 59;
  return fillsHour && hourDistances.size <= 1 && [...hourDistances].every((distance) => distance === 1);
}

function isCanonicalDays({ days, months }: ScheduleChoices): boolean {
  switch (days.kind) {
    case 'everyDay':
      return true;
    case 'everyDays':
      return range(days.start, 31, days.every).length > 3;
    case 'weekdays':
      return days.weekdays.length < 7;
    case 'dates':
      return days.dates.length < 4;
    case 'nthWeekday':
      // The fourth and fifth together can be the candidates for the last.
      return days.ordinals.join() !== '4,5';
    case 'lastWeekday':
      // In February the last is the fourth.
      return months.join() !== '2';
  }
}

function subset(values: readonly number[], maxLength: number): fc.Arbitrary<number[]> {
  return fc.subarray([...values], { minLength: 1, maxLength });
}
