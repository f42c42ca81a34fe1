import { setTimeout as sleep } from 'node:timers/promises';

/** Whether a process with this id is alive. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    // ESRCH: there is no such process.
    return false;
  }
}

/** Resolves when none of these processes is alive; rejects after 20 seconds. Nobody announces the end of processes that are no children of ours. */
export async function untilGone(...pids: readonly number[]): Promise<void> {
  const deadlineMs = performance.now() + 20_000;
  while (pids.some(isAlive)) {
    if (performance.now() > deadlineMs) throw new Error(`Still alive: ${pids.filter(isAlive).join(', ')}`);
    await sleep(20);
  }
}
