import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runsThatCount, usualDurationMs } from '../jobs/usualDuration';
import { unixMsOf, parseTime } from './dotnetTime';
import { compareNames } from './historyRetention';
import { parseStatus } from './runHistory';

/**
 * How long a run of a triggered job usually takes, in milliseconds: the median of its latest successful runs. Undefined
 * when there are too few.
 *
 * @param dataFolder the job's `WEBJOBS_DATA_PATH`.
 */
export async function usualRunMs(dataFolder: string): Promise<number | undefined> {
  const ids = await readdir(dataFolder).catch(() => []);
  const latest = ids.sort(compareNames).slice(-runsThatCount);
  const durations = await Promise.all(latest.map((id) => durationMs(join(dataFolder, id, 'status'))));
  return usualDurationMs(durations.filter((duration) => duration !== undefined));
}

async function durationMs(statusFile: string): Promise<number | undefined> {
  // What cannot be read is no run.
  const status = parseStatus(await readFile(statusFile, 'utf8').catch(() => ''));
  if (status?.status !== 'Success' || status.startTime === undefined || status.endTime === undefined) return undefined;
  const [start, end] = [parseTime(status.startTime), parseTime(status.endTime)];
  return start === undefined || end === undefined ? undefined : Math.max(0, unixMsOf(end) - unixMsOf(start));
}
