import { sortedSet } from './scheduleChoices';

/** Days of the month, both inclusive. */
export interface DayRange {
  readonly from: number;
  readonly to: number;
}

/** A schedule of its own for some of the months. */
export interface LastWeekdayPart extends DayRange {
  readonly months: readonly number[];
}

/**
 * The days among which the last weekday of each of the months lies. It is the last seven days when all months have the
 * same length; then the weekday occurs exactly once among them. For months of different lengths the range is longer, and
 * a weekday can occur twice: no expression tells the last one then, because the fields do not depend on each other.
 *
 * February counts 28 days when it stands alone: a leap day is then missed, but every year has exactly one run.
 */
export function lastWeekdayRange(months: readonly number[]): DayRange {
  const lengths = months.map(usualLength);
  return { from: Math.min(...lengths) - 6, to: Math.max(...lengths) };
}

/** Whether {@link lastWeekdayRange} holds the last weekday of each month and no other day. */
export function isLastWeekdayExact(months: readonly number[]): boolean {
  return new Set(months.map(usualLength)).size === 1 && !months.includes(2);
}

/** The months in groups of equal length, each of which is exact in a job of its own; February but for leap years. */
export function lastWeekdayParts(months: readonly number[]): LastWeekdayPart[] {
  return sortedSet(months.map(usualLength))
    .reverse()
    .map((length) => {
      const group = months.filter((month) => usualLength(month) === length);
      return { ...lastWeekdayRange(group), months: group };
    });
}

/** The length of a month, 1 to 12, in days; of February in a common year. */
export function usualLength(month: number): number {
  if (month === 2) return 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
