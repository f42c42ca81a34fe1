import { type CronSchedule } from '../../core/schedule/cronExpression';
import { type CronProblem } from '../../core/schedule/cronProblem';
import { describeCron } from '../../core/schedule/describeCron';
import { formatWallTime, type WallTime } from '../../core/schedule/wallTime';

/** An answer is built in memory, so it has a limit: eleven days of every second. */
export const mostRunsInOneAnswer = 1_000_000;

/** The JSON of `webjobs next` for a valid schedule, without the instants. */
export interface NextAnswer {
  readonly valid: true;
  readonly canonical: string;
  readonly description: string;
  /** Naive wall-clock times. */
  readonly next: readonly string[];
}

/** The JSON for anything that cannot be answered. */
export interface InvalidAnswer {
  readonly valid: false;
  readonly problems: readonly ProblemAnswer[];
}

export interface ProblemAnswer {
  readonly code: string;
  readonly message: string;
  /** UTF-16 offsets, `end` exclusive. */
  readonly start: number;
  readonly end: number;
}

export function nextAnswer(schedule: CronSchedule, runs: readonly WallTime[]): NextAnswer {
  return {
    valid: true,
    canonical: schedule.canonical,
    description: describeCron(schedule),
    next: runs.map(formatWallTime),
  };
}

export function invalidAnswer(problems: readonly CronProblem[]): InvalidAnswer {
  return {
    valid: false,
    problems: problems.map(({ code, message, start, end }) => ({ code, message, start, end })),
  };
}

/** `2026-01-01T00:00:00Z`, with milliseconds only where there are any. */
export function formatInstant(utcMs: number): string {
  return new Date(utcMs).toISOString().replace('.000Z', 'Z');
}
