/** A stretch of time that a job is, or is expected to be, at work. Milliseconds since 1970 UTC, `endMs` exclusive. */
export interface Occupancy {
  readonly jobId: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** A stretch of time in which at least two jobs of a site are at work at every moment. */
export interface Overlap {
  readonly startMs: number;
  readonly endMs: number;
  /** All jobs that take part, in the order in which they came. */
  readonly jobIds: readonly string[];
  /** How many of them are at work at the same moment at most. */
  readonly mostAtOnce: number;
}

/** Finds where jobs of one site are at work at the same time; ascending. A job does not overlap with itself. */
export function findOverlaps(occupancies: readonly Occupancy[]): Overlap[] {
  const overlaps: Overlap[] = [];
  const active = new Map<string, number>();
  let current: { startMs: number; jobIds: Set<string>; mostAtOnce: number } | undefined;
  for (const { atMs, jobId, change } of edgesOf(occupancies)) {
    const count = (active.get(jobId) ?? 0) + change;
    if (count === 0) active.delete(jobId);
    else active.set(jobId, count);
    if (active.size >= 2) {
      current ??= { startMs: atMs, jobIds: new Set(active.keys()), mostAtOnce: 0 };
      current.jobIds.add(jobId);
      current.mostAtOnce = Math.max(current.mostAtOnce, active.size);
    } else if (current !== undefined) {
      const { startMs, jobIds, mostAtOnce } = current;
      overlaps.push({ startMs, endMs: atMs, jobIds: [...jobIds], mostAtOnce });
      current = undefined;
    }
  }
  return overlaps;
}

/** The overlap that touches a stretch of a job; the list is ascending. */
export function overlapOf(overlaps: readonly Overlap[], { jobId, startMs, endMs }: Occupancy): Overlap | undefined {
  let [low, high] = [0, overlaps.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((overlaps[middle]?.endMs ?? Infinity) <= startMs) low = middle + 1;
    else high = middle;
  }
  for (let index = low; index < overlaps.length; index++) {
    const overlap = overlaps[index];
    if (overlap === undefined || overlap.startMs >= endMs) return undefined;
    if (overlap.jobIds.includes(jobId)) return overlap;
  }
  return undefined;
}

interface Edge {
  readonly atMs: number;
  readonly jobId: string;
  readonly change: 1 | -1;
}

/** Ends come before starts of the same moment: one job that follows another does not overlap with it. */
function edgesOf(occupancies: readonly Occupancy[]): Edge[] {
  const edges: Edge[] = [];
  for (const { jobId, startMs, endMs } of occupancies) {
    if (endMs <= startMs) continue;
    edges.push({ atMs: startMs, jobId, change: 1 }, { atMs: endMs, jobId, change: -1 });
  }
  return edges.sort((left, right) => left.atMs - right.atMs || left.change - right.change);
}
