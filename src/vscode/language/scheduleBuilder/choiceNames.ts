import { timeParts } from '../../../core/schedule/builder/scheduleChoices';
import type { Localizer } from '../../localizer';

/** Sunday = 0; the names are the locale's own. */
export function weekdayName(weekday: number, locale: string, width: 'long' | 'short' = 'long'): string {
  // 1 January 2023 was a Sunday.
  return new Intl.DateTimeFormat(locale, { weekday: width, timeZone: 'UTC' }).format(Date.UTC(2023, 0, 1 + weekday));
}

/** January = 1. */
export function monthName(month: number, locale: string, width: 'long' | 'short' = 'long'): string {
  return new Intl.DateTimeFormat(locale, { month: width, timeZone: 'UTC' }).format(Date.UTC(2023, month - 1, 1));
}

/** `24 December`, in the order of the locale. */
export function dateName(month: number, day: number, locale: string): string {
  const options = { month: 'long', day: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(locale, options).format(Date.UTC(2024, month - 1, day));
}

/** `09:30`, or `09:30:15`; the same in all languages, as in the words for schedules. */
export function timeName(time: number): string {
  const { hour, minute, second } = timeParts(time);
  return (second === 0 ? [hour, minute] : [hour, minute, second]).map(twoDigits).join(':');
}

/** `a, b and c`. */
export function joinNames(names: readonly string[], locale: string): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(names);
}

/** `first`, `second` … `fifth`. */
export function ordinalName(ordinal: number, l10n: Localizer): string {
  const names = [l10n.t('First'), l10n.t('Second'), l10n.t('Third'), l10n.t('Fourth'), l10n.t('Fifth')];
  return names[ordinal - 1] ?? String(ordinal);
}

/** Monday first: the order in which most of the world reads a week. */
export const weekOrder: readonly number[] = [1, 2, 3, 4, 5, 6, 0];

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
