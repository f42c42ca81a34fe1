import { readdirSync, readFileSync } from 'node:fs';

/** The variable that every process of an editor session inherits, also those that have lost their parent. */
export const sessionVariable = 'WEBJOBS_EDITOR_SESSION';

/** One living process. */
export interface LivingProcess {
  readonly pid: number;
  readonly parentPid: number;
  /** The command line with spaces between the arguments. */
  readonly command: string;
}

/** Lists the living processes that were started, directly or not, by the editor session called `session`. */
export function sessionProcesses(session: string): LivingProcess[] {
  const marker = `${sessionVariable}=${session}`;
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0)
    .flatMap((pid) => {
      const environment = readProcessFile(pid, 'environ').split('\0');
      const command = readProcessFile(pid, 'cmdline').split('\0').join(' ').trim();
      return environment.includes(marker) && command !== '' ? [{ pid, parentPid: parentOf(pid), command }] : [];
    });
}

/** Waits until no process of `session` is left, at most `timeoutMs`; returns those that are. */
export async function waitUntilGone(session: string, timeoutMs: number): Promise<LivingProcess[]> {
  const deadlineMs = performance.now() + timeoutMs;
  for (;;) {
    const alive = sessionProcesses(session);
    if (alive.length === 0 || performance.now() >= deadlineMs) return alive;
    // The system announces the end of children only, and these are children of children.
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Sends `signal` to each process that still lives. */
export function signalAll(processes: readonly LivingProcess[], signal: NodeJS.Signals): void {
  for (const { pid } of processes) {
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended in the meantime, which is what was wanted.
    }
  }
}

function parentOf(pid: number): number {
  // The second field, the name in parentheses, may itself hold spaces and parentheses.
  const afterName = readProcessFile(pid, 'stat').split(') ').at(-1) ?? '';
  return Number(afterName.split(' ')[1] ?? 0);
}

function readProcessFile(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'latin1');
  } catch {
    // It has ended since the listing, or belongs to another user.
    return '';
  }
}
