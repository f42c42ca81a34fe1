import { resolve } from 'node:path';
import { UserError } from '../../core/base/userError';
import { downloadLog, downloadLogFolder } from '../../core/remote/downloadLogs';
import { followFile } from '../../core/remote/followFile';
import { runOutputPath } from '../../core/remote/followRun';
import { jobDataPath } from '../../core/remote/jobFolder';
import type { RemoteJob } from '../../core/remote/remoteJob';
import { UsageError } from '../cliError';
import { formatBytes } from '../formatBytes';
import { printJson } from './jobArguments';
import { findJob, type RemoteCall, type RemoteOptions, writeOut } from './remoteCall';

/** `webjobs remote logs`: prints a log as it is, goes on with it as it grows, or writes it to a file. */
export async function remoteLogs(name: string, call: RemoteCall): Promise<void> {
  const { client, options, signal } = call;
  if (options.output !== undefined && options.follow)
    throw new UsageError('Give either --output or --follow, not both.');
  if (options.run !== undefined && !/^\w[\w.-]*$/.test(options.run)) {
    throw new UsageError(`--run ${options.run} is no id of a run. See: webjobs remote history ${name}.`);
  }
  const job = await findJob(client, name, options.kind, signal);
  if (options.output !== undefined) {
    await download(job, options.output, call);
    return;
  }
  const path = logPath(job, options);
  const isRolledOver = !path.endsWith('/output_log.txt');
  const chunks = followFile(client, path, {
    signal,
    ...(isRolledOver && { predecessor: `${jobDataPath(job)}/job_prev_log.txt` }),
    ...(!options.follow && { isOver: () => Promise.resolve(true) }),
  });
  for await (const chunk of chunks) await writeOut(chunk);
}

/** A `.zip` gets everything that is kept about the job, or about the run that is named; any other file the log itself. */
async function download(job: RemoteJob, output: string, { client, options, signal }: RemoteCall): Promise<void> {
  const isArchive = /\.zip$/i.test(output);
  const folder = jobDataPath(job) + (options.run === undefined ? '' : `/${options.run}`);
  const bytes = isArchive
    ? await downloadLogFolder(client, folder, output, { signal })
    : await downloadLog(client, logPath(job, options), output, { signal });
  if (bytes === undefined) {
    throw new UserError(
      'no-log',
      `${client.host} has no such log of ${job.name}. Has it run yet? See: webjobs remote history ${job.name}.`,
    );
  }
  if (options.json) printJson({ file: resolve(output), bytes });
  else process.stdout.write(`${output}: ${formatBytes(bytes)}\n`);
}

function logPath(job: RemoteJob, { run: runId, scheduler }: RemoteOptions): string {
  const folder = jobDataPath(job);
  if (job.kind === 'continuous') return `${folder}/job_log.txt`;
  if (scheduler) return `${folder}/job_scheduler.log`;
  const id = runId ?? job.latestRun?.id;
  if (id === undefined) throw new UsageError(`${job.name} never ran. Start it with: webjobs remote run ${job.name}.`);
  return runOutputPath(job.name, id);
}
