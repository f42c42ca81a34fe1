import { readFileSync } from 'node:fs';

/** Milliseconds that the main thread of a process has been on a processor: the one on which all extensions of a host run. */
export function mainThreadTime(pid: number): number {
  const [nanoseconds] = readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ');
  return Number(nanoseconds) / 1e6;
}
