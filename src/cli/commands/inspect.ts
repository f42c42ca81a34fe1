import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { inspectJob, type JobInspection, unreadableInspection } from '../../core/jobs/inspectJob';
import type { JobKind } from '../../core/jobs/job';
import { exitCodes, UsageError } from '../cliError';
import { kindOfArgument, kindOption, printJson, requireFolder } from './jobArguments';
import { inspectionText } from './inspectionText';

interface InspectOptions {
  readonly kind?: JobKind;
  readonly json?: true;
}

/** An inspection of a folder that is no job's; its kind may be unknown. */
type Answer = Omit<JobInspection, 'kind'> & { readonly kind: JobKind | null };

/** Adds `webjobs inspect` (product.md, section C): what the service would see in job folders. */
export function addInspectCommand(program: Command): void {
  program
    .command('inspect')
    .description('Tell what the service sees in a job folder: the script that starts it, its settings, its faults.')
    .argument('<folder...>', 'job folders')
    .option('--kind <kind>', 'continuous or triggered (default: as the path tells)', kindOption)
    .option('--json', 'print one JSON document')
    .action(async (folders: readonly string[], options: InspectOptions) => {
      const [only] = folders;
      if (only !== undefined && folders.length === 1) print(await inspect(only, options), options);
      else print(await inspectAll(folders, options), options);
    });
}

async function inspect(folder: string, { kind }: InspectOptions): Promise<JobInspection> {
  await requireFolder(folder);
  return inspectJob(folder, kindOfArgument(folder, kind));
}

/** One answer for each folder, also for those that cannot be inspected; these make the exit code that of wrong usage. */
async function inspectAll(folders: readonly string[], options: InspectOptions): Promise<Answer[]> {
  return Promise.all(
    folders.map(async (folder) => {
      try {
        return await inspect(folder, options);
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        process.stderr.write(`webjobs: ${error.message}\n`);
        process.exitCode = exitCodes.usage;
        const name = basename(resolve(folder));
        return { ...unreadableInspection(name, 'triggered', error.message), kind: options.kind ?? null };
      }
    }),
  );
}

function print(answer: Answer | readonly Answer[], { json }: InspectOptions): void {
  if (json) printJson(answer);
  else
    process.stdout.write(
      [answer]
        .flat()
        .map((each) => `${inspectionText(each)}\n`)
        .join('\n'),
    );
}
