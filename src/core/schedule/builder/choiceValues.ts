import { type CronFieldName, cronFieldByName, type CronValues } from '../cronFields';
import { lastWeekdayRange } from './lastWeekday';
import {
  allWeekdays,
  type DaysChoice,
  range,
  type ScheduleChoices,
  sortedSet,
  timeParts,
  type TimesChoice,
} from './scheduleChoices';

/** The values of the six fields that stand for the choices. */
export function valuesOfChoices({ times, days, months }: ScheduleChoices): CronValues {
  return { ...valuesOfTimes(times), ...valuesOfDays(days, months), month: sortedSet(months) };
}

function valuesOfTimes(times: TimesChoice): Pick<CronValues, 'second' | 'minute' | 'hour'> {
  switch (times.kind) {
    case 'everyMinutes':
      return {
        second: [times.second],
        minute: range(times.start, 59, times.every),
        hour: range(times.fromHour, times.toHour),
      };
    case 'everyHours':
      return {
        second: [times.second],
        minute: [times.minute],
        hour: range(times.fromHour, times.toHour, times.every),
      };
    case 'at': {
      const parts = times.times.map(timeParts);
      return {
        second: sortedSet(parts.map(({ second }) => second)),
        minute: sortedSet(parts.map(({ minute }) => minute)),
        hour: sortedSet(parts.map(({ hour }) => hour)),
      };
    }
  }
}

function valuesOfDays(days: DaysChoice, months: readonly number[]): Pick<CronValues, 'dayOfMonth' | 'dayOfWeek'> {
  switch (days.kind) {
    case 'everyDay':
      return { dayOfMonth: full('dayOfMonth'), dayOfWeek: allWeekdays };
    case 'everyDays':
      return { dayOfMonth: range(days.start, 31, days.every), dayOfWeek: allWeekdays };
    case 'weekdays':
      return { dayOfMonth: full('dayOfMonth'), dayOfWeek: sortedSet(days.weekdays) };
    case 'dates':
      return { dayOfMonth: sortedSet(days.dates), dayOfWeek: allWeekdays };
    case 'nthWeekday':
      return { dayOfMonth: sortedSet(days.ordinals.flatMap(weekOfMonth)), dayOfWeek: [days.weekday] };
    case 'lastWeekday': {
      const { from, to } = lastWeekdayRange(months);
      return { dayOfMonth: range(from, to), dayOfWeek: [days.weekday] };
    }
  }
}

/** The dates on which the n-th of any weekday can fall: 1–7 for the first. Both day fields of a CRON must match. */
export function weekOfMonth(ordinal: number): number[] {
  return range(ordinal * 7 - 6, Math.min(ordinal * 7, 31));
}

function full(field: CronFieldName): number[] {
  const { min, max } = cronFieldByName[field];
  return range(min, max);
}
