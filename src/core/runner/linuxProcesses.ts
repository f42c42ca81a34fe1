import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { markVariable, type ProcessEntry, type ProcessInspector, type ProcessTable } from './processTable';

/** The kernel's clock tick for user space, the same on every Linux platform that Node supports. */
const msPerTick = 10;

/**
 * Processes of Linux, from `/proc`. The reads are synchronous: each is answered from memory in microseconds, which is
 * much less than the way through the thread pool.
 *
 * @param procFolder for tests.
 */
export function linuxProcesses(procFolder = '/proc'): ProcessTable {
  const read = procReader();
  const pids = (): number[] => readdirSync(procFolder).filter(isNumber).map(Number);
  const inspector: ProcessInspector = {
    entry: (pid) => parseStat(read(join(procFolder, `${pid}`, 'stat'))),
    childrenOf: (pid) =>
      namesIn(join(procFolder, `${pid}`, 'task')).flatMap((thread) =>
        read(join(procFolder, `${pid}`, 'task', thread, 'children'))
          .split(' ')
          .filter(isNumber)
          .map(Number),
      ),
    isMarked(pid, mark) {
      const prefix = `${markVariable}=${mark}`;
      const environment = read(join(procFolder, `${pid}`, 'environ'));
      return environment.startsWith(prefix) || environment.includes(`\0${prefix}`);
    },
  };
  return {
    list: () => Promise.resolve(pids().flatMap((pid) => inspector.entry(pid) ?? [])),
    find: (pid) => Promise.resolve(inspector.entry(pid)),
    marked: (mark) => Promise.resolve(pids().filter((pid) => inspector.isMarked(pid, mark))),
    inspector,
  };
}

/** Reads `/proc/{pid}/stat` (proc(5)); undefined for a process that is gone or only waits to be reaped. */
export function parseStat(text: string): ProcessEntry | undefined {
  // The program's name stands in parentheses and may itself hold blanks and parentheses.
  const nameEnd = text.lastIndexOf(')');
  if (nameEnd === -1) return undefined;
  const fields = text.slice(nameEnd + 2).split(' ');
  const [state, parentPid, , sessionId] = fields;
  if (state === 'Z' || state === 'X') return undefined;
  return {
    pid: Number.parseInt(text, 10),
    parentPid: Number(parentPid),
    sessionId: Number(sessionId),
    startedAt: fields[19] ?? '',
    cpuMs: (Number(fields[11]) + Number(fields[12])) * msPerTick,
  };
}

/**
 * Reads files whose size the kernel does not tell, into one buffer: `readFileSync` would ask for the size and allocate
 * 64 KiB for each. A file that cannot be read is empty.
 */
function procReader(): (path: string) => string {
  let buffer = Buffer.allocUnsafeSlow(4_096);
  return (path) => {
    let file: number | undefined;
    try {
      file = openSync(path, 'r');
      let length = 0;
      for (;;) {
        const bytes = readSync(file, buffer, length, buffer.length - length, null);
        length += bytes;
        if (bytes === 0) return buffer.toString('latin1', 0, length);
        if (length === buffer.length) buffer = Buffer.concat([buffer], 2 * length);
      }
    } catch {
      // The process has ended meanwhile, or belongs to somebody else: then it is none of ours.
      return '';
    } finally {
      if (file !== undefined) closeSync(file);
    }
  };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // The process has ended meanwhile.
    return [];
  }
}

function isNumber(name: string): boolean {
  return /^\d+$/.test(name);
}
