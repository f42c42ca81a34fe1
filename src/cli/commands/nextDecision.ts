import { decideNextRun, type ScheduleQuestion } from '../../core/schedule/scheduleDecision';
import { formatTimeSpan } from '../../core/schedule/timeSpan';
import { formatWallTime } from '../../core/schedule/wallTime';
import { formatInstant } from './nextAnswer';

/** The JSON of `webjobs next --last-run`. */
export interface DecisionAnswer {
  readonly decision: 'wait' | 'run' | 'none';
  /** Instant at which the job starts. */
  readonly at: string | null;
  /** Time until then, as .NET writes it; the service's own timer is cut at 40 days and armed again. */
  readonly wait: string | null;
  /** Slots that nobody ran and will run. */
  readonly missed: number;
  /** Wall-clock time of the latest of them. */
  readonly mostRecentMissed: string | null;
}

export function decisionAnswer(question: ScheduleQuestion): DecisionAnswer {
  const decision = decideNextRun(question);
  if (decision.kind === 'none') return { decision: 'none', at: null, wait: null, missed: 0, mostRecentMissed: null };
  const isMissed = decision.kind === 'missed';
  return {
    decision: decision.kind === 'run' ? 'run' : 'wait',
    at: formatInstant(decision.atUtcMs),
    wait: formatTimeSpan(decision.waitMs),
    missed: isMissed ? decision.missedCount : 0,
    mostRecentMissed: isMissed ? formatWallTime(decision.mostRecentMissed) : null,
  };
}

/** The same for people. */
export function decisionText({ decision, at, wait, missed, mostRecentMissed }: DecisionAnswer): string {
  if (decision === 'none') return 'Nothing can be scheduled: no run is left.';
  if (decision === 'run') return 'Runs now.';
  const waiting = `Waits ${wait ?? ''} and runs at ${at ?? ''}.`;
  if (missed === 0) return waiting;
  const slots = missed === 1 ? '1 run was missed' : `${missed} runs were missed`;
  return `${slots}, most recently ${(mostRecentMissed ?? '').replace('T', ' ')}.\n${waiting}`;
}
