import { range, sortedSet, timeOfDay } from '../../../core/schedule/builder/scheduleChoices';
import { daysInMonth } from '../../../core/schedule/wallTime';

/** Reads what a person types into the builder's box. Every function answers undefined for text that it cannot read. */

const maxTypedTimes = 24;

/** `9`, `09:30`, `9:30:15`, `9.30`, `930`, `9pm`, several with commas or spaces between: seconds after midnight. */
export function readTimes(text: string): number[] | undefined {
  const parts = text
    .trim()
    .replace(/\s+(?=[ap]m\b)/gi, '')
    .split(/[\s,;]+/)
    .filter((part) => part !== '');
  const times = parts.map(readTime);
  if (times.length === 0 || times.length > maxTypedTimes) return undefined;
  return times.some((time) => time === undefined) ? undefined : sortedSet(times as number[]);
}

function readTime(text: string): number | undefined {
  const match = /^(\d{1,2})(?:[:.h]?(\d{2})(?:[:.](\d{2}))?)?(am|pm)?$/i.exec(text);
  if (match === null) return undefined;
  const [, hours, minutes = '0', seconds = '0', half] = match;
  let hour = Number(hours);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  }
  const [minute, second] = [Number(minutes), Number(seconds)];
  return hour > 23 || minute > 59 || second > 59 ? undefined : timeOfDay(hour, minute, second);
}

/** A whole number between two values. */
export function readNumber(text: string, min: number, max: number): number | undefined {
  const number = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
  return number >= min && number <= max ? number : undefined;
}

/** `1, 15`, `1 15`, `20-25`: dates of a month, ascending. */
export function readDates(text: string): number[] | undefined {
  const parts = text
    .trim()
    .replace(/\s*-\s*/g, '-')
    .split(/[\s,;]+/)
    .filter((part) => part !== '');
  const dates = parts.map((part) => {
    const [, from, to = from] = /^(\d{1,2})(?:-(\d{1,2}))?\.?$/.exec(part) ?? [];
    const [low, high] = [Number(from), Number(to)];
    return low >= 1 && high <= 31 && low <= high ? range(low, high) : undefined;
  });
  if (dates.length === 0 || dates.some((each) => each === undefined)) return undefined;
  return sortedSet(dates.flatMap((each) => each ?? []));
}

/** `2026-12-24` or `12-24`; a year is read and has no effect. 29 February counts as a date. */
export function readDate(text: string): { readonly month: number; readonly day: number } | undefined {
  const match = /^(?:(\d{4})-)?(\d{1,2})-(\d{1,2})$/.exec(text.trim());
  if (match === null) return undefined;
  const [month, day] = [Number(match[2]), Number(match[3])];
  const leapYear = 2024;
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(leapYear, month) ? { month, day } : undefined;
}

/** `8-18`: two hours, the first before the second; 24 is midnight at the end of the day. */
export function readHours(text: string): { readonly from: number; readonly to: number } | undefined {
  const match = /^(\d{1,2})(?::00)?\s*(?:-|–|to)\s*(\d{1,2})(?::00)?$/i.exec(text.trim());
  if (match === null) return undefined;
  const [from, to] = [Number(match[1]), Number(match[2])];
  return from < to && to <= 24 ? { from, to } : undefined;
}
