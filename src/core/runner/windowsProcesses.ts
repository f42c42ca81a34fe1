import type { ReadCommand } from './macProcesses';
import type { ProcessEntry, ProcessTable } from './processTable';
import { loadExeca } from './loadExeca';

/** One line a process: pid, parent, start in 100 ns, user and kernel time in 100 ns. */
function listScript(filter = ''): string {
  return (
    `Get-CimInstance Win32_Process${filter} | ForEach-Object { ` +
    '"$($_.ProcessId) $($_.ParentProcessId) $($_.CreationDate.ToUniversalTime().Ticks) $($_.UserModeTime) $($_.KernelModeTime)" }'
  );
}

/**
 * Processes of Windows, from the management interface. The environment of another process is out of reach there, so
 * that only the tree and the journal of own processes tell which are ours.
 */
export function windowsProcesses(read: ReadCommand = readCommand): ProcessTable {
  const list = async (script: string): Promise<readonly ProcessEntry[]> =>
    parseWindowsList(await read('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', script]));
  return {
    list: () => list(listScript()),
    find: async (pid) => (await list(listScript(` -Filter 'ProcessId = ${pid}'`))).at(0),
    marked: () => Promise.resolve([]),
  };
}

export function parseWindowsList(text: string): ProcessEntry[] {
  return withoutFalseParents(parseLines(text));
}

/**
 * A process keeps the pid of its parent when that has ended and the pid has been given to another one: a parent that is
 * younger than its child is none.
 */
function withoutFalseParents(entries: readonly ProcessEntry[]): ProcessEntry[] {
  const starts = new Map(entries.map(({ pid, startedAt }) => [pid, BigInt(startedAt)]));
  return entries.map((entry) => {
    const isFalse = (starts.get(entry.parentPid) ?? 0n) > BigInt(entry.startedAt);
    return isFalse ? { ...entry, parentPid: 0 } : entry;
  });
}

function parseLines(text: string): ProcessEntry[] {
  return text.split(/\r?\n/).flatMap((line): ProcessEntry[] => {
    const [pid, parentPid, startedAt, user, kernel] = line.trim().split(' ');
    if (!pid || !parentPid || !/^\d+$/.test(startedAt ?? '')) return [];
    return [
      {
        pid: Number(pid),
        parentPid: Number(parentPid),
        sessionId: undefined,
        startedAt: startedAt ?? '',
        cpuMs: Math.round((Number(user) + Number(kernel)) / 10_000),
      },
    ];
  });
}

async function readCommand(file: string, args: readonly string[]): Promise<string> {
  const { execa } = await loadExeca();
  const { stdout } = await execa(file, args, { stdin: 'ignore', stderr: 'ignore', reject: false, windowsHide: true });
  return stdout;
}
