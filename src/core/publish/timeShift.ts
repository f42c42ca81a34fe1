import type { JournalChange } from './publishJournal';
import { timeToleranceMs } from './publishPlan';
import type { ObservedFile } from './siteState';

/** Zones differ by multiples of this. */
const zoneStepMs = 15 * 60_000;
const largestShiftMs = 26 * 3_600_000;

/**
 * How much later than meant a site stored the times of the files that were sent: the offset of a zone that it did not tell.
 * 0 when the times are right, or wrong in a way that no zone explains (a site may keep no times at all).
 */
export function measureShift(changes: readonly JournalChange[], found: ReadonlyMap<string, ObservedFile>): number {
  const offsets = changes
    .map(({ path, after }) => {
      const file = found.get(path);
      return after === null || file === undefined ? undefined : file.mtimeMs - after.storedMs;
    })
    .filter((offset) => offset !== undefined);
  const [first] = offsets;
  if (first === undefined) return 0;
  const shiftMs = Math.round(first / zoneStepMs) * zoneStepMs;
  const isZone =
    Math.abs(shiftMs) <= largestShiftMs && offsets.every((offset) => Math.abs(offset - shiftMs) <= timeToleranceMs);
  return isZone ? shiftMs : 0;
}
