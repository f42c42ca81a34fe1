import type { CronSchedule } from '../schedule/cronExpression';
import { countRuns, latestRunBefore, nextRun } from '../schedule/nextRuns';
import { secondMs, type WallTime } from '../schedule/wallTime';
import type { Zone } from '../schedule/zones';

/** One start that a schedule brings, or so many that follow so closely that they are drawn as one band. */
export interface PlannedRuns {
  /** The first start, milliseconds since 1970 UTC. */
  readonly startMs: number;
  /** The last start; the same as {@link startMs} for a single one. */
  readonly lastMs: number;
  readonly count: number;
}

export interface PlannedRunsOptions {
  /** Starts are strictly after this instant. */
  readonly afterMs: number;
  /** Exclusive end. */
  readonly untilMs: number;
  /** Starts of neighbouring spans of this length belong to one band; a multiple of a second. */
  readonly spanMs: number;
}

/**
 * The starts of a running site between two instants, with the service's rules where clocks change (ncrontab.md §6). The
 * work is bounded by the number of spans and not by the number of starts, so that a schedule of every second costs no
 * more than one of every hour.
 */
export function plannedRuns(schedule: CronSchedule, zone: Zone, options: PlannedRunsOptions): PlannedRuns[] {
  const planned: PlannedRuns[] = [];
  let lastSpan = -Infinity;
  for (const part of startsBySpan(schedule, zone, options)) {
    const span = spanOf(part.startMs, options.spanMs);
    const previous = planned.at(-1);
    if (previous !== undefined && span <= lastSpan + 1) {
      planned[planned.length - 1] = {
        startMs: previous.startMs,
        lastMs: part.lastMs,
        count: previous.count + part.count,
      };
    } else planned.push(part);
    lastSpan = spanOf(part.lastMs, options.spanMs);
  }
  return planned;
}

/** The starts of each span that has any, ascending; the starts of a span in one piece where clocks do not change. */
function* startsBySpan(
  schedule: CronSchedule,
  zone: Zone,
  { afterMs, untilMs, spanMs }: PlannedRunsOptions,
): Generator<PlannedRuns, void> {
  let after = zone.wallTimeOf(afterMs);
  for (;;) {
    const slot = nextRun(schedule, after);
    if (slot === undefined) return;
    const startMs = zone.instantOf(slot);
    if (startMs >= untilMs) return;
    const endMs = Math.min((spanOf(startMs, spanMs) + 1) * spanMs, untilMs);
    const last = lastSlotOfSteadySpan(schedule, zone, { slot, startMs, endMs });
    if (last === undefined) {
      yield { startMs, lastMs: startMs, count: 1 };
      after = zone.wallTimeOf(startMs);
    } else {
      yield { startMs, lastMs: zone.instantOf(last), count: countRuns(schedule, slot - secondMs, last + secondMs) };
      after = last;
    }
  }
}

/** The last slot of the span that begins with `slot`; undefined when clocks change in it, so that slots are not regular. */
function lastSlotOfSteadySpan(
  schedule: CronSchedule,
  zone: Zone,
  { slot, startMs, endMs }: { readonly slot: WallTime; readonly startMs: number; readonly endMs: number },
): WallTime | undefined {
  const offset = zone.offsetAt(startMs);
  if (slot - startMs !== offset || zone.offsetAt(endMs) !== offset) return undefined;
  const last = latestRunBefore(schedule, Math.ceil((endMs + offset) / secondMs) * secondMs);
  return last !== undefined && last >= slot && last - zone.instantOf(last) === offset ? last : undefined;
}

function spanOf(ms: number, spanMs: number): number {
  return Math.floor(ms / spanMs);
}
