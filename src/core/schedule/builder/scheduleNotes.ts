import { isLastWeekdayExact, type LastWeekdayPart, lastWeekdayParts, usualLength } from './lastWeekday';
import { allMonths, extraTimes, frequencyOf, type ScheduleChoices } from './scheduleChoices';

/**
 * Something about the choices that a person may not expect, because a CRON knows six value sets and nothing else: no start,
 * no end, no count of what has passed. `blocking`: no schedule means what was chosen.
 */
export type ScheduleNote =
  /** A CRON has no year: a date comes again. */
  | { readonly code: 'repeats-every-year'; readonly severity: 'info' }
  /** None of the months has any of the dates. */
  | { readonly code: 'never-runs'; readonly severity: 'blocking' }
  /** 29 February. */
  | { readonly code: 'leap-years-only'; readonly severity: 'warning' }
  /** These months lack some of the dates; nothing is moved to their last day (ncrontab.md §5). */
  | { readonly code: 'skips-short-months'; readonly severity: 'warning'; readonly months: readonly number[] }
  /** The hour, day, month or year is no multiple of the period; the last gap is shorter than the others. */
  | {
      readonly code: 'restarts-each-hour' | 'restarts-each-day' | 'restarts-each-month' | 'restarts-each-year';
      readonly severity: 'warning';
      readonly every: number;
    }
  /** One schedule for these times would also run at others: seconds after midnight. */
  | { readonly code: 'extra-times'; readonly severity: 'blocking'; readonly times: readonly number[] }
  /** Some months have no fifth such weekday. */
  | { readonly code: 'no-fifth-weekday'; readonly severity: 'info' }
  /** The months differ in length: some have two runs, of which the job must let the first pass; or one job for each part. */
  | { readonly code: 'last-weekday-twice'; readonly severity: 'warning'; readonly parts: readonly LastWeekdayPart[] }
  /** In a leap year whose 29 February is the last such weekday, the one before is taken. */
  | { readonly code: 'last-weekday-in-leap-years'; readonly severity: 'warning' };

/** What people look for in a schedule and no CRON holds; each has another way to reach it. */
export const cronLimits = [
  'end-date',
  'start-date',
  'once',
  'every-n-weeks',
  'last-weekday',
  'last-day',
  'different-times',
  'zone',
] as const;

export type CronLimit = (typeof cronLimits)[number];

/** The notes on the choices; only the blocking ones where there are any. */
export function notesOn(choices: ScheduleChoices): ScheduleNote[] {
  const notes = [...notesOnTimes(choices), ...notesOnDays(choices), ...notesOnMonths(choices)];
  if (frequencyOf(choices) === 'once') notes.unshift({ code: 'repeats-every-year', severity: 'info' });
  const blocking = notes.filter(({ severity }) => severity === 'blocking');
  return blocking.length > 0 ? blocking : notes;
}

function notesOnTimes({ times }: ScheduleChoices): ScheduleNote[] {
  switch (times.kind) {
    case 'everyMinutes':
      return 60 % times.every !== 0 && times.fromHour !== times.toHour
        ? [{ code: 'restarts-each-hour', severity: 'warning', every: times.every }]
        : [];
    case 'everyHours': {
      const fillsDay = times.fromHour < times.every && times.toHour + times.every > 23;
      return fillsDay && 24 % times.every !== 0
        ? [{ code: 'restarts-each-day', severity: 'warning', every: times.every }]
        : [];
    }
    case 'at': {
      const extra = extraTimes(times.times);
      return extra.length > 0 ? [{ code: 'extra-times', severity: 'blocking', times: extra }] : [];
    }
  }
}

function notesOnDays({ days, months }: ScheduleChoices): ScheduleNote[] {
  switch (days.kind) {
    case 'everyDay':
    case 'weekdays':
      return [];
    case 'everyDays':
      return [{ code: 'restarts-each-month', severity: 'warning', every: days.every }];
    case 'dates':
      return notesOnDates(days.dates, months);
    case 'nthWeekday':
      return days.ordinals.includes(5) ? [{ code: 'no-fifth-weekday', severity: 'info' }] : [];
    case 'lastWeekday':
      if (isLastWeekdayExact(months)) return [];
      return months.length === 1
        ? [{ code: 'last-weekday-in-leap-years', severity: 'warning' }]
        : [{ code: 'last-weekday-twice', severity: 'warning', parts: lastWeekdayParts(months) }];
  }
}

function notesOnDates(dates: readonly number[], months: readonly number[]): ScheduleNote[] {
  const smallest = Math.min(...dates);
  const possible = months.filter((month) => smallest <= longestLength(month));
  if (possible.length === 0) return [{ code: 'never-runs', severity: 'blocking' }];
  if (smallest === 29 && months.every((month) => month === 2))
    return [{ code: 'leap-years-only', severity: 'warning' }];
  const short = months.filter((month) => Math.max(...dates) > usualLength(month));
  return short.length > 0 ? [{ code: 'skips-short-months', severity: 'warning', months: short }] : [];
}

function notesOnMonths({ months }: ScheduleChoices): ScheduleNote[] {
  const every = monthPeriod(months);
  return every !== undefined && 12 % every !== 0 ? [{ code: 'restarts-each-year', severity: 'warning', every }] : [];
}

/**
 * The n of "every n months", from 2 on, when the months are all that follow the first at that distance. Two months make a
 * period only when they halve the year.
 */
export function monthPeriod(months: readonly number[]): number | undefined {
  const [first, second] = months;
  if (first === undefined || second === undefined || months.length === allMonths.length) return undefined;
  const every = second - first;
  const isPeriod = months.every((month, index) => month === first + index * every);
  if (months.length === 2 && every !== 6) return undefined;
  return every > 1 && isPeriod && first <= every && (months.at(-1) ?? 0) + every > 12 ? every : undefined;
}

function longestLength(month: number): number {
  return month === 2 ? 29 : usualLength(month);
}
