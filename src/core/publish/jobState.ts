import { message } from '../base/message';
import { type Clock, delay, systemClock } from '../base/clock';
import { UserError } from '../base/userError';
import { RemoteError } from '../remote/remoteError';
import type { RemoteJob } from '../remote/remoteJob';
import { bytesBody, type CallOptions, type ScmClient } from '../remote/scmClient';

export interface WaitOptions extends CallOptions {
  readonly clock?: Clock;
  /** The pause between two looks at the site; it grows to four times this. */
  readonly pollMs?: number;
}

/** The service waits for quiet before it acts upon a marker, then for the process; then it kills (kudu-webjobs §4.1, §4.7). */
const debounceMs = 5_000;
const killMs = 60_000;
/** The file watcher may have to find the jobs folder first (kudu-webjobs §8.5). */
const startMs = 60_000;

/** Whether the job is off on every instance that the site tells about. */
export function isStopped(job: RemoteJob): boolean {
  return job.status === 'Stopped' && job.instances.every(({ status }) => status === 'Stopped');
}

/** Whether the job is switched off, or about to be. */
export function isStopping(job: RemoteJob): boolean {
  return job.status === 'Stopped' || job.status === 'Disabling' || job.status === 'Stopping';
}

/**
 * Waits until a continuous job is off. A job that the site does not know is.
 * @throws UserError when it still runs long after the service should have killed it.
 */
export async function waitUntilStopped(client: ScmClient, name: string, options: WaitOptions = {}): Promise<void> {
  let limitMs = 0;
  await poll(client, name, options, (job, waitedMs) => {
    if (job === undefined || isStopped(job)) return true;
    limitMs = Math.max(limitMs, debounceMs + stoppingWaitMs(job) + killMs);
    if (waitedMs > limitMs) {
      throw new UserError(
        'job-does-not-stop',
        message(
          'The job {name} is still {status} {seconds} s after it was asked to stop. Look at its log, then try again.',
          {
            name,
            status: job.status ?? message('running'),
            seconds: Math.round(waitedMs / 1000),
          },
        ),
      );
    }
    return false;
  });
}

/**
 * Waits until a continuous job is on again; the job as it is then.
 * @throws UserError when the service does not start it.
 */
export async function waitUntilStarted(
  client: ScmClient,
  name: string,
  options: WaitOptions = {},
): Promise<RemoteJob | undefined> {
  return await poll(client, name, options, (job, waitedMs) => {
    if (job !== undefined && !isStopping(job)) return true;
    if (waitedMs > startMs) {
      throw new UserError(
        'job-does-not-start',
        message(
          'The job {name} is still {status} {seconds} s after it was asked to start. Look at its log, and whether the app itself runs.',
          {
            name,
            status: job?.status ?? message('unknown to the site'),
            seconds: Math.round(waitedMs / 1000),
          },
        ),
      );
    }
    return false;
  });
}

/**
 * Switches a job off. A job that the service does not know yet, though it is on the site, has not been started by it.
 * @param marker path of the stop marker, which is written directly when the service goes on to deny the job.
 * @returns false when the service has not begun to run it.
 */
export async function stopPersistently(
  client: ScmClient,
  job: RemoteJob,
  marker: string,
  options: WaitOptions = {},
): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    try {
      await client.stopJob(job.name, callOf(options));
      return true;
    } catch (error) {
      if (!(error instanceof RemoteError) || error.kind !== 'not-found') throw error;
      if (isUnseen(job)) return false;
    }
    if (attempt === 3) break;
    await delay(options.clock ?? systemClock, (options.pollMs ?? 500) * attempt, options.signal);
  }
  await client.writeFile(marker, bytesBody(new Uint8Array()), { ...callOf(options), ifMatch: '*' });
  return true;
}

/** Whether the engine has yet to notice the job: it has no status of its own (kudu-webjobs §4.5). */
function isUnseen(job: RemoteJob): boolean {
  return job.status === null || job.status === 'Initializing';
}

/**
 * Switches a job on, trying again when the service refuses: it may not have seen the changed files yet. If it does not
 * know the job at all, the marker in `scriptFolder` is removed directly.
 */
export async function startPersistently(
  client: ScmClient,
  name: string,
  scriptFolder: string,
  options: WaitOptions = {},
): Promise<void> {
  const clock = options.clock ?? systemClock;
  for (let attempt = 1; ; attempt++) {
    try {
      if (attempt === 4) await client.deleteFile(`${scriptFolder}/disable.job`, callOf(options));
      else await client.startJob(name, callOf(options));
      return;
    } catch (error) {
      if (!(error instanceof RemoteError) || attempt === 4) throw error;
      await delay(clock, (options.pollMs ?? 500) * attempt, options.signal);
    }
  }
}

/** One odd answer while waiting proves nothing; so many in a row do. */
const oddAnswers = 3;

async function poll(
  client: ScmClient,
  name: string,
  options: WaitOptions,
  isReached: (job: RemoteJob | undefined, waitedMs: number) => boolean,
): Promise<RemoteJob | undefined> {
  const clock = options.clock ?? systemClock;
  const pollMs = options.pollMs ?? 500;
  const begin = clock.monotonic();
  let odd = 0;
  for (let pauseMs = pollMs; ; pauseMs = Math.min(pauseMs * 1.3, pollMs * 4)) {
    try {
      const job = await client.getJob('continuous', name, callOf(options));
      odd = job === undefined ? odd + 1 : 0;
      if ((job !== undefined || odd >= oddAnswers) && isReached(job, clock.monotonic() - begin)) return job;
    } catch (error) {
      if (!(error instanceof RemoteError) || ++odd >= oddAnswers) throw error;
    }
    await delay(clock, pauseMs, options.signal);
  }
}

function stoppingWaitMs(job: RemoteJob): number {
  const seconds = job.settings.stopping_wait_time;
  return typeof seconds === 'number' && seconds > 0 ? Math.min(seconds * 1000, 3_600_000) : 5_000;
}

function callOf({ signal }: CallOptions): CallOptions {
  return signal ? { signal } : {};
}
