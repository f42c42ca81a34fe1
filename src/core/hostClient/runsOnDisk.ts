import { join } from 'node:path';
import type { RemoteRun } from '../remote/remoteJob';
import type { RunRecord } from '../runner/jobRecords';
import { noTime } from '../runner/dotnetTime';
import type { RunSnapshot } from '../runner/jobSnapshot';
import { RunHistory } from '../runner/runHistory';
import { runSnapshotOf } from '../runner/runSnapshot';

/**
 * The runs of a triggered job of this machine as its data folder tells them, newest first, in the form in which a site
 * tells them. No host is needed for it.
 *
 * @param dataFolder the site's `data` folder.
 */
export async function runsOnDisk(dataFolder: string, jobName: string, nowMs: number): Promise<readonly RemoteRun[]> {
  const history = historyOf(dataFolder, jobName, () => nowMs);
  return ((await history.list()) ?? []).map((record) => runOf(record, nowMs));
}

/** The latest of them in the form in which a host tells it; undefined for a job that never ran. */
export async function latestRunOnDisk(dataFolder: string, jobName: string): Promise<RunSnapshot | undefined> {
  const record = await historyOf(dataFolder, jobName, Date.now).newest();
  return record && runSnapshotOf(record);
}

function historyOf(dataFolder: string, jobName: string, now: () => number): RunHistory {
  return new RunHistory(jobName, join(dataFolder, 'jobs', 'triggered', jobName), now);
}

function runOf({ id, status, startTime, endTime, trigger }: RunRecord, nowMs: number): RemoteRun {
  const [startMs, endMs] = [msOf(startTime), msOf(endTime)];
  const durationMs = startMs === null ? null : (endMs ?? nowMs) - startMs;
  return { id, status, startMs, endMs, durationMs, outputPath: null, trigger };
}

function msOf(time: string): number | null {
  return time === noTime ? null : Date.parse(time);
}
