/**
 * A time on a clock on the wall, without a zone: the milliseconds since 1970-01-01T00:00:00 that this date and time would
 * have in UTC. NCrontab calculates with such times alone (ncrontab.md §5); `zones.ts` turns them into instants.
 */
export type WallTime = number;

export const secondMs = 1000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** The last second of the service's calendar, 9999-12-31T23:59:59; it starts at 0001-01-01T00:00:00. */
export const lastWallTime: WallTime = 253_402_300_799_000;

const pattern = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?)?$/;

/**
 * Reads `2026-01-01T00:00:00`, optionally with a fraction (cut after milliseconds), without seconds, or without a time
 * of day. Undefined for anything else: a zone or offset, a date that does not exist, the year 0.
 */
export function parseWallTime(text: string): WallTime | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const part = (index: number): number => Number(match.at(index) ?? 0);
  const [year, month, day, hour, minute, second] = [part(1), part(2), part(3), part(4), part(5), part(6)];
  if (year === 0 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const fractionMs = Number((match.at(7) ?? '').slice(0, 3).padEnd(3, '0'));
  return dayNumber(year, month, day) * dayMs + hour * hourMs + minute * minuteMs + second * secondMs + fractionMs;
}

/** `2026-01-01T00:00:00`; a fraction of a second is dropped. */
export function formatWallTime(time: WallTime): string {
  return new Date(time).toISOString().slice(0, 19);
}

/** Days from 1970-01-01 to a date of the Gregorian calendar; `month` counts from 1. */
export function dayNumber(year: number, month: number, day: number): number {
  // Years are counted from March, so that the leap day is the last one of its year.
  const marchYear = month > 2 ? year : year - 1;
  const cycle = Math.floor(marchYear / 400);
  const yearOfCycle = marchYear - cycle * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfCycle = yearOfCycle * 365 + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100) + dayOfYear;
  return cycle * 146_097 + dayOfCycle - 719_468;
}

/** Day of the week of a day number, Sunday = 0. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** `month` counts from 1. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
