import { runsThatCount, usualDurationMs } from '../jobs/usualDuration';
import { shortestGapMs } from '../schedule/nextRuns';
import { nextServiceRuns } from '../schedule/serviceRuns';
import { secondMs } from '../schedule/wallTime';
import { type Occupancy, type Overlap, findOverlaps, overlapOf } from './overlaps';
import { type PlannedRuns, plannedRuns } from './plannedRuns';
import type { PastRun, TimeWindow, TimelineJob } from './timelineRun';

/** A run as it is drawn. */
export interface DrawnRun {
  readonly run: PastRun;
  /** Until when it is drawn: now for a run that lasts, its start for one whose end nobody knows. */
  readonly endMs: number;
  /** Null for a run whose end nobody knows. */
  readonly durationMs: number | null;
  /** It took, or takes, far longer than usual. */
  readonly isLong: boolean;
  readonly overlap: Overlap | undefined;
}

/** One start to come, or a band of them. */
export interface DrawnPlan extends PlannedRuns {
  /** Until when the last of them is expected to be at work. */
  readonly endMs: number;
  readonly overlap: Overlap | undefined;
}

/** What is drawn of one job. */
export interface TimelineLane {
  readonly job: TimelineJob;
  /** Median of the latest successful runs, in milliseconds; undefined when there are too few. */
  readonly usualMs: number | undefined;
  /** The shortest time between two starts, when it is shorter than a run usually takes: the service skips such starts. */
  readonly tooShortGapMs: number | undefined;
  /** Ascending; those that touch the window. */
  readonly runs: readonly DrawnRun[];
  /** Ascending. */
  readonly plans: readonly DrawnPlan[];
}

export interface Timeline {
  /** In the order of the jobs. */
  readonly lanes: readonly TimelineLane[];
  /** By site id. */
  readonly overlaps: ReadonlyMap<string, readonly Overlap[]>;
}

/** A window is divided into so many spans; starts in neighbouring ones are drawn as one band. */
const spansOfFuture = 120;

/** A job that starts more often does not take part in overlaps: each of its bands would hide all others. */
const mostStarts = 300;

/** A run is long when it takes so many times as long as usual, and this much longer at least. */
const longFactor = 2;
const longByMs = 10 * secondMs;

/** Puts runs and schedules of jobs onto one axis of time (V5). */
export function buildTimeline(jobs: readonly TimelineJob[], window: TimeWindow): Timeline {
  const drafts = jobs.map((job) => draftOf(job, window));
  const overlaps = new Map<string, readonly Overlap[]>();
  for (const siteId of new Set(jobs.map((job) => job.siteId))) {
    const occupancies = drafts.filter(({ job }) => job.siteId === siteId).flatMap((draft) => draft.occupancies);
    overlaps.set(siteId, findOverlaps(occupancies));
  }
  const lanes = drafts.map((draft) => laneOf(draft, overlaps.get(draft.job.siteId) ?? [], window));
  return { lanes, overlaps };
}

/** A lane before it is known which jobs are at work beside this one. */
interface Draft {
  readonly job: TimelineJob;
  readonly usualMs: number | undefined;
  readonly runs: readonly Omit<DrawnRun, 'overlap'>[];
  readonly plans: readonly Omit<DrawnPlan, 'overlap'>[];
  readonly occupancies: readonly Occupancy[];
}

function draftOf(job: TimelineJob, window: TimeWindow): Draft {
  const usualMs = usualOf(job.runs);
  const runs = job.runs
    .map((run) => drawRun(run, window.nowMs, usualMs))
    .filter(({ run, endMs }) => endMs >= window.fromMs && run.startMs < window.untilMs)
    .sort((left, right) => left.run.startMs - right.run.startMs);
  const occupancies = runs.map(({ run, endMs }) => ({ jobId: job.id, startMs: run.startMs, endMs }));
  const plans = drawPlans(job, window, usualMs);
  for (const startMs of singleStarts(job, window, plans)) {
    occupancies.push({ jobId: job.id, startMs, endMs: startMs + Math.max(usualMs ?? 0, secondMs) });
  }
  return { job, usualMs, runs, plans, occupancies };
}

function laneOf(
  { job, usualMs, runs, plans }: Draft,
  overlaps: readonly Overlap[],
  { nowMs }: TimeWindow,
): TimelineLane {
  const overlapIn = (startMs: number, endMs: number): Overlap | undefined =>
    overlapOf(overlaps, { jobId: job.id, startMs, endMs: Math.max(endMs, startMs + 1) });
  const gapMs = job.schedule && shortestGapMs(job.schedule, job.zone.wallTimeOf(nowMs));
  return {
    job,
    usualMs,
    tooShortGapMs: gapMs !== undefined && usualMs !== undefined && usualMs > gapMs ? gapMs : undefined,
    runs: runs.map((each) => ({ ...each, overlap: overlapIn(each.run.startMs, each.endMs) })),
    plans: plans.map((each) => ({ ...each, overlap: overlapIn(each.startMs, each.endMs) })),
  };
}

function drawRun(run: PastRun, nowMs: number, usualMs: number | undefined): Omit<DrawnRun, 'overlap'> {
  const endMs = run.endMs ?? (run.result === 'running' ? nowMs : null);
  // The clock of a site can be a little ahead of this machine's.
  const durationMs = endMs === null ? null : Math.max(0, endMs - run.startMs);
  const isLong =
    durationMs !== null &&
    usualMs !== undefined &&
    durationMs > usualMs * longFactor &&
    durationMs > usualMs + longByMs;
  return { run, endMs: run.startMs + (durationMs ?? 0), durationMs, isLong };
}

function drawPlans(job: TimelineJob, window: TimeWindow, usualMs = 0): Omit<DrawnPlan, 'overlap'>[] {
  if (job.schedule === undefined) return [];
  const { nowMs: afterMs, untilMs } = window;
  const spanMs = Math.max(1, Math.floor((untilMs - afterMs) / spansOfFuture / secondMs)) * secondMs;
  const planned = plannedRuns(job.schedule, job.zone, { afterMs, untilMs, spanMs });
  return planned.map((each) => ({ ...each, endMs: each.lastMs + usualMs }));
}

/** Each start to come by itself; none when there are too many. */
function singleStarts(
  { schedule, zone }: TimelineJob,
  { nowMs }: TimeWindow,
  plans: readonly PlannedRuns[],
): readonly number[] {
  const total = plans.reduce((sum, { count }) => sum + count, 0);
  if (schedule === undefined || total > mostStarts) return [];
  if (total === plans.length) return plans.map(({ startMs }) => startMs);
  return nextServiceRuns(schedule, nowMs, zone, total).map(({ utcMs }) => utcMs);
}

function usualOf(runs: readonly PastRun[]): number | undefined {
  const latest = [...runs].sort((left, right) => right.startMs - left.startMs).slice(0, runsThatCount);
  const succeeded = latest.filter(({ result }) => result === 'success');
  return usualDurationMs(succeeded.flatMap(({ startMs, endMs }) => (endMs === null ? [] : [endMs - startMs])));
}
