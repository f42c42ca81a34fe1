import type { JobKey } from '../../core/jobs/job';
import type { ScmClient } from '../../core/remote/scmClient';
import type { FollowOptions, Following, OutputListener } from './site';

/** How much of a continuous job's log is shown from before it was looked at. */
const pastBytes = 16 * 1024;

/** Follows the log of a job on a site: a run's own output, or what a continuous job writes from now on. */
export function remoteOutput(
  client: () => Promise<ScmClient>,
  job: JobKey & { readonly logPath?: string | null },
  { from, runId }: FollowOptions,
  listener: OutputListener,
): Following {
  const leaving = new AbortController();
  const { signal } = leaving;
  const follow = async (): Promise<void> => {
    const scm = await client();
    const bytes =
      runId === undefined
        ? await continuousLog(scm, job, { signal, lastBytes: from === 'now' ? 0 : pastBytes })
        : (await import('../../core/remote/followRun')).followRun(scm, job.name, runId, { signal });
    const decoder = new TextDecoder();
    for await (const chunk of bytes) listener.onText(decoder.decode(chunk, { stream: true }).replaceAll('\r\n', '\n'));
  };
  void follow().then(
    () => end(),
    // A site that is gone is told by its row; an output that breaks off has ended.
    () => end(),
  );
  const end = (): void => {
    if (!signal.aborted) listener.onEnd();
  };
  return {
    // A log is a file: nothing is missed by looking late.
    ready: Promise.resolve(),
    dispose: () => leaving.abort(new DOMException('Not followed any more.', 'AbortError')),
  };
}

async function continuousLog(
  scm: ScmClient,
  job: JobKey & { readonly logPath?: string | null },
  options: { readonly signal: AbortSignal; readonly lastBytes: number },
): Promise<AsyncIterable<Uint8Array>> {
  const { followFile } = await import('../../core/remote/followFile');
  const folder = `data/jobs/${job.kind}/${job.name}`;
  const predecessor = `${folder}/job_prev_log.txt`;
  return followFile(scm, job.logPath ?? `${folder}/job_log.txt`, { ...options, predecessor });
}
