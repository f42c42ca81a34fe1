/**
 * What a person chooses when building a schedule, in three independent parts. Every choice is one NCRONTAB expression, but
 * not every expression is a choice: `fitChoices.ts` tells which are.
 */
export interface ScheduleChoices {
  readonly times: TimesChoice;
  readonly days: DaysChoice;
  /** From 1 to 12, ascending, never empty. */
  readonly months: readonly number[];
}

/** When on its days a schedule runs. Hours are from 0 to 23, minutes and seconds from 0 to 59. */
export type TimesChoice =
  /** Every `every` minutes from minute `start` of each hour on, from `fromHour` to the end of `toHour`. */
  | {
      readonly kind: 'everyMinutes';
      readonly every: number;
      readonly start: number;
      readonly fromHour: number;
      readonly toHour: number;
      readonly second: number;
    }
  /** At `minute` of every `every`-th hour from `fromHour` on, not later than in `toHour`. */
  | {
      readonly kind: 'everyHours';
      readonly every: number;
      readonly fromHour: number;
      readonly toHour: number;
      readonly minute: number;
      readonly second: number;
    }
  /** At times of the day in seconds after midnight, ascending. Some lists need more than one schedule: {@link extraTimes}. */
  | { readonly kind: 'at'; readonly times: readonly number[] };

/** On which days of its months a schedule runs. Days of the week count from Sunday = 0. */
export type DaysChoice =
  | { readonly kind: 'everyDay' }
  /** Every `every` days from day `start` of each month on; the count begins again in each month. */
  | { readonly kind: 'everyDays'; readonly every: number; readonly start: number }
  | { readonly kind: 'weekdays'; readonly weekdays: readonly number[] }
  | { readonly kind: 'dates'; readonly dates: readonly number[] }
  /** The first, second … fifth such weekday of the month: ordinals from 1 to 5. */
  | { readonly kind: 'nthWeekday'; readonly ordinals: readonly number[]; readonly weekday: number }
  /** The last such weekday. Exact only for months of equal length: see `lastWeekday.ts`. */
  | { readonly kind: 'lastWeekday'; readonly weekday: number };

/** How people name the whole; decides what a builder asks. */
export type Frequency = 'once' | 'minutes' | 'hours' | 'days' | 'weeks' | 'monthDates' | 'monthWeekday';

export const allMonths: readonly number[] = range(1, 12);
export const allWeekdays: readonly number[] = range(0, 6);
export const workdays: readonly number[] = range(1, 5);

/** More minutes than this do not come twice in each hour; choose times of the day instead. */
export const maxEveryMinutes = 30;
/** More hours than this do not come twice in each day. */
export const maxEveryHours = 12;
/** More days than this come three times a month at most: dates say that better. */
export const maxEveryDays = 10;

/** The frequency that the choices belong to. */
export function frequencyOf({ times, days, months }: ScheduleChoices): Frequency {
  if (times.kind === 'everyMinutes') return 'minutes';
  if (times.kind === 'everyHours') return 'hours';
  switch (days.kind) {
    case 'everyDay':
    case 'everyDays':
      return 'days';
    case 'weekdays':
      return 'weeks';
    case 'dates':
      return days.dates.length === 1 && months.length === 1 && times.times.length === 1 ? 'once' : 'monthDates';
    case 'nthWeekday':
    case 'lastWeekday':
      return 'monthWeekday';
  }
}

/** `from`, `from + step`, … up to and including `to`. */
export function range(from: number, to: number, step = 1): number[] {
  return Array.from({ length: Math.max(0, Math.floor((to - from) / step) + 1) }, (_, index) => from + index * step);
}

/** Ascending and without repetition. */
export function sortedSet(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}

/** The hour, minute and second of a time of the day in seconds after midnight. */
export function timeParts(time: number): { readonly hour: number; readonly minute: number; readonly second: number } {
  return { hour: Math.floor(time / 3600), minute: Math.floor(time / 60) % 60, second: time % 60 };
}

/** Seconds after midnight. */
export function timeOfDay(hour: number, minute: number, second = 0): number {
  return hour * 3600 + minute * 60 + second;
}

/**
 * The times at which a single schedule for `times` would run besides: an expression combines all its hours with all its
 * minutes, so 09:00 and 17:30 bring 09:30 and 17:00 along. Empty when one schedule holds the list.
 */
export function extraTimes(times: readonly number[]): number[] {
  return combinedTimes(times).filter((time) => !times.includes(time));
}

/** Every hour of the list with every minute and every second of it. */
export function combinedTimes(times: readonly number[]): number[] {
  const parts = times.map(timeParts);
  return sortedSet(
    parts.flatMap(({ hour }) =>
      parts.flatMap(({ minute }) => parts.map(({ second }) => timeOfDay(hour, minute, second))),
    ),
  );
}
