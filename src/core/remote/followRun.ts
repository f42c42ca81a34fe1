import { followFile, type FollowOptions } from './followFile';
import type { RemoteRun } from './remoteJob';
import type { ScmClient } from './scmClient';

/** Whether a run has come to an end. */
export function isFinished(run: RemoteRun): boolean {
  return !['Initializing', 'Running'].includes(run.status);
}

/** Where the output of a run lies (kudu-webjobs §1.2). */
export function runOutputPath(jobName: string, runId: string): string {
  return `data/jobs/triggered/${jobName}/${runId}/output_log.txt`;
}

/** Yields the output of a run as it comes and ends with it; returns the run as it is then, undefined if it vanished. */
export async function* followRun(
  client: ScmClient,
  jobName: string,
  runId: string,
  options: Omit<FollowOptions, 'isOver' | 'lastBytes' | 'predecessor'> = {},
): AsyncGenerator<Uint8Array, RemoteRun | undefined> {
  let run: RemoteRun | undefined;
  const isOver = async (): Promise<boolean> => {
    run = await client.getRun(jobName, runId, options.signal ? { signal: options.signal } : {});
    return run === undefined || isFinished(run);
  };
  yield* followFile(client, runOutputPath(jobName, runId), { ...options, isOver });
  return run;
}
