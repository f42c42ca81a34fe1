import { type ScheduleChoices, type TimesChoice } from '../../../../src/core/schedule/builder/scheduleChoices';

const dayMs = 86_400_000;
/** Nothing is looked for beyond; rarer schedules are compared as far as they go. */
const maxDays = 1200;

/**
 * The next runs that the choices mean, by walking the calendar day by day and asking in plain words whether it is a day
 * and a time of the choices: no value sets, no fields. Independent of what is tested.
 */
export function choiceRuns(choices: ScheduleChoices, after: number, count: number): number[] {
  const times = timesOf(choices.times);
  const runs: number[] = [];
  const firstDay = Math.floor(after / dayMs);
  for (let day = firstDay; day < firstDay + maxDays && runs.length < count; day++) {
    const date = new Date(day * dayMs);
    if (!choices.months.includes(date.getUTCMonth() + 1) || !isChosenDay(date, choices)) continue;
    for (const time of times) {
      const run = day * dayMs + time * 1000;
      if (run > Math.floor(after / 1000) * 1000 && runs.length < count) runs.push(run);
    }
  }
  return runs;
}

function timesOf(times: TimesChoice): number[] {
  const result: number[] = [];
  for (let time = 0; time < 86_400; time++) if (isChosenTime(time, times)) result.push(time);
  return result;
}

function isChosenTime(time: number, times: TimesChoice): boolean {
  const hour = Math.floor(time / 3600);
  const minute = Math.floor((time % 3600) / 60);
  const second = time % 60;
  switch (times.kind) {
    case 'at':
      return times.times.includes(time);
    case 'everyMinutes':
      return (
        second === times.second &&
        hour >= times.fromHour &&
        hour <= times.toHour &&
        minute >= times.start &&
        (minute - times.start) % times.every === 0
      );
    case 'everyHours':
      return (
        second === times.second &&
        minute === times.minute &&
        hour >= times.fromHour &&
        hour <= times.toHour &&
        (hour - times.fromHour) % times.every === 0
      );
  }
}

function isChosenDay(date: Date, { days, months }: ScheduleChoices): boolean {
  const dayOfMonth = date.getUTCDate();
  const weekday = date.getUTCDay();
  const ordinal = Math.ceil(dayOfMonth / 7);
  switch (days.kind) {
    case 'everyDay':
      return true;
    case 'everyDays':
      return dayOfMonth >= days.start && (dayOfMonth - days.start) % days.every === 0;
    case 'weekdays':
      return days.weekdays.includes(weekday);
    case 'dates':
      return days.dates.includes(dayOfMonth);
    case 'nthWeekday':
      return weekday === days.weekday && days.ordinals.includes(ordinal);
    case 'lastWeekday':
      return weekday === days.weekday && isLastWeekdayCandidate(date, months);
  }
}

/** The last one of the month; where the months differ in length, also one that is the last in a month of another length. */
function isLastWeekdayCandidate(date: Date, months: readonly number[]): boolean {
  const dayOfMonth = date.getUTCDate();
  const lengths = months.map((month) => new Date(Date.UTC(2001, month, 0)).getUTCDate());
  const ends = new Set(lengths);
  if (ends.size === 1) {
    const [end = 31] = ends;
    return dayOfMonth > end - 7 && dayOfMonth <= end;
  }
  return dayOfMonth > Math.min(...ends) - 7 && dayOfMonth <= Math.max(...ends);
}
