import { basename, join, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { userStateFolder } from '../../core/hostClient/userStateFolder';
import type { JobKind } from '../../core/jobs/job';
import { describeSkipped } from '../../core/packaging/packageEntry';
import { type PreparedPublish, preparePublish, type PublishRequest } from '../../core/publish/preparePublish';
import { PublishStore } from '../../core/publish/publishJournal';
import { publishJob } from '../../core/publish/publishJob';
import type { PublishMode } from '../../core/publish/publishPlan';
import { publishReport } from '../../core/publish/publishReport';
import { recoverPublish } from '../../core/publish/recoverPublish';
import { settingsChange } from '../../core/publish/settingsChange';
import type { ScmClient } from '../../core/remote/scmClient';
import { exitCodes } from '../cliError';
import { addConnectionOptions, connect, type ConnectionOptions } from '../connectionOptions';
import { listenForInterruption } from '../interruption';
import { kindOfArgument, kindOption, printJson, requireFolder } from './jobArguments';
import { ProgressLine } from '../progressLine';
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
    .argument('<folder>', 'the job folder');
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
    .option('--json', 'print one JSON document')
    .action(publish);
}

async function publish(folder: string, options: PublishCommandOptions): Promise<void> {
  await requireFolder(folder);
  const request = requestOf(folder, options);
  const client = await connect(options);
  const store = new PublishStore(join(userStateFolder(), 'publishes'));
  const interruption = listenForInterruption();
  const progress = new ProgressLine(options.json !== true);
  try {
    const { signal } = interruption;
    if (!options.dryRun) await recover(client, store, request);
    const prepared = await preparePublish(client, request, { signal });
    warn(prepared);
    const change = await settingsChange(prepared);
    const result = options.dryRun
      ? undefined
      : await publishJob(client, prepared, {
          store,
          signal,
          onProgress: (step, fraction) => progress.show(step, fraction),
        });
    progress.clear();
    for (const warning of result?.warnings ?? []) process.stderr.write(`webjobs: ${warning}\n`);
    const report = publishReport(prepared, result, client.transport.statistics);
    // A dry run that finds what forbids the publish has failed at what it was asked for.
    if (options.dryRun && prepared.problems.some(({ severity }) => severity === 'error')) {
      process.exitCode = exitCodes.failure;
    }
    if (options.json) printJson(report);
    else
      process.stdout.write(
        publishText(report, {
          name: request.name,
          host: client.host,
          isDryRun: options.dryRun === true,
          settingsChange: change,
        }),
      );
  } finally {
    progress.clear();
    interruption.dispose();
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
  for (const record of await store.listOf(client.transport.baseUrl.origin, request)) {
    if (!record.isUnfinished) continue;
    const recovery = await recoverPublish(client, record);
    process.stderr.write(`webjobs: an earlier publish of ${request.name} had been cut off; it was ${recovery}\n`);
  }
}

function warn({ local, problems }: PreparedPublish): void {
  for (const each of local.skipped) process.stderr.write(`webjobs: ${describeSkipped(each)}\n`);
  for (const { severity, message } of problems) {
    // Errors are thrown by the publish itself; a dry run tells them too.
    process.stderr.write(`webjobs: ${severity}: ${message}\n`);
  }
}
