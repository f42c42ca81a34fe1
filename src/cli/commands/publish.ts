import { basename, join, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { userStateFolder } from '../../core/hostClient/userStateFolder';
import type { JobKind } from '../../core/jobs/job';
import { messageText } from '../../core/base/message';
import { UserError } from '../../core/base/userError';
import { describeSkipped } from '../../core/packaging/packageEntry';
import { type PreparedPublish, preparePublish, type PublishRequest } from '../../core/publish/preparePublish';
import { PublishStore } from '../../core/publish/publishJournal';
import { publishJob } from '../../core/publish/publishJob';
import type { PublishMode } from '../../core/publish/publishPlan';
import { type JobOutcome, publishJobs } from '../../core/publish/publishJobs';
import { type PublishReport, publishReport } from '../../core/publish/publishReport';
import { recoverPublish } from '../../core/publish/recoverPublish';
import { settingsChange } from '../../core/publish/settingsChange';
import type { ScmClient } from '../../core/remote/scmClient';
import { exitCodes, UsageError } from '../cliError';
import { addConnectionOptions, connect, type ConnectionOptions } from '../connectionOptions';
import { listenForInterruption } from '../interruption';
import { kindOfArgument, kindOption, printJson, requireFolder } from './jobArguments';
import { ProgressLine } from '../progressLine';
import { failureHint, problemText } from './publishHints';
import { publishText } from './publishText';

interface PublishCommandOptions extends ConnectionOptions {
  readonly kind?: JobKind;
  readonly name?: string;
  readonly mode: PublishMode;
  readonly deleteExtra?: true;
  readonly overwriteNewer?: true;
  readonly ignore?: readonly string[];
  readonly dryRun?: true;
  readonly json?: true;
}

/** Adds `webjobs publish` (product.md, section C): brings a job folder to a site, sending what is newer. */
export function addPublishCommand(program: Command): void {
  const command = program
    .command('publish')
    .description('Publish a job to a site: only files that are newer here travel, unless told otherwise.')
    .argument('<folders...>', 'job folders; several are published one after the other');
  addConnectionOptions(command)
    .option('--kind <kind>', 'continuous or triggered (default: as the path tells)', kindOption)
    .option('--name <name>', 'name of the job on the site (default: the folder’s name)')
    .addOption(
      new Option('--mode <mode>', 'newer: send what is newer here; replace: make the site’s folder equal to this one')
        .choices(['newer', 'replace'])
        .default('newer'),
    )
    .option('--delete-extra', 'delete files that are on the site only')
    .option('--overwrite-newer', 'replace also files that are newer on the site')
    .option('--ignore <pattern...>', 'leave files out, beside those that .webjobsignore names')
    .option('--dry-run', 'only tell what would happen')
    .option('--json', 'print one JSON document, an array for several folders; nothing when a single job fails')
    .action(publish);
}

async function publish(folders: readonly string[], options: PublishCommandOptions): Promise<void> {
  if (folders.length > 1 && options.name !== undefined) {
    throw new UsageError(`--name ${options.name} cannot stand for ${folders.length} jobs. Publish them one by one.`);
  }
  for (const folder of folders) await requireFolder(folder);
  const requests = folders.map((folder) => requestOf(folder, options));
  const interruption = listenForInterruption();
  const { signal } = interruption;
  try {
    const [only] = requests;
    if (requests.length === 1 && only !== undefined) {
      const report = await publishOne(only, options, signal);
      if (options.json) printJson(report);
      return;
    }
    const outcomes = await publishJobs(requests, (request) => publishOne(request, options, signal), signal);
    if (options.json) printJson(outcomes.map(reportOf));
    for (const outcome of outcomes) {
      if (outcome.state === 'published') continue;
      const message = outcome.state === 'failed' ? outcome.error.message : 'not published: cancelled';
      process.stderr.write(`webjobs: ${outcome.request.name}: ${message}\n`);
      process.exitCode = exitCodes.failure;
    }
  } finally {
    interruption.dispose();
  }
}

/** Each folder has its place in the array, also when its job was not published. */
function reportOf(outcome: JobOutcome<PublishReport>): unknown {
  if (outcome.state === 'published') return outcome.value;
  return { folder: outcome.request.folder, error: outcome.state === 'failed' ? outcome.error.message : 'cancelled' };
}

async function publishOne(
  request: PublishRequest,
  options: PublishCommandOptions,
  signal: AbortSignal,
): Promise<PublishReport> {
  const client = await connect(options);
  const store = new PublishStore(join(userStateFolder(), 'publishes'));
  const progress = new ProgressLine(options.json !== true);
  try {
    if (!options.dryRun) await recover(client, store, request);
    const prepared = await preparePublish(client, request, { signal });
    warn(prepared, options.dryRun === true);
    const change = await settingsChange(prepared);
    const onProgress = (step: string, fraction: number): void => progress.show(step, fraction);
    const result = options.dryRun
      ? undefined
      : await withHint(request.name, () => publishJob(client, prepared, { store, signal, onProgress }));
    progress.clear();
    for (const warning of result?.warnings ?? []) process.stderr.write(`webjobs: ${messageText(warning)}\n`);
    const report = publishReport(prepared, result, client.transport.statistics);
    // A dry run that finds what forbids the publish has failed at what it was asked for.
    if (options.dryRun && prepared.problems.some(({ severity }) => severity === 'error')) {
      process.exitCode = exitCodes.failure;
    }
    if (!options.json) {
      const isDryRun = options.dryRun === true;
      const { name } = request;
      process.stdout.write(publishText(report, { name, host: client.host, isDryRun, settingsChange: change }));
    }
    return report;
  } finally {
    progress.clear();
  }
}

function requestOf(folder: string, options: PublishCommandOptions): PublishRequest {
  return {
    folder,
    kind: kindOfArgument(folder, options.kind),
    name: options.name ?? basename(resolve(folder)),
    mode: options.mode,
    deleteExtra: options.deleteExtra === true,
    overwriteNewer: options.overwriteNewer === true,
    ...(options.ignore && { ignorePatterns: options.ignore }),
  };
}

/** A publish that was cut off left the job in between; it is put in order before anything is compared with it. */
async function recover(client: ScmClient, store: PublishStore, request: PublishRequest): Promise<void> {
  for (const record of await store.listOf(client.siteId, request)) {
    if (!record.isUnfinished) continue;
    const recovery = await recoverPublish(client, record);
    process.stderr.write(`webjobs: an earlier publish of ${request.name} had been cut off; it was ${recovery}\n`);
  }
}

/** Tells what to know beforehand. Errors end a publish and are told by its end; a dry run goes on. */
function warn({ local, problems, request }: PreparedPublish, isDryRun: boolean): void {
  for (const each of local.skipped) process.stderr.write(`webjobs: ${describeSkipped(each)}\n`);
  for (const problem of problems) {
    if (isDryRun || problem.severity === 'warning') {
      process.stderr.write(`webjobs: ${problem.severity}: ${problemText(problem, request)}\n`);
    }
  }
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (isDryRun || errors.length === 0) return;
  throw new UserError('publish-refused', errors.map((problem) => problemText(problem, request)).join('\n'));
}

async function withHint<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const hint = failureHint(error, name);
    if (!(error instanceof UserError) || hint === '') throw error;
    throw new UserError(error.code, error.message + hint, { cause: error });
  }
}
