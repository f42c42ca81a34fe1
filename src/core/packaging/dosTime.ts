/**
 * The times that a zip archive can tell: even seconds without a zone (kudu-webjobs §8.9). This product writes them as UTC
 * wall clock (kudu-webjobs §9).
 */

const earliestMs = Date.UTC(1980, 0, 1);
/** The format reaches to 2107, the archive writer (zip-stream) to 2043. */
const latestMs = Date.UTC(2043, 11, 31, 23, 59, 58);

/** The step of the format. */
export const dosStepMs = 2000;

/** Rounds a time down to what an archive can hold. Milliseconds since 1970-01-01 UTC, both ways. */
export function floorToDosTime(timeMs: number): number {
  const evenMs = Math.floor(timeMs / dosStepMs) * dosStepMs;
  return Math.min(Math.max(evenMs, earliestMs), latestMs);
}
