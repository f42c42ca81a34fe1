import { join } from 'node:path';
import { type Disposable, toDisposable } from '../base/disposable';
import type { JobKey } from '../jobs/job';
import { replayLog } from './followRun';
import type { JobCatalog } from './jobCatalog';
import type { JobRunners } from './jobRunners';
import type { OutputSink } from './outputChannel';
import type { TriggeredRunner } from './triggeredRunner';

export type FollowFrom =
  /** What is written from this moment on. */
  | { readonly from: 'now' }
  /** What the present process (continuous) or the run has written so far, then live; ends with the run. */
  | { readonly from: 'run'; readonly runId?: string };

/** A follower of a job's output; disposing of it leaves. */
export interface FollowedOutput extends Disposable {
  /** Fulfilled when no line that is written from then on can be missed. */
  readonly attached: Promise<void>;
}

/** Hands the lines of a continuous job to a sink. */
export function followContinuous(
  catalog: JobCatalog,
  runners: JobRunners,
  key: JobKey,
  from: FollowFrom,
  sink: OutputSink,
): FollowedOutput {
  const slot = new Set<Disposable>();
  let isDisposed = false;
  const attached = catalog.findRunnable(key).then((job) => {
    if (isDisposed) return;
    const runner = job ? runners.continuousOf(job) : runners.findContinuous(key.name);
    if (runner) slot.add(runner.channel.follow(sink, from.from === 'now' ? 'now' : 'backlog'));
    else sink.end();
  });
  const following = toDisposable(() => {
    isDisposed = true;
    for (const item of slot) item.dispose();
  });
  return { ...following, attached };
}

/** Hands the lines of a run of a triggered job, or of whatever runs next, to a sink. */
export function followTriggered(runner: TriggeredRunner, from: FollowFrom, sink: OutputSink): FollowedOutput {
  const attached = Promise.resolve();
  if (from.from === 'now') return { ...runner.channel.follow(sink, 'now'), attached };
  const { present } = runner;
  if (present && (from.runId === undefined || from.runId === present.runId)) {
    // What is logged from here on reaches the follower directly, so that it must not come from the file as well.
    const { loggedBytes } = present;
    const following = runner.channel.follow(sink, async () => {
      await present.flushLog();
      await replayLog(present.logPath, sink, loggedBytes);
    });
    return { ...following, attached };
  }
  void replayEnded(runner, from.runId, sink);
  return { ...toDisposable(() => undefined), attached };
}

async function replayEnded(runner: TriggeredRunner, runId: string | undefined, sink: OutputSink): Promise<void> {
  try {
    const id = runId ?? (await runner.history.latest())?.id;
    if (id !== undefined) await replayLog(join(runner.history.runFolder(id), 'output_log.txt'), sink);
  } finally {
    sink.end();
  }
}
