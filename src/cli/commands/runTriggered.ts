import type { HostConnection } from '../../core/hostClient/hostConnection';
import { exitCodes } from '../cliError';
import { type JobRun, lossOf } from '../jobRun';

/**
 * Starts a run of a triggered job and prints it to its end.
 *
 * @returns the exit code: whether the run succeeded.
 */
export async function runTriggered({ connection, key, request, output, stop }: JobRun): Promise<number> {
  const lost = lossOf(connection);
  const { runId } = await connection.start(key, request);
  if (runId === null) throw new Error(`The host did not tell the run of ${key.name}.`);
  void stop.requested.then(() => connection.stop(key)).catch(() => undefined);
  void stop.insisted.then(() => connection.stop(key, { force: true })).catch(() => undefined);

  const lines = await connection.followOutput(key, { run: runId });
  // When nobody reads the output any more, nobody waits for the run either.
  const printing = output.print(lines).catch(() => stop.stop());
  await Promise.race([printing, lost]);
  const status = await Promise.race([finalStatus(connection, key.name, runId), lost]);
  return status === 'Success' ? exitCodes.success : exitCodes.failure;
}

/** The status of a run once it has ended; asked for again whenever the job changes. */
async function finalStatus(connection: HostConnection, name: string, runId: string): Promise<string> {
  const path = `/api/triggeredwebjobs/${encodeURIComponent(name)}/history/${runId}`;
  for (;;) {
    const changed = new Promise<void>((resolve) => {
      const subscription = connection.onDidChangeJob(() => {
        subscription.dispose();
        resolve();
      });
    });
    const { status } = (await connection.get(path)) as { readonly status: string };
    if (status !== 'Running' && status !== 'Initializing') return status;
    await changed;
  }
}
