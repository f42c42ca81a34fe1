import type { Translations } from '../base/message';
import { monthNames, weekdayNames } from './cronFields';

/**
 * The words for schedules. Another language supplies this table; `{name}` is replaced, and may stand anywhere or be left
 * out. Numbers and times of day (`09:30`) are the same in all languages.
 */
export type CronTexts = typeof englishCronTexts;

export const englishCronTexts = {
  /** Joining of lists: `a, b and c`. */
  list: '{start}, {next}',
  listEnd: '{start} and {last}',
  /** Three or more values in a row. */
  run: '{first} to {last}',

  /** Heads: how often. */
  everySecond: 'Every second',
  everySeconds: 'Every {n} seconds',
  everyMinute: 'Every minute',
  everyMinutes: 'Every {n} minutes',
  everyHour: 'Every hour',
  everyHours: 'Every {n} hours',
  /** A repetition that fills the day but does not start at midnight. */
  everyFrom: '{every} from {start}',
  /** A repetition in a part of the day; `windows` is a list of `window`. */
  everyBetween: '{every} {windows}',
  window: 'from {start} to {end}',
  atTimes: 'At {times}',

  /** Parts of an hour and of a minute, for schedules that are no plain repetition. */
  minutesPastEveryHour: 'At {minutes} minutes past every hour',
  minutePastEveryHour: 'At {minutes} minute past every hour',
  fromMinute: '{every} from minute {first} to {last}',
  atMinute: 'At minute {minutes}',
  atMinutes: 'At minutes {minutes}',
  fromSecond: '{every} from second {first} to {last}',
  atSecond: 'At second {seconds}',
  atSeconds: 'At seconds {seconds}',
  ofEveryMinute: '{head} of every minute',
  ofMinute: '{head} of minute {minutes}',
  ofMinutes: '{head} of minutes {minutes}',
  ofEveryHour: '{head} of every hour',
  ofHour: '{head} of hour {hours}',
  ofHours: '{head} of hours {hours}',

  /** Joining of times and days: `direct` after a time of day, `apart` otherwise. */
  direct: '{times} {days}',
  apart: '{times}, {days}',
  everyDay: 'every day',
  everyWeekday: 'every {weekday}',
  inMonths: '{days} in {months}',
  onlyInMonths: 'in {months}',
  /** The same for three or more months in a row, which are `a to b`. */
  fromMonths: '{days} from {months}',
  onlyFromMonths: 'from {months}',
  onDays: 'on the {days} of {month}',
  onOddDays: 'on the odd days of {month}',
  onEvenDays: 'on the even days of {month}',
  everyNthDay: 'every {n} days from the {first} to the {last} of {month}',
  onNthWeekdays: 'on {weekdays} of {month}',
  nthWeekday: 'the {nth} {weekday}',
  daysAndWeekdays: '{days}, but only on {weekdays}',
  /** The same for three or more weekdays in a row. */
  daysAndWeekdayRun: '{days}, but only from {weekdays}',
  theMonth: 'the month',
  never: '{sentence}, a date that does not exist',

  /** One field by itself: `everyValue` of a unit, or a list. */
  everyValue: 'every {unit}',
  units: {
    second: 'second',
    minute: 'minute',
    hour: 'hour',
    dayOfMonth: 'day of the month',
    month: 'month',
    dayOfWeek: 'day of the week',
  },

  /** First to fifth, then last. */
  nth: ['first', 'second', 'third', 'fourth', 'fifth', 'last'] as readonly string[],
  /** Sunday first. */
  weekdays: weekdayNames as readonly string[],
  months: monthNames as readonly string[],
  /** 1st to 31st. */
  days: Array.from({ length: 31 }, (_, index) => englishOrdinal(index + 1)) as readonly string[],
};

/**
 * The table in another language. Where one English word stands for two things, the translation of `{word}/{name in this
 * table}` beats that of the word: `second/nth` is the one after the first.
 */
export function translateCronTexts(translations: Translations): CronTexts {
  const translate = (value: unknown, name: string): unknown => {
    if (typeof value === 'string') return translations[`${value}/${name}`] ?? translations[value] ?? value;
    if (Array.isArray(value)) return value.map((item) => translate(item, name));
    return Object.fromEntries(
      Object.entries(value as object).map(([key, item]) => [key, translate(item, name === '' ? key : name)]),
    );
  };
  return translate(englishCronTexts, '') as CronTexts;
}

function englishOrdinal(n: number): string {
  const isTeen = n >= 11 && n <= 13;
  return `${n}${isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')}`;
}
