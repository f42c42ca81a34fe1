import { findZone, utcZone, type Zone } from '../core/schedule/zones';

/**
 * The instant, in milliseconds since 1970, that an archive entry's DOS date and time words mean on a server whose local
 * time is `zone` (kudu-webjobs §8.9). Words that are no date mean the first moment of 1980.
 */
export function instantFromDosTime(date: number, time: number, zone: Zone): number {
  const [month, day] = [(date >> 5) & 15, date & 31];
  const [hour, minute, second] = [time >> 11, (time >> 5) & 63, (time & 31) * 2];
  const wallTime = Date.UTC(1980 + (date >> 9), month - 1, day, hour, minute, second);
  // Date.UTC carries over what is out of range; the service does not.
  const asRead = new Date(wallTime);
  const isDate = asRead.getUTCMonth() === month - 1 && asRead.getUTCDate() === day;
  const isTime = hour < 24 && minute < 60 && second < 60;
  return zone.instantOf(isDate && isTime ? wallTime : Date.UTC(1980, 0, 1));
}

/** The server's local time: `WEBSITE_TIME_ZONE`, or UTC without it and for a name that nobody knows. */
export function serverZone(setting: string | undefined): Zone {
  return (setting === undefined ? undefined : findZone(setting)) ?? utcZone;
}
