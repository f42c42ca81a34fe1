import { join } from 'node:path';
import type { RemoteRun } from '../remote/remoteJob';
import type { RunRecord } from '../runner/jobRecords';
import { noTime } from '../runner/dotnetTime';
import { RunHistory } from '../runner/runHistory';

/**
 * The runs of a triggered job of this machine as its data folder tells them, newest first, in the form in which a site
 * tells them. No host is needed for it.
 *
 * @param dataFolder the site's `data` folder.
 */
export async function runsOnDisk(dataFolder: string, jobName: string, nowMs: number): Promise<readonly RemoteRun[]> {
  const history = new RunHistory(jobName, join(dataFolder, 'jobs', 'triggered', jobName), () => nowMs);
  return ((await history.list()) ?? []).map((record) => runOf(record, nowMs));
}

function runOf({ id, status, startTime, endTime, trigger }: RunRecord, nowMs: number): RemoteRun {
  const [startMs, endMs] = [msOf(startTime), msOf(endTime)];
  const durationMs = startMs === null ? null : (endMs ?? nowMs) - startMs;
  return { id, status, startMs, endMs, durationMs, outputPath: null, trigger };
}

function msOf(time: string): number | null {
  return time === noTime ? null : Date.parse(time);
}
