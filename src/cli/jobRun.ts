import type { StartRequest } from '../core/hostClient/hostApi';
import type { HostConnection } from '../core/hostClient/hostConnection';
import type { JobKey } from '../core/jobs/job';
import type { JobOutput } from './jobOutput';
import type { StopSignals } from './stopSignals';

/** One job that the terminal runs. */
export interface JobRun {
  readonly connection: HostConnection;
  readonly key: JobKey;
  readonly request: StartRequest;
  readonly output: JobOutput;
  readonly stop: StopSignals;
}

/** Rejected when the host is gone; never fulfilled. */
export function lossOf(connection: HostConnection): Promise<never> {
  const lost = new Promise<never>((_, reject) => connection.onDidDisconnect(reject));
  // It may happen while nobody waits for it.
  lost.catch(() => undefined);
  return lost;
}
