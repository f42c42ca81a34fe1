import type { Localizer } from '../localizer';

/**
 * A time as people say it at `now`: "14:05" today, "tomorrow 02:00", "Mon 02:00" within a week, else with its date.
 * Both in the machine's own zone.
 *
 * @param time ISO 8601; anything else comes back as it is.
 */
export function formatTime(time: string, now: Date, locale: string, l10n: Localizer): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return time;
  const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(date);
  const days = daysBetween(now, date);
  if (days === 0) return clock;
  if (days === 1) return l10n.t('tomorrow {0}', clock);
  if (days === -1) return l10n.t('yesterday {0}', clock);
  const day = Math.abs(days) < 7 ? { weekday: 'short' as const } : { day: 'numeric' as const, month: 'short' as const };
  const year = date.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' as const };
  return `${new Intl.DateTimeFormat(locale, { ...day, ...(Math.abs(days) < 7 ? {} : year) }).format(date)} ${clock}`;
}

/** Midnights that lie between the two, negative when `to` is earlier. Rounded, because a day can have 23 or 25 hours. */
function daysBetween(from: Date, to: Date): number {
  const midnight = (date: Date): number => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  return Math.round((midnight(to) - midnight(from)) / 86_400_000);
}

/** How long something lives, to the minute, because it is looked at now and then: "<1 min", "5 min", "2 h 10 min", "3 d 4 h". */
export function formatAge(ageMs: number, l10n: Localizer): string {
  const minutes = Math.floor(ageMs / 60_000);
  if (minutes < 1) return l10n.t('<1 min');
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return formatDuration(minutes * 60_000, l10n);
  return l10n.t('{0} d {1} h', Math.floor(hours / 24), hours % 24);
}

/** "850 ms", "12 s", "3 min 5 s", "45 min", "2 h 10 min". */
export function formatDuration(durationMs: number, l10n: Localizer): string {
  const seconds = Math.floor(durationMs / 1000);
  if (seconds < 1) return l10n.t('{0} ms', Math.max(0, Math.round(durationMs)));
  if (seconds < 60) return l10n.t('{0} s', seconds);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    return seconds % 60 === 0 ? l10n.t('{0} min', minutes) : l10n.t('{0} min {1} s', minutes, seconds % 60);
  }
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 ? l10n.t('{0} h', hours) : l10n.t('{0} h {1} min', hours, minutes % 60);
}
