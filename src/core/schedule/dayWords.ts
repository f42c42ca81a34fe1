import { fillTemplate } from '../base/message';
import { valueRuns } from './canonicalCron';
import { type CronValues, isFullField } from './cronFields';
import { type CronTexts } from './cronTexts';
import { joinValues, joinWords, progressionOf } from './valueWords';
import { daysInMonth } from './wallTime';

/** The words for the days, and how they follow the words for the times. */
export interface DayWords {
  readonly text: string;
  /** Whether they follow any kind of times without a comma. */
  readonly isDirect: boolean;
}

/** Tells the days; undefined when that is every day. Every branch names exactly the values of the three day fields. */
export function describeDays(values: CronValues, texts: CronTexts): DayWords | undefined {
  const { dayOfMonth, month, dayOfWeek } = values;
  const isEveryMonth = isFullField('month', month);
  const isEveryDate = isFullField('dayOfMonth', dayOfMonth);
  if (isEveryDate && isFullField('dayOfWeek', dayOfWeek)) {
    if (isEveryMonth) return undefined;
    const template = isRun(month) ? texts.onlyFromMonths : texts.onlyInMonths;
    return { text: fillTemplate(template, { months: joinMonths(month, texts) }), isDirect: true };
  }
  if (isEveryDate) {
    const days =
      dayOfWeek.length === 1
        ? fillTemplate(texts.everyWeekday, { weekday: joinWeekdays(dayOfWeek, texts) })
        : joinWeekdays(dayOfWeek, texts);
    return { text: isEveryMonth ? days : addMonths(days, month, texts), isDirect: false };
  }
  const monthWords = isEveryMonth ? texts.theMonth : joinMonths(month, texts);
  if (isFullField('dayOfWeek', dayOfWeek))
    return { text: describeDates(dayOfMonth, monthWords, texts), isDirect: true };
  const weeks = weeksOf(dayOfMonth, month);
  // Several weeks of several weekdays would be a list of pairs; the dates are shorter.
  if (weeks !== undefined && (weeks.length === 1 ? dayOfWeek.length <= 2 : dayOfWeek.length === 1)) {
    const nth = joinWords(
      weeks.map((week) => texts.nth[week] ?? ''),
      texts,
    );
    const weekdays = mondayFirst(dayOfWeek).map((day) =>
      fillTemplate(texts.nthWeekday, { nth, weekday: weekdayWord(day, texts) }),
    );
    const text = fillTemplate(texts.onNthWeekdays, { weekdays: joinWords(weekdays, texts), month: monthWords });
    return { text, isDirect: true };
  }
  const days = describeDates(dayOfMonth, monthWords, texts);
  const template = isRun(mondayFirst(dayOfWeek)) ? texts.daysAndWeekdayRun : texts.daysAndWeekdays;
  return { text: fillTemplate(template, { days, weekdays: joinWeekdays(dayOfWeek, texts) }), isDirect: true };
}

/** `every day in June`, `every day from June to August`. */
export function addMonths(days: string, months: readonly number[], texts: CronTexts): string {
  const template = isRun(months) ? texts.fromMonths : texts.inMonths;
  return fillTemplate(template, { days, months: joinMonths(months, texts) });
}

/** Whether the values are told as `a to b` and nothing else. */
function isRun(values: readonly number[]): boolean {
  return values.length >= 3 && valueRuns(values).length === 1;
}

/** `Monday to Friday`; the week is told from Monday on, so that a weekend stands together. */
export function joinWeekdays(days: readonly number[], texts: CronTexts): string {
  return joinValues(mondayFirst(days), texts, (day) => weekdayWord(day, texts));
}

export function joinMonths(months: readonly number[], texts: CronTexts): string {
  return joinValues(months, texts, (month) => texts.months[month - 1] ?? '');
}

/** `1st to 7th and 15th`. */
export function joinDates(days: readonly number[], texts: CronTexts): string {
  return joinValues(days, texts, (day) => texts.days[day - 1] ?? '');
}

function describeDates(days: readonly number[], month: string, texts: CronTexts): string {
  const step = progressionOf(days, 31)?.step ?? 1;
  if (step === 2 && days.length >= 15)
    return fillTemplate(days[0] === 1 ? texts.onOddDays : texts.onEvenDays, { month });
  if (step > 1 && days.length >= 5) {
    const [first, last] = [joinDates(days.slice(0, 1), texts), joinDates(days.slice(-1), texts)];
    return fillTemplate(texts.everyNthDay, { n: step, first, last, month });
  }
  return fillTemplate(texts.onDays, { days: joinDates(days, texts), month });
}

/**
 * Which weeks of the month, as indexes into {@link CronTexts.nth}, the dates are: the first Monday is the one on the 1st
 * to 7th, the fifth the one on the 29th or later, the last the one on the last seven days where all months are equally
 * long. Undefined when the dates are no whole weeks.
 */
function weeksOf(days: readonly number[], months: readonly number[]): number[] | undefined {
  const lengths = new Set(months.map((month) => daysInMonth(2001, month)));
  const [length] = lengths;
  if (lengths.size === 1 && length !== undefined && !months.includes(2) && days.length === 7) {
    if (days[0] === length - 6 && days[6] === length) return [5];
  }
  const weeks: number[] = [];
  for (let week = 0; week < 5; week++) {
    const size = Math.min(7, 31 - week * 7);
    const members = days.filter((day) => Math.floor((day - 1) / 7) === week);
    if (members.length === size) weeks.push(week);
    else if (members.length > 0) return undefined;
  }
  return weeks;
}

function mondayFirst(days: readonly number[]): number[] {
  return days.map((day) => (day === 0 ? 7 : day)).sort((a, b) => a - b);
}

function weekdayWord(day: number, texts: CronTexts): string {
  return texts.weekdays[day % 7] ?? '';
}
