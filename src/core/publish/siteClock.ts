import { dosStepMs, floorToDosTime } from '../packaging/dosTime';
import { utcZone, type Zone } from '../schedule/zones';

/**
 * How a site turns the zoneless times of an archive into last-write times: it takes them as its own local time
 * (kudu-webjobs §8.9). All values are milliseconds since 1970-01-01 UTC.
 */
export interface SiteClock {
  /** The time to write into an archive, as UTC wall clock, so that the site stores `timeMs` as nearly as it can. */
  archiveTime(timeMs: number): number;
  /** What the site stores for that. Applying it twice changes nothing. */
  storedTime(timeMs: number): number;
}

/**
 * @param zone the site's zone, from `WEBSITE_TIME_ZONE`.
 * @param shiftMs how much later than meant the site stored times that were written for `zone`; measured after an upload.
 */
export function createSiteClock(zone: Zone = utcZone, shiftMs = 0): SiteClock {
  const archiveTime = (timeMs: number): number => floorToDosTime(zone.wallTimeOf(timeMs - shiftMs));
  return {
    archiveTime,
    storedTime: (timeMs) => zone.instantOf(archiveTime(timeMs)) + shiftMs,
  };
}

/**
 * The time to give a file that replaces another one: its own, unless the site would then store the time that the former
 * file has. Equal times with other content are no change for a running job, which would go on with the old code
 * (kudu-webjobs §4.4). The result is at most one step from the file's own time, so the next comparison finds them equal.
 */
export function distinctStoredTime(clock: SiteClock, timeMs: number, formerMs: number | undefined): number {
  const own = clock.storedTime(timeMs);
  if (formerMs === undefined || !isSameInstant(own, formerMs)) return own;
  const later = clock.storedTime(own + dosStepMs);
  return isSameInstant(later, formerMs) ? clock.storedTime(own - dosStepMs) : later;
}

/** A site tells its times in finer steps than a millisecond, so a listing may be cut. */
function isSameInstant(a: number, b: number): boolean {
  return Math.abs(a - b) < 1;
}
