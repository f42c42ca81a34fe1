import { type CronSchedule } from './cronExpression';
import { nextRun } from './nextRuns';
import { type WallTime } from './wallTime';
import { type Zone } from './zones';

/** A run that the service will start: the slot on the wall-clock and the instant at which it starts. */
export interface ServiceRun {
  readonly slot: WallTime;
  /** Milliseconds since 1970 UTC. */
  readonly utcMs: number;
}

/**
 * The next runs that a running site starts after an instant. It looks for each slot after the local time of the run
 * before, so where clocks change, runs differ from the plain list of slots: a skipped slot runs an hour later and takes
 * the place of the slot at that hour, and slots of the first pass of a repeated hour do not run (ncrontab.md §6).
 */
export function nextServiceRuns(schedule: CronSchedule, afterUtcMs: number, zone: Zone, count: number): ServiceRun[] {
  const runs: ServiceRun[] = [];
  let after = zone.wallTimeOf(afterUtcMs);
  while (runs.length < count) {
    const slot = nextRun(schedule, after);
    if (slot === undefined) break;
    const utcMs = zone.instantOf(slot);
    runs.push({ slot, utcMs });
    after = zone.wallTimeOf(utcMs);
  }
  return runs;
}
