import { type CronValues, isFullField } from '../cronFields';
import { weekOfMonth } from './choiceValues';
import { lastWeekdayRange } from './lastWeekday';
import {
  type DaysChoice,
  maxEveryDays,
  maxEveryHours,
  maxEveryMinutes,
  range,
  type ScheduleChoices,
  timeOfDay,
  type TimesChoice,
} from './scheduleChoices';

/** So few times are shown as a list, also where they lie at equal distances. */
const fewTimes = 4;
/** More times than this are no list that a person wrote. */
const maxTimes = 24;

/** The choices that mean exactly these value sets; undefined when there are none. */
export function fitChoices(values: CronValues): ScheduleChoices | undefined {
  const times = fitTimes(values);
  const days = fitDays(values);
  return times === undefined || days === undefined ? undefined : { times, days, months: values.month };
}

function fitTimes({ second: seconds, minute: minutes, hour: hours }: CronValues): TimesChoice | undefined {
  const [second] = seconds;
  const [minute] = minutes;
  const [fromHour] = hours;
  const toHour = hours.at(-1);
  if (second === undefined || minute === undefined || fromHour === undefined || toHour === undefined) return undefined;

  const count = seconds.length * minutes.length * hours.length;
  if (seconds.length === 1 && minutes.length === 1) {
    const every = periodOf(hours);
    const fillsDay = every !== undefined && fromHour < every && toHour + every > 23;
    if (every !== undefined && every <= maxEveryHours && (fillsDay || count > fewTimes)) {
      return { kind: 'everyHours', every, fromHour, toHour, minute, second };
    }
  }
  const every = periodOf(minutes);
  if (seconds.length === 1 && every !== undefined && every <= maxEveryMinutes && count > fewTimes) {
    const fillsHour = minute < every && (minutes.at(-1) ?? 0) + every > 59;
    const hoursAreRange = toHour - fromHour === hours.length - 1;
    if (fillsHour && hoursAreRange) return { kind: 'everyMinutes', every, start: minute, fromHour, toHour, second };
  }
  if (count > maxTimes) return undefined;
  const times = hours.flatMap((hour) => minutes.flatMap((each) => seconds.map((sec) => timeOfDay(hour, each, sec))));
  return { kind: 'at', times };
}

function fitDays(values: CronValues): DaysChoice | undefined {
  const { dayOfMonth: dates, dayOfWeek: weekdays } = values;
  const anyWeekday = isFullField('dayOfWeek', weekdays);
  if (isFullField('dayOfMonth', dates)) return anyWeekday ? { kind: 'everyDay' } : { kind: 'weekdays', weekdays };
  if (anyWeekday) return fitEveryDays(dates) ?? { kind: 'dates', dates };
  // Both day fields must match; only together with a week of the month that has a name.
  const [weekday] = weekdays;
  return weekday === undefined || weekdays.length > 1 ? undefined : fitWeekdayOfMonth(dates, weekday, values.month);
}

function fitEveryDays(dates: readonly number[]): DaysChoice | undefined {
  const [start] = dates;
  const every = periodOf(dates);
  if (start === undefined || every === undefined || every > maxEveryDays || dates.length <= 3) return undefined;
  return start <= every && (dates.at(-1) ?? 0) + every > 31 ? { kind: 'everyDays', every, start } : undefined;
}

function fitWeekdayOfMonth(
  dates: readonly number[],
  weekday: number,
  months: readonly number[],
): DaysChoice | undefined {
  const { from, to } = lastWeekdayRange(months);
  // Of February alone these are the dates of the fourth weekday, which is exact.
  const isFebruary = months.length === 1 && months[0] === 2;
  if (!isFebruary && isSame(dates, range(from, to))) return { kind: 'lastWeekday', weekday };
  const ordinals = range(1, 5).filter((ordinal) => weekOfMonth(ordinal).every((date) => dates.includes(date)));
  return isSame(dates, ordinals.flatMap(weekOfMonth)) ? { kind: 'nthWeekday', ordinals, weekday } : undefined;
}

/** The distance of at least two values that lie at equal distances. */
function periodOf(values: readonly number[]): number | undefined {
  const [first, second] = values;
  if (first === undefined || second === undefined) return undefined;
  const period = second - first;
  return values.every((value, index) => value === first + index * period) ? period : undefined;
}

function isSame(left: readonly number[], right: readonly number[]): boolean {
  return left.length === right.length && left.every((value, index) => value === right[index]);
}
