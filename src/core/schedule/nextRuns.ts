import { type CronSchedule } from './cronExpression';
import { MatchingDates } from './matchingDates';
import { secondsPerDay, TimesOfDay } from './timesOfDay';
import { dayMs, lastWallTime, secondMs, type WallTime } from './wallTime';

export interface NextRunsOptions {
  /** Runs are strictly after this time, whose fraction of a second does not count. */
  readonly after: WallTime;
  /** At most so many. */
  readonly count: number;
  /** Exclusive end. Without it the calendar ends with the year 9999. */
  readonly until?: WallTime;
}

/**
 * The next runs as wall-clock times, ascending, as NCrontab 3.3.3 enumerates them (ncrontab.md §5): no zone, no daylight
 * saving. Fewer than `count` when nothing is left, none for dates that do not exist. Answers at once for any schedule.
 */
export function nextRuns(schedule: CronSchedule, options: NextRunsOptions): WallTime[] {
  const runs: WallTime[] = [];
  if (!(options.count > 0)) return runs;
  for (const run of runsAfter(schedule, options.after, options.until)) {
    runs.push(run);
    if (runs.length >= options.count) break;
  }
  return runs;
}

/** The next run strictly after `after`, see {@link nextRuns}; undefined when there is none. */
export function nextRun(schedule: CronSchedule, after: WallTime): WallTime | undefined {
  return nextRuns(schedule, { after, count: 1 })[0];
}

/** All runs strictly after `after` and before `until`, one at a time; see {@link nextRuns}. */
export function* runsAfter(schedule: CronSchedule, after: WallTime, until = Infinity): Generator<WallTime, void> {
  const { dates, times } = calendarOf(schedule);
  const end = Math.min(until, lastWallTime + 1);
  const { day: startDay, second } = splitWallTime(after);
  for (let day = dates.atOrAfter(startDay); day !== undefined; day = dates.atOrAfter(day + 1)) {
    if (day * dayMs >= end) return;
    const firstTime = times.after(day === startDay ? second : -1);
    for (let time = firstTime; time !== undefined; time = times.after(time)) {
      const run = day * dayMs + time * secondMs;
      if (run >= end) return;
      yield run;
    }
  }
}

/** The last run strictly before `before`; undefined when there is none since the year 1. */
export function latestRunBefore(schedule: CronSchedule, before: WallTime): WallTime | undefined {
  const { dates, times } = calendarOf(schedule);
  const { day, second } = splitWallTime(Math.ceil(before / secondMs) * secondMs);
  const sameDay = dates.atOrBefore(day) === day ? times.before(second) : undefined;
  if (sameDay !== undefined) return day * dayMs + sameDay * secondMs;
  const earlier = dates.atOrBefore(day - 1);
  return earlier === undefined ? undefined : earlier * dayMs + times.last * secondMs;
}

/** How many runs lie strictly after `after` and before `until`. Takes no longer for a century of seconds than for a day. */
export function countRuns(schedule: CronSchedule, after: WallTime, until: WallTime): number {
  const { dates, times } = calendarOf(schedule);
  const from = splitWallTime(Math.floor(after / secondMs) * secondMs + secondMs);
  const to = splitWallTime(Math.min(Math.ceil(until / secondMs) * secondMs, lastWallTime + secondMs));
  const countBefore = (day: number, second: number): number => dates.count(day, day + 1) * times.countBefore(second);
  const wholeDays = dates.count(from.day, to.day) - dates.count(to.day, from.day);
  const count =
    wholeDays * times.countBefore(secondsPerDay) + countBefore(to.day, to.second) - countBefore(from.day, from.second);
  return Math.max(0, count);
}

/** Whether the schedule never runs because no year has its dates. */
export function neverRuns(schedule: CronSchedule): boolean {
  return !calendarOf(schedule).dates.isPossible;
}

/** So many dates show the shortest distance of any: more than two years of every day. */
const datesToCompare = 800;

/**
 * The shortest time between two runs in milliseconds, to be compared with how long a run takes; undefined for a schedule
 * that runs at most once. For dates so rare that they repeat only after centuries it is the shortest of the next ones.
 */
export function shortestGapMs(schedule: CronSchedule, after: WallTime): number | undefined {
  const { dates } = calendarOf(schedule);
  const { second, minute, hour } = schedule.values;
  let shortest = Infinity;
  // How far the times that the finer fields give lie apart at most: it shortens the way to the next minute or hour.
  let spread = 0;
  for (const [values, unit] of [
    [second, 1],
    [minute, 60],
    [hour, 3600],
  ] as const) {
    values.forEach((value, index) => {
      const previous = values[index - 1];
      if (previous !== undefined) shortest = Math.min(shortest, (value - previous) * unit - spread);
    });
    spread += ((values.at(-1) ?? 0) - (values[0] ?? 0)) * unit;
  }
  let day = dates.atOrAfter(splitWallTime(after).day);
  if (day === undefined) return undefined;
  for (let compared = 0; compared < datesToCompare; compared++) {
    const nextDay = dates.atOrAfter(day + 1);
    if (nextDay === undefined) break;
    shortest = Math.min(shortest, (nextDay - day) * secondsPerDay - spread);
    day = nextDay;
  }
  return shortest === Infinity ? undefined : shortest * secondMs;
}

interface Calendar {
  readonly dates: MatchingDates;
  readonly times: TimesOfDay;
}

/**
 * Calendars by canonical text. Setting up cron-parser costs more than enumerating with it, and an editor asks for the same
 * schedule again after each keystroke, each time freshly parsed. The oldest entry makes room for the next.
 */
const calendars = new Map<string, Calendar>();
const maxCalendars = 16;

function calendarOf({ canonical, values }: CronSchedule): Calendar {
  const known = calendars.get(canonical);
  if (known !== undefined) return known;
  const calendar = { dates: new MatchingDates(values), times: new TimesOfDay(values) };
  const [oldest] = calendars.keys();
  if (calendars.size >= maxCalendars && oldest !== undefined) calendars.delete(oldest);
  calendars.set(canonical, calendar);
  return calendar;
}

function splitWallTime(time: WallTime): { readonly day: number; readonly second: number } {
  const day = Math.floor(time / dayMs);
  return { day, second: Math.floor((time - day * dayMs) / secondMs) };
}
