import { type CronSchedule } from './cronExpression';
import { countRuns, latestRunBefore, nextRun } from './nextRuns';
import { dayMs, minuteMs, type WallTime } from './wallTime';
import { type Zone } from './zones';

/** A slot that passed not longer ago than this still runs when a job is (re)scheduled; exactly this long is in time. */
export const latestStartMs = 10 * minuteMs;

/** The service's timer waits at most so long and then decides again; the waiting times here are uncut. */
export const longestTimerMs = 40 * dayMs;

export interface ScheduleQuestion {
  readonly schedule: CronSchedule;
  /** Start of the latest run in the history, by hand or by schedule, in milliseconds since 1970 UTC; null: never ran. */
  readonly lastRunUtcMs: number | null;
  readonly nowUtcMs: number;
  /** The zone of the service's clock: the site's `WEBSITE_TIME_ZONE`. */
  readonly zone: Zone;
  /** Whether the job's timer fired; else the job is being (re)scheduled. A slot that has passed then runs, however old. */
  readonly timerFired: boolean;
}

/** What the service's scheduler does next with a job; instants and durations in milliseconds. */
export type ScheduleDecision =
  | { readonly kind: 'wait'; readonly atUtcMs: number; readonly waitMs: number }
  /** Start the job now. */
  | { readonly kind: 'run'; readonly atUtcMs: number; readonly waitMs: 0 }
  /** Log the slots that nobody ran and will run, then wait. */
  | {
      readonly kind: 'missed';
      readonly atUtcMs: number;
      readonly waitMs: number;
      readonly missedCount: number;
      readonly mostRecentMissed: WallTime;
    }
  /** Nothing can be scheduled: the service's search passes the year 9999 and it arms no timer. */
  | { readonly kind: 'none' };

/** Decides as kudu-webjobs §5.6 and the `interval` cases of scheduler.json tell; pure. */
export function decideNextRun({
  schedule,
  lastRunUtcMs,
  nowUtcMs,
  zone,
  timerFired,
}: ScheduleQuestion): ScheduleDecision {
  const now = zone.wallTimeOf(nowUtcMs);
  const reference = lastRunUtcMs === null ? now : zone.wallTimeOf(lastRunUtcMs);
  const next = nextRun(schedule, reference);
  if (next === undefined) return { kind: 'none' };

  const atUtcMs = zone.instantOf(next);
  if (atUtcMs > nowUtcMs) return { kind: 'wait', atUtcMs, waitMs: atUtcMs - nowUtcMs };
  if (timerFired || nowUtcMs - atUtcMs <= latestStartMs) return { kind: 'run', atUtcMs: nowUtcMs, waitMs: 0 };

  // Slots are counted by the clock on the wall: a slot at this very moment is neither missed nor run.
  const missedCount = countRuns(schedule, reference, now);
  const following = nextRun(schedule, now);
  if (following === undefined) return { kind: 'none' };
  const followingUtcMs = zone.instantOf(following);
  const wait = { atUtcMs: followingUtcMs, waitMs: Math.max(0, followingUtcMs - nowUtcMs) };
  const mostRecentMissed = missedCount > 0 ? latestRunBefore(schedule, now) : undefined;
  if (mostRecentMissed === undefined) return { kind: 'wait', ...wait };
  return { kind: 'missed', ...wait, missedCount, mostRecentMissed };
}
