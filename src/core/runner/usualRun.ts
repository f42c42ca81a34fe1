import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unixMsOf, parseTime } from './dotnetTime';
import { compareNames } from './historyRetention';
import { parseStatus } from './runHistory';

/** So many of the latest runs are looked at, and so many of them must have succeeded to call their duration usual. */
const runsToRead = 15;
const fewestRuns = 3;

/**
 * How long a run of a triggered job usually takes, in milliseconds: the median of its latest successful runs. Undefined
 * when there are too few.
 *
 * @param dataFolder the job's `WEBJOBS_DATA_PATH`.
 */
export async function usualRunMs(dataFolder: string): Promise<number | undefined> {
  const ids = await readdir(dataFolder).catch(() => []);
  const latest = ids.sort(compareNames).slice(-runsToRead);
  const durations = (await Promise.all(latest.map((id) => durationMs(join(dataFolder, id, 'status')))))
    .filter((duration) => duration !== undefined)
    .sort((left, right) => left - right);
  return durations.length < fewestRuns ? undefined : durations[Math.floor(durations.length / 2)];
}

async function durationMs(statusFile: string): Promise<number | undefined> {
  // What cannot be read is no run.
  const status = parseStatus(await readFile(statusFile, 'utf8').catch(() => ''));
  if (status?.status !== 'Success' || status.startTime === undefined || status.endTime === undefined) return undefined;
  const [start, end] = [parseTime(status.startTime), parseTime(status.endTime)];
  return start === undefined || end === undefined ? undefined : Math.max(0, unixMsOf(end) - unixMsOf(start));
}
