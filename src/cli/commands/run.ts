import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { UserError, errorMessage } from '../../core/base/userError';
import { parseAppSettings } from '../../core/hostClient/appSettingsFile';
import { connectHost } from '../../core/hostClient/connectHost';
import { stateFolderFor } from '../../core/hostClient/userStateFolder';
import type { JobKey, JobKind } from '../../core/jobs/job';
import { jobPlaceOf } from '../../core/jobs/jobPaths';
import type { SiteSpec } from '../../core/runner/sitePaths';
import { version } from '../../../package.json';
import { UsageError } from '../cliError';
import { hostProgram } from '../hostProgram';
import { JobOutput } from '../jobOutput';
import { listenForStop } from '../stopSignals';
import { kindOfArgument, kindOption, requireFolder } from './jobArguments';
import { runContinuous } from './runContinuous';
import { runTriggered } from './runTriggered';

interface RunCommandOptions {
  readonly kind?: JobKind;
  readonly arguments?: string;
  readonly data?: string;
  readonly envFile?: string;
  readonly setting: readonly string[];
  readonly pretty?: true;
}

/** Adds `webjobs run` (product.md, section C): one job under the engine, its log on stdout. */
export function addRunCommand(program: Command): void {
  program
    .command('run')
    .description('Run one job as the service does, with its log lines on stdout; Ctrl+C stops it.')
    .argument('<folder>', 'the job folder')
    .option('--kind <kind>', 'continuous or triggered, where the path does not tell', kindOption)
    .option('--arguments <text>', 'arguments of a triggered run, one string')
    .option('--data <folder>', 'where logs and runs go, as HOME/data; by default where the editor keeps them')
    .option('--env-file <file>', 'app settings: NAME=value lines, or a local.settings.json')
    .option(
      '--setting <name=value>',
      'one app setting; beats --env-file, which beats the environment',
      settingOption,
      [],
    )
    .option('--pretty', 'print lines for people instead of the exact lines of the log file')
    .action(async (folder: string, options: RunCommandOptions) => {
      await requireFolder(folder);
      const { site, key } = await siteOfJob(folder, options);
      if (key.kind === 'continuous' && options.arguments !== undefined) {
        throw new UsageError('--arguments is for triggered jobs; a continuous job gets none.');
      }
      const appSettings = await appSettingsOf(options);
      process.exitCode = await run(site, key, appSettings, options);
    });
}

async function run(
  site: SiteSpec,
  key: JobKey,
  appSettings: Readonly<Record<string, string>>,
  options: RunCommandOptions,
): Promise<number> {
  const stop = listenForStop();
  // A reader that leaves, as `head` does, ends the job as Ctrl+C would.
  process.stdout.on('error', () => stop.stop());
  try {
    const userAgent = `webjobs/${version}`;
    const environment = environmentWithout(appSettings);
    const connection = await connectHost(site, {
      hostProgram: hostProgram(),
      userAgent,
      environment,
      signal: stop.signal,
    });
    try {
      const output = new JobOutput(process.stdout, options.pretty ? 'pretty' : 'exact');
      const request = { environment, appSettings, trigger: `External - ${userAgent}` };
      if (key.kind === 'continuous') return await runContinuous({ connection, key, request, output, stop });
      const commandArguments = options.arguments === undefined ? {} : { arguments: options.arguments };
      return await runTriggered({ connection, key, request: { ...request, ...commandArguments }, output, stop });
    } finally {
      connection.dispose();
    }
  } finally {
    stop.dispose();
  }
}

/**
 * What a host that has to be started inherits. Node 20 takes `--env-file` for an option of its own wherever it stands, and
 * puts the file into its environment; the host, which others share, must not get what is meant for one run of one job.
 */
function environmentWithout(appSettings: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name, value]) => appSettings[name] !== value));
}

/** A job in a tree of jobs is run by the host of that tree, which the editor uses as well; any other has a host of its own. */
async function siteOfJob(
  folder: string,
  { kind: given, data }: RunCommandOptions,
): Promise<{ readonly site: SiteSpec; readonly key: JobKey }> {
  const path = resolve(folder);
  const dataFolder = data === undefined ? {} : { dataFolder: resolve(data) };
  const place = jobPlaceOf(path);
  if (place?.inside === '' && (given ?? place.kind) === place.kind) {
    const { jobsRoot, kind, name } = place;
    const stateFolder = await stateFolderFor(jobsRoot);
    return { site: { type: 'folder', jobsRoot, stateFolder, ...dataFolder }, key: { kind, name } };
  }
  const kind = kindOfArgument(folder, given);
  const name = basename(path);
  const stateFolder = await stateFolderFor(path);
  return { site: { type: 'job', folder: path, kind, name, stateFolder, ...dataFolder }, key: { kind, name } };
}

async function appSettingsOf({ envFile, setting }: RunCommandOptions): Promise<Record<string, string>> {
  const fromFile = envFile === undefined ? {} : await readSettingsFile(envFile);
  const single = setting.map((text): [string, string] => [
    text.slice(0, text.indexOf('=')),
    text.slice(text.indexOf('=') + 1),
  ]);
  return { ...fromFile, ...Object.fromEntries(single) };
}

async function readSettingsFile(file: string): Promise<Readonly<Record<string, string>>> {
  try {
    return parseAppSettings(await readFile(file, 'utf8'), file);
  } catch (error) {
    if (error instanceof UserError) throw new UsageError(error.message);
    throw new UsageError(`The app settings cannot be read: ${errorMessage(error)}.`);
  }
}

function settingOption(text: string, earlier: readonly string[]): readonly string[] {
  if (!/^[^=]+=/.test(text)) throw new InvalidArgumentError('Write NAME=value.');
  return [...earlier, text];
}
