import { type Command } from 'commander';
import { message } from '../../core/base/message';
import type { JobKey } from '../../core/jobs/job';
import { waitUntilStarted, waitUntilStopped } from '../../core/publish/jobState';
import { deleteJobVerified } from '../../core/remote/deleteJob';
import { followRun } from '../../core/remote/followRun';
import { isRecord } from '../../core/remote/remoteJob';
import { exitCodes, UsageError } from '../cliError';
import { addConnectionOptions, connect } from '../connectionOptions';
import { listenForInterruption } from '../interruption';
import { kindOption, printJson } from './jobArguments';
import { findJob, type RemoteCall, type RemoteOptions, writeOut } from './remoteCall';
import { remoteLogs } from './remoteLogs';
import { jobsText, jobText, runsText } from './remoteText';

/** Adds `webjobs remote …` (product.md, section C): see and operate the jobs of a site. */
export function addRemoteCommand(program: Command): void {
  const remote = program.command('remote').description('See and operate the jobs of a site.');
  const add = (name: string, description: string): Command =>
    addConnectionOptions(remote.command(name).description(description)).option(
      '--json',
      'print the service’s own answer',
    );
  const withJob = (name: string, description: string): Command =>
    add(name, description).argument('<job>', 'name of the job');
  const kind = ['--kind <kind>', 'continuous or triggered (default: whichever the site has)'] as const;

  add('list', 'list the jobs')
    .option(...kind, kindOption)
    .action(noJob(list));
  withJob('run', 'start a run of a triggered job')
    .option('--arguments <text>', 'appended to the command line as it is')
    .option('--follow', 'print the output until the run ends; the exit code tells how')
    .action(oneJob(run));
  withJob('start', 'start a continuous job and wait until it is on').action(oneJob(start));
  withJob('stop', 'stop a continuous job and wait until it is off').action(oneJob(stop));
  withJob('delete', 'delete a job with its data, and make sure that it is gone')
    .option(...kind, kindOption)
    .action(oneJob(remove));
  withJob('history', 'list the runs of a triggered job').action(oneJob(history));
  withJob('logs', 'print a job’s log, or the output of its latest run')
    .option(...kind, kindOption)
    .option('--run <id>', 'the output of this run')
    .option('--scheduler', 'the log of the scheduler')
    .option('--follow', 'go on as the log grows, until Ctrl+C')
    .option('--output <file>', 'write it to a file; to a .zip, everything that is kept about the job or the run')
    .action(oneJob(remoteLogs));
  withJob('settings', 'print a job’s settings, or replace them')
    .option(...kind, kindOption)
    .option('--set <json>', 'the new content of settings.job')
    .action(oneJob(settings));
}

function noJob(action: (call: RemoteCall) => Promise<void>): (options: RemoteOptions) => Promise<void> {
  return (options) => withClient(options, action);
}

function oneJob(
  action: (name: string, call: RemoteCall) => Promise<void>,
): (name: string, options: RemoteOptions) => Promise<void> {
  return (name, options) => withClient(options, (call) => action(name, call));
}

async function withClient(options: RemoteOptions, action: (call: RemoteCall) => Promise<void>): Promise<void> {
  const client = await connect(options);
  const interruption = listenForInterruption();
  try {
    await action({ client, options, signal: interruption.signal });
  } catch (error) {
    // Whoever interrupts knows it.
    if (!interruption.signal.aborted) throw error;
    process.exitCode = options.follow ? exitCodes.success : exitCodes.failure;
  } finally {
    interruption.dispose();
  }
}

async function list({ client, options, signal }: RemoteCall): Promise<void> {
  if (options.json) {
    printJson(await client.getJson(`/api/${options.kind ?? ''}webjobs`, message('list the jobs'), { signal }));
    return;
  }
  const jobs = await client.listJobs({ signal, ...(options.kind && { kind: options.kind }) });
  if (!jobs.unchanged) process.stdout.write(jobsText(jobs.value, client.host));
}

async function run(name: string, { client, options, signal }: RemoteCall): Promise<void> {
  const { runId } = await client.runJob(name, options.arguments, { signal });
  if (!options.follow || runId === null) {
    if (options.json)
      printJson(
        await client.getJson(
          `/api/triggeredwebjobs/${encodeURIComponent(name)}`,
          message('read {path}', { path: name }),
          { signal },
        ),
      );
    else process.stdout.write(`Started run ${runId ?? ''} of ${name}\n`);
    return;
  }
  const output = followRun(client, name, runId, { signal });
  let step = await output.next();
  for (; !step.done; step = await output.next()) await writeOut(step.value);
  const status = step.value?.status ?? 'Unknown';
  process.stderr.write(`webjobs: run ${runId} of ${name}: ${status}\n`);
  process.exitCode = status === 'Success' ? exitCodes.success : exitCodes.failure;
}

async function start(name: string, { client, options, signal }: RemoteCall): Promise<void> {
  await client.startJob(name, { signal });
  await waitUntilStarted(client, name, { signal });
  await printJob({ kind: 'continuous', name }, { client, options, signal });
}

async function stop(name: string, { client, options, signal }: RemoteCall): Promise<void> {
  await client.stopJob(name, { signal });
  await waitUntilStopped(client, name, { signal });
  await printJob({ kind: 'continuous', name }, { client, options, signal });
}

async function remove(name: string, { client, options, signal }: RemoteCall): Promise<void> {
  const job = await findJob(client, name, options.kind, signal);
  await deleteJobVerified(client, job, { signal });
  if (options.json) printJson(job.body);
  else process.stdout.write(`Deleted the ${job.kind} job ${job.name} from ${client.host}\n`);
}

async function history(name: string, { client, options, signal }: RemoteCall): Promise<void> {
  if (options.json) {
    const path = `/api/triggeredwebjobs/${encodeURIComponent(name)}/history`;
    printJson(await client.getJson(path, message('list the runs of {name}', { name }), { signal }));
    return;
  }
  const runs = await client.listRuns(name, { signal });
  if (!runs.unchanged) process.stdout.write(runsText(runs.value, name));
}

async function settings(name: string, { client, options, signal }: RemoteCall): Promise<void> {
  const job = await findJob(client, name, options.kind, signal);
  if (options.set !== undefined)
    await client.putSettings(job.kind, job.name, readSettingsArgument(options.set), { signal });
  printJson(await client.getSettings(job.kind, job.name, { signal }));
}

function readSettingsArgument(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
  } catch {
    // told below, as for JSON that is no object
  }
  throw new UsageError(`--set ${text} is no JSON object. Write for example --set '{"schedule":"0 0 2 * * *"}'.`);
}

async function printJob({ kind, name }: JobKey, { client, options, signal }: RemoteCall): Promise<void> {
  const job = await client.getJob(kind, name, { signal });
  if (options.json) printJson(job?.body ?? null);
  else if (job) process.stdout.write(`${jobText(job)}\n`);
}
