import assert from 'node:assert/strict';
import { type CronParse, parseCron } from '../../../src/core/schedule/cronExpression';
import { decideNextRun, type ScheduleDecision } from '../../../src/core/schedule/scheduleDecision';
import { formatTimeSpan } from '../../../src/core/schedule/timeSpan';
import { formatWallTime, parseWallTime } from '../../../src/core/schedule/wallTime';
import { findZone } from '../../../src/core/schedule/zones';

/** A case of scheduler.json with the kind `interval`; its members are explained in the README beside the recordings. */
interface IntervalCase {
  readonly schedule: string;
  readonly last_run_utc: string | null;
  readonly now_local: string;
  readonly time_zone: string;
  readonly ignore_missed: boolean;
  readonly expected: {
    readonly log?: readonly string[];
    readonly decision?: 'wait' | 'now' | 'missed' | 'invalid' | 'error';
    readonly schedule?: string;
    readonly wait?: string;
    readonly missed?: { readonly count: number; readonly most_recent_local: string };
  };
}

export function runCase(vectorCase: IntervalCase): void {
  const { log, decision, schedule, wait, missed } = vectorCase.expected;
  const parsed = parseCron(vectorCase.schedule);
  if (schedule !== undefined) assert.equal(parsed.valid ? parsed.schedule.canonical : undefined, schedule);
  if (log !== undefined) assert.deepEqual(logOf(parsed, vectorCase), log);
  if (decision === undefined) return;
  assert.deepEqual(outcomeOf(parsed, vectorCase), { decision, wait, missed });
}

function outcomeOf(parsed: CronParse, vectorCase: IntervalCase): Omit<IntervalCase['expected'], 'log' | 'schedule'> {
  if (!parsed.valid) return { decision: 'invalid', wait: undefined, missed: undefined } as never;
  const decision = decide(parsed, vectorCase);
  return {
    decision: ({ wait: 'wait', run: 'now', missed: 'missed', none: 'error' } as const)[decision.kind],
    wait: decision.kind === 'none' ? undefined : formatTimeSpan(decision.waitMs),
    missed:
      decision.kind === 'missed'
        ? { count: decision.missedCount, most_recent_local: formatWallTime(decision.mostRecentMissed) }
        : undefined,
  } as never;
}

function decide(parsed: CronParse & { readonly valid: true }, vectorCase: IntervalCase): ScheduleDecision {
  const zone = findZone(vectorCase.time_zone);
  const now = parseWallTime(vectorCase.now_local);
  assert.ok(zone !== undefined && now !== undefined);
  return decideNextRun({
    schedule: parsed.schedule,
    lastRunUtcMs: vectorCase.last_run_utc === null ? null : Date.parse(vectorCase.last_run_utc),
    nowUtcMs: zone.instantOf(now),
    zone,
    timerFired: vectorCase.ignore_missed,
  });
}

/** The lines the service writes into the scheduler's log; the time of a missed slot is in the culture of its process. */
function logOf(parsed: CronParse, vectorCase: IntervalCase): string[] {
  const head = '[{TIME} > {INSTANCE}: SYS';
  if (!parsed.valid) {
    const error = parsed.problems[0]?.serviceMessage ?? '';
    return [`${head} ERR ] Failed to parse schedule "${vectorCase.schedule}". Error: ${error}`];
  }
  const decision = decide(parsed, vectorCase);
  if (decision.kind !== 'missed') return [];
  return [`${head} WARN] Missed ${decision.missedCount} schedules, most recent at {LOCAL_TIME}`];
}
