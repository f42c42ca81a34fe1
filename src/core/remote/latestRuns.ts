import { type Clock, systemClock } from '../base/clock';
import type { RemoteJob, RemoteRun } from './remoteJob';
import type { CallOptions, ScmClient } from './scmClient';

interface KnownHistory {
  readonly latestRun: RemoteRun | null;
  readonly etag: string | undefined;
  /** When the site was asked, by the monotonic clock. */
  readonly askedAt: number;
}

/** How long a job without any run is taken for one that never ran, in milliseconds. */
const neverRanMs = 60_000;

/**
 * Finds the latest run of jobs whose latest run the service does not tell: one that keeps a folder of its own among its
 * runs has none, if that folder's name sorts last (kudu-webjobs §5.2). Each such job costs a conditional request a look, and
 * one that never ran a request a minute.
 */
export class LatestRuns {
  private readonly histories = new Map<string, KnownHistory>();

  constructor(private readonly clock: Clock = systemClock) {}

  /** The jobs with their latest runs, asked for anew where the service is known not to tell them. */
  async complete(client: ScmClient, jobs: readonly RemoteJob[], options: CallOptions = {}): Promise<RemoteJob[]> {
    return await Promise.all(
      jobs.map((job) => (isToldOf(job) ? Promise.resolve(job) : this.ofHistory(client, job, options))),
    );
  }

  /** The same for one job that may just have begun its first run. */
  async completeOne(client: ScmClient, job: RemoteJob, options: CallOptions = {}): Promise<RemoteJob> {
    if (isToldOf(job)) return job;
    const known = this.histories.get(job.name);
    if (known?.latestRun === null) this.histories.delete(job.name);
    return await this.ofHistory(client, job, options);
  }

  private async ofHistory(client: ScmClient, job: RemoteJob, options: CallOptions): Promise<RemoteJob> {
    const known = this.histories.get(job.name);
    if (known?.latestRun === null && this.clock.monotonic() - known.askedAt < neverRanMs) return job;
    const etag = known?.etag === undefined ? {} : { etag: known.etag };
    // A list is not to fail for what was asked beside it.
    const answer = await client.listRuns(job.name, { ...options, ...etag }).catch((error: unknown) => {
      if (options.signal?.aborted) throw error;
      return { unchanged: true } as const;
    });
    const history = answer.unchanged
      ? known
      : { latestRun: answer.value[0] ?? null, etag: answer.etag ?? undefined, askedAt: this.clock.monotonic() };
    if (history === undefined) return job;
    this.histories.set(job.name, history);
    const { latestRun } = history;
    return { ...job, latestRun, status: latestRun?.status ?? null };
  }
}

function isToldOf(job: RemoteJob): boolean {
  return job.kind === 'continuous' || job.latestRun !== null;
}
