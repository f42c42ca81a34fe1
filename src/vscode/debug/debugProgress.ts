import type { JobSnapshot } from '../../core/runner/jobSnapshot';

/** What the present state of its job means for a debug session. `failed`: the job never had a process, for this reason. */
export type DebugProgress =
  { readonly kind: 'goesOn' } | { readonly kind: 'ended' } | { readonly kind: 'failed'; readonly reason: string };

/** What is known of a session's job beside its state. */
export interface DebugProgressFacts {
  /** Whether the job has had a process since the session began. */
  readonly hasSeenProcess: boolean;
  /** The run the session is about, for a triggered job; null while it is not known. */
  readonly runId: string | null;
}

export function debugProgress(job: JobSnapshot, facts: DebugProgressFacts): DebugProgress {
  const { hasSeenProcess } = facts;
  // The same thing would happen at every restart; whoever debugs wants to know at once.
  if (job.status === 'PendingRestart' && !hasSeenProcess) return { kind: 'failed', reason: job.lastError ?? '' };
  if (job.isActive || !isAbout(job, facts)) return { kind: 'goesOn' };
  return hasSeenProcess || job.lastError === null ? { kind: 'ended' } : { kind: 'failed', reason: job.lastError };
}

/** Whether a job at rest has done what the session waits for: a state from before the start says nothing. */
function isAbout({ kind, latestRun }: JobSnapshot, { hasSeenProcess, runId }: DebugProgressFacts): boolean {
  if (kind === 'continuous') return hasSeenProcess;
  return runId !== null && latestRun?.id === runId && latestRun.endTime !== null;
}
