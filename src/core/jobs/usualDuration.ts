/** So many of the latest runs tell what is usual, and so many of them must have succeeded to call their duration usual. */
export const runsThatCount = 15;
const fewestRuns = 3;

/**
 * How long a run usually takes, in milliseconds: the median. Undefined when there are too few.
 *
 * @param durationsMs of those of the latest {@link runsThatCount} runs that succeeded, in any order.
 */
export function usualDurationMs(durationsMs: readonly number[]): number | undefined {
  const sorted = [...durationsMs].sort((left, right) => left - right);
  return sorted.length < fewestRuns ? undefined : sorted[Math.floor(sorted.length / 2)];
}
