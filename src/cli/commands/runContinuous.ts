import { exitCodes } from '../cliError';
import { type JobRun, lossOf } from '../jobRun';

/** The last line of a stop (kudu-webjobs §4.7). Lines of the job itself cannot look like it: theirs lack `SYS`. */
const stoppedLine = /^\[[^\]]*: SYS INFO\] Status changed to Stopped\r?$/;

/**
 * Runs a continuous job until the user stops it, or follows one that runs already until the user leaves.
 *
 * @returns the exit code.
 */
export async function runContinuous(run: JobRun): Promise<number> {
  const { connection, key, request, output, stop } = run;
  if (connection.job(key)?.isActive) return followRunning(run);

  const lost = lossOf(connection);
  // Following begins first, so that no line of the start is missed.
  const lines = await connection.followOutput(key, { from: 'now' });
  let isOver = false;
  let endsWithStop = false;
  const printing = output
    .print(lines, (line) => {
      endsWithStop = stoppedLine.test(line);
      return isOver && endsWithStop;
    })
    .catch(() => {
      // Either the output was left on purpose, or nobody reads it any more.
      if (!isOver) stop.stop();
    });
  const stopping = stop.requested.then(() => {
    isOver = true;
    void stop.insisted.then(() => connection.stop(key, { force: true })).catch(() => undefined);
    return connection.stop(key);
  });
  stopping.catch(() => lines.destroy());

  await connection.start(key, request);
  const changes = connection.onDidChangeJob((job) => {
    if (job.name !== key.name || job.kind !== key.kind || job.isActive || isOver) return;
    isOver = true;
    process.stderr.write(`webjobs: ${key.name} was stopped from elsewhere\n`);
    // If its last line is printed already, no other will come to end the output.
    if (endsWithStop) lines.destroy();
  });
  try {
    await Promise.race([printing, lost]);
    if (stop.signal.aborted) await Promise.race([stopping, lost]);
  } finally {
    changes.dispose();
  }
  return stop.insistence.aborted ? exitCodes.failure : exitCodes.success;
}

async function followRunning({ connection, key, output, stop }: JobRun): Promise<number> {
  const pid = connection.job(key)?.process?.pid;
  const where = pid === undefined ? '' : ` as process ${pid}`;
  process.stderr.write(`webjobs: ${key.name} runs already${where}, started elsewhere; Ctrl+C leaves it running\n`);
  const lines = await connection.followOutput(key, { from: 'run' });
  const printing = output.print(lines).catch(() => undefined);
  await Promise.race([printing, stop.requested, lossOf(connection)]);
  return exitCodes.success;
}
