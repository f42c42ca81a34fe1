import { markVariable, type ProcessEntry, type ProcessTable } from './processTable';
import { loadExeca } from './loadExeca';

/** Runs a program and tells what it wrote to its standard output. */
export type ReadCommand = (file: string, args: readonly string[]) => Promise<string>;

/**
 * Processes of macOS, from `ps`. The environment of the system's own programs, such as `/bin/bash`, is hidden there, so that
 * the process group has to tell what the mark does not: sessions are hidden too, and each job's first process leads a group.
 */
export function macProcesses(read: ReadCommand = readCommand): ProcessTable {
  const list = async (options: readonly string[]): Promise<readonly ProcessEntry[]> =>
    parseProcessList(await read('/bin/ps', [...options, '-o', 'pid=,ppid=,pgid=,state=,time=,lstart=']));
  return {
    list: () => list(['-ax']),
    find: async (pid) => (await list(['-p', `${pid}`])).at(0),
    marked: async (mark) => findMarked(await read('/bin/ps', ['-axEww', '-o', 'pid=,command=']), mark),
  };
}

const processLine = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\S+)\s+(.*?)\s*$/;

export function parseProcessList(text: string): ProcessEntry[] {
  return text.split('\n').flatMap((line): ProcessEntry[] => {
    const match = processLine.exec(line);
    const [, pid, parentPid, group, state = '', time = '', startedAt = ''] = match ?? [];
    if (!match || state.startsWith('Z')) return [];
    return [
      {
        pid: Number(pid),
        parentPid: Number(parentPid),
        sessionId: Number(group),
        // One word, as the watchdog's script wants it.
        startedAt: startedAt.replace(/\s+/g, '_'),
        cpuMs: cpuTimeMs(time),
      },
    ];
  });
}

export function findMarked(text: string, mark: string): number[] {
  const wanted = ` ${markVariable}=${mark}`;
  return text.split('\n').flatMap((line) => (line.includes(wanted) ? [Number.parseInt(line, 10)] : []));
}

/** `[[d-]h:]m:s.hh`. */
function cpuTimeMs(text: string): number {
  const [clock = '', days = '0'] = text.split('-').reverse();
  const seconds = clock.split(':').reduce((total, part) => total * 60 + Number(part), 0);
  return Math.round((Number(days) * 86_400 + seconds) * 1_000);
}

async function readCommand(file: string, args: readonly string[]): Promise<string> {
  const { execa } = await loadExeca();
  // Times have the same form for the watchdog, which knows no language either.
  const env = { LC_ALL: 'C' };
  const { stdout } = await execa(file, args, { env, stdin: 'ignore', stderr: 'ignore', reject: false });
  return stdout;
}
