import { type CronValues } from './cronFields';
import { dayMs, dayNumber, daysInMonth, weekdayOf } from './wallTime';

const lastYear = 9999;

/**
 * The dates on which a schedule runs: those in the sets of day of month, month **and** day of week (ncrontab.md §4).
 * Plain cron libraries join the two day fields by OR, so this part of the calendar is our own. Dates are day numbers,
 * see {@link dayNumber}. A month is answered with one bit operation, so rare dates cost no walk over days.
 */
export class MatchingDates {
  /** False for dates that no year has, such as 30 February; every possible date falls on every weekday some year. */
  readonly isPossible: boolean;
  private readonly months: readonly number[];
  private readonly earliestDay: number;
  /** Bit n - 1 stands for day n: the matching days of a month by the weekday it starts on, as far as they were asked for. */
  private readonly daysByFirstWeekday: number[] = [];

  constructor(private readonly values: CronValues) {
    this.months = values.month;
    this.earliestDay = values.dayOfMonth[0] ?? Infinity;
    // 2000 is a leap year, so February counts with 29 days.
    this.isPossible = this.months.some((month) => this.earliestDay <= daysInMonth(2000, month));
  }

  /** The first matching day at or after `day`; undefined after the year 9999. */
  atOrAfter(day: number): number | undefined {
    if (!this.isPossible) return undefined;
    const start = dateOf(day);
    for (let year = start.year, from = start.month; year <= lastYear; year++, from = 1) {
      for (const month of this.months) {
        if (month < from || this.earliestDay > daysInMonth(year, month)) continue;
        const first = dayNumber(year, month, 1);
        let bits = this.daysOfMonth(year, month, first);
        if (first < day) bits &= -1 << (day - first);
        if (bits !== 0) return first + lowestBit(bits);
      }
    }
    return undefined;
  }

  /** The last matching day at or before `day`; undefined before the year 1. */
  atOrBefore(day: number): number | undefined {
    if (!this.isPossible) return undefined;
    const start = dateOf(day);
    for (let year = start.year, to = start.month; year >= 1; year--, to = 12) {
      for (const month of this.months.toReversed()) {
        if (month > to) continue;
        const first = dayNumber(year, month, 1);
        let bits = this.daysOfMonth(year, month, first);
        if (day - first < 31) bits &= ~(-2 << (day - first));
        if (bits !== 0) return first + highestBit(bits);
      }
    }
    return undefined;
  }

  /** How many days match from `from` on and before `to`. */
  count(from: number, to: number): number {
    if (!this.isPossible || from >= to) return 0;
    let count = 0;
    const [start, end] = [dateOf(from), dateOf(to - 1)];
    for (let year = start.year; year <= end.year; year++) {
      for (const month of this.months) {
        const first = dayNumber(year, month, 1);
        if (first >= to || first + 31 <= from) continue;
        let bits = this.daysOfMonth(year, month, first);
        if (first < from) bits &= -1 << (from - first);
        if (to - first < 31) bits &= ~(-1 << (to - first));
        count += countBits(bits);
      }
    }
    return count;
  }

  private daysOfMonth(year: number, month: number, first: number): number {
    const existing = (2 ** daysInMonth(year, month) - 1) | 0;
    const firstWeekday = weekdayOf(first);
    this.daysByFirstWeekday[firstWeekday] ??= this.daysOfLongMonth(firstWeekday);
    return (this.daysByFirstWeekday[firstWeekday] ?? 0) & existing;
  }

  private daysOfLongMonth(firstWeekday: number): number {
    const { dayOfMonth, dayOfWeek } = this.values;
    let bits = 0;
    for (const day of dayOfMonth) if (dayOfWeek.includes((firstWeekday + day - 1) % 7)) bits |= 1 << (day - 1);
    return bits;
  }
}

function dateOf(day: number): { readonly year: number; readonly month: number } {
  const date = new Date(day * dayMs);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1 };
}

function lowestBit(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}

function highestBit(bits: number): number {
  return 31 - Math.clz32(bits);
}

function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}
