import { isJobKind, type JobKind, jobKinds } from '../../core/jobs/job';
import type { RemoteJob } from '../../core/remote/remoteJob';
import type { ScmClient } from '../../core/remote/scmClient';
import { UsageError } from '../cliError';
import type { ConnectionOptions } from '../connectionOptions';

/** Options of all `webjobs remote` commands together. */
export interface RemoteOptions extends ConnectionOptions {
  readonly kind?: JobKind;
  readonly json?: true;
  readonly arguments?: string;
  readonly follow?: true;
  readonly run?: string;
  readonly scheduler?: true;
  readonly output?: string;
  readonly set?: string;
}

/** What an action gets. */
export interface RemoteCall {
  readonly client: ScmClient;
  readonly options: RemoteOptions;
  readonly signal: AbortSignal;
}

/** A job by name; the kind is asked for when both kinds have one. */
export async function findJob(
  client: ScmClient,
  name: string,
  kind: JobKind | undefined,
  signal: AbortSignal,
): Promise<RemoteJob> {
  const kinds = kind === undefined ? jobKinds : [kind].filter(isJobKind);
  const jobs = await Promise.all(kinds.map((each) => client.getJob(each, name, { signal })));
  const found = jobs.filter((job) => job !== undefined);
  const [job] = found;
  if (found.length > 1)
    throw new UsageError(`${client.host} has a continuous and a triggered job ${name}: add --kind.`);
  if (job === undefined)
    throw new UsageError(
      `${client.host} has no ${kind ?? ''} job ${name}. See: webjobs remote list.`.replace('  ', ' '),
    );
  return job;
}

/** Waits for a slow reader, so that a long log does not pile up in memory. */
export function writeOut(chunk: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(chunk, (error) => (error ? reject(error) : resolve()));
  });
}
