import { setTimeout as sleep } from 'node:timers/promises';
import { systemErrorCode } from '../base/userError';
import { type ProcessEntry, type ProcessTable, withDescendants } from './processTable';

/** Which processes are to end. */
export interface KillTarget {
  /** A prefix of their mark, see {@link markVariable}. */
  readonly mark: string;
  /** Processes known by pid and start; each goes with its descendants and the session it began. */
  readonly roots?: readonly ProcessIdentity[];
}

/** One process for ever: a pid can be given to another process, but not with the same start. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startedAt: string;
}

/** A tree can grow while it is being killed; so many rounds are enough for anything but a fork bomb. */
const maxRounds = 100;

/**
 * Kills processes with all their descendants; resolves when none of them is alive. Processes are found by
 * their mark, which children inherit and which survives the death of their parents, by the tree, and by the session that
 * each job's first process begins, which catches a child that cleared its environment.
 */
export async function killProcesses(table: ProcessTable, target: KillTarget): Promise<void> {
  const known = new Map<number, string>();
  for (const root of target.roots ?? []) known.set(root.pid, root.startedAt);
  for (let round = 0; round < maxRounds; round++) {
    const victims = await findVictims(table, target.mark, known);
    if (victims.length === 0) return;
    for (const victim of victims) {
      known.set(victim.pid, victim.startedAt);
      sendSignal(victim.pid, 'SIGKILL');
    }
    // Killed processes take a moment to go; the first look comes soon, later ones give a busy machine more time.
    await sleep(Math.min(2 * (round + 1), 50));
  }
  throw new Error(`Processes of ${target.mark} are still alive after ${maxRounds} attempts to kill them.`);
}

/** Sends a signal to one process, if it is still the same one. */
export async function signalProcess(
  table: ProcessTable,
  { pid, startedAt }: ProcessIdentity,
  signal: NodeJS.Signals,
): Promise<void> {
  const isAlive = (await table.list()).some((entry) => entry.pid === pid && entry.startedAt === startedAt);
  if (isAlive) sendSignal(pid, signal);
}

async function findVictims(
  table: ProcessTable,
  mark: string,
  known: ReadonlyMap<number, string>,
): Promise<ProcessEntry[]> {
  const [entries, marked] = await Promise.all([table.list(), table.marked(mark)]);
  const isKnown = (entry: ProcessEntry): boolean => known.get(entry.pid) === entry.startedAt;
  const seeds = new Set(marked);
  const sessions = new Set<number>();
  for (const entry of entries) {
    if (!isKnown(entry)) continue;
    seeds.add(entry.pid);
    if (entry.sessionId === entry.pid) sessions.add(entry.pid);
  }
  for (const entry of entries) if (entry.sessionId !== undefined && sessions.has(entry.sessionId)) seeds.add(entry.pid);
  const victims = withDescendants(entries, seeds);
  victims.delete(process.pid);
  return entries.filter((entry) => victims.has(entry.pid));
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // Gone already, which is as good.
    if (systemErrorCode(error) !== 'ESRCH') throw error;
  }
}
