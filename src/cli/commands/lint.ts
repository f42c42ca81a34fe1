import { basename, dirname, relative, resolve, sep } from 'node:path';
import type { Command } from 'commander';
import { usualRunMsOfJob } from '../../core/hostClient/usualRunOfJob';
import { diskJobFiles } from '../../core/jobs/diskJobFiles';
import { type InspectedProblem, inspectedProblems } from '../../core/jobs/inspectJob';
import type { JobKind } from '../../core/jobs/job';
import { jobPlaceOf, kindOfJobFolder } from '../../core/jobs/jobPaths';
import { settingsFileName } from '../../core/jobs/jobSettings';
import { readJob } from '../../core/jobs/lintJob';
import { exitCodes, UsageError } from '../cliError';
import { problemText } from './inspectionText';
import { findJobs, kindOption, pathType, printJson } from './jobArguments';

interface LintOptions {
  readonly kind?: JobKind;
  readonly json?: true;
}

/** A job folder to lint, and how its files are called in the answer. */
interface LintTarget {
  readonly folder: string;
  readonly kind: JobKind | undefined;
  /** Stands before each path; empty when the job folder is the only thing linted. */
  readonly prefix: string;
  /** Only problems of this file, relative to the job folder. */
  readonly onlyFile?: string;
}

/** Adds `webjobs lint` (product.md, section C): everything wrong with jobs, as the editor shows it. */
export function addLintCommand(program: Command): void {
  program
    .command('lint')
    .description('Find what is wrong with jobs: settings that the service ignores, schedules, scripts, names.')
    .argument('<path...>', 'job folders, folders with jobs below them, or settings.job files')
    .option('--kind <kind>', 'continuous or triggered (default: as the path tells)', kindOption)
    .option('--json', 'print one JSON document')
    .action(async (paths: readonly string[], options: LintOptions) => {
      const isOnly = paths.length === 1;
      const targets = (await Promise.all(paths.map((path) => findTargets(path, options, isOnly)))).flat();
      const problems = (await Promise.all(targets.map(lintTarget))).flat().sort(compareProblems);
      if (options.json) printJson(problems);
      else printProblems(problems, targets.length);
      if (problems.some(({ severity }) => severity === 'error')) process.exitCode = exitCodes.failure;
    });
}

/** @param isOnly whether paths in the answer are relative to this one; with several paths they begin with the one given. */
async function findTargets(path: string, options: LintOptions, isOnly: boolean): Promise<LintTarget[]> {
  const absolute = resolve(path);
  const type = await pathType(absolute);
  if (type === undefined) throw new UsageError(`There is no file or folder ${path}. Check the path.`);
  if (type === 'file') {
    if (basename(absolute) !== settingsFileName)
      throw new UsageError(`${path} is no settings.job. Give a job folder or its settings.job.`);
    const folder = jobPlaceOf(absolute)?.jobFolder ?? dirname(absolute);
    const kind = options.kind ?? kindOfJobFolder(folder);
    const onlyFile = relative(folder, absolute).split(sep).join('/');
    return [{ folder, kind, onlyFile, prefix: isOnly ? '' : parentOf(path, onlyFile) }];
  }
  const prefix = isOnly ? '' : path.replace(/[/\\]+$/, '');
  const kind = options.kind ?? kindOfJobFolder(absolute);
  if (kind !== undefined) return [{ folder: absolute, kind, prefix }];

  const { jobs } = await findJobs(absolute);
  if (jobs.length > 0) {
    return jobs.map((job) => ({
      folder: job.path,
      kind: job.kind,
      prefix: joinPath(prefix, relative(absolute, job.path).split(sep).join('/')),
    }));
  }
  const { script, settings } = await readJob({ path: absolute }, diskJobFiles(absolute));
  if (!script.runnable && settings.document.text === '') {
    throw new UsageError(
      `There is no job in or below ${path}. Give a job folder, or a folder with App_Data/jobs below it.`,
    );
  }
  return [{ folder: absolute, kind: undefined, prefix }];
}

async function lintTarget({ folder, kind, prefix, onlyFile }: LintTarget): Promise<InspectedProblem[]> {
  const usualRunMs = await usualRunMsOfJob(folder);
  const job = {
    path: folder,
    name: basename(folder),
    ...(kind === undefined ? {} : { kind }),
    ...(usualRunMs === undefined ? {} : { usualRunMs }),
  };
  const problems = inspectedProblems(await readJob(job, diskJobFiles(folder)));
  return problems
    .filter(({ file }) => onlyFile === undefined || file === onlyFile)
    .map((problem) => ({ ...problem, file: joinPath(prefix, problem.file) }));
}

function printProblems(problems: readonly InspectedProblem[], jobCount: number): void {
  for (const problem of problems) process.stdout.write(`${problemText(problem)}\n`);
  const jobs = `${jobCount} job${jobCount === 1 ? '' : 's'}`;
  if (problems.length === 0) process.stdout.write(`${jobs}, no problem.\n`);
}

function compareProblems(left: InspectedProblem, right: InspectedProblem): number {
  if (left.file !== right.file) return left.file < right.file ? -1 : 1;
  return left.line - right.line || left.column - right.column;
}

function joinPath(prefix: string, path: string): string {
  if (prefix === '') return path;
  return path === '.' ? prefix : `${prefix}/${path}`;
}

/** The path as given without the part that the file's name inside the job folder repeats. */
function parentOf(path: string, inside: string): string {
  const parent = path.slice(0, -inside.length).replace(/[/\\]+$/, '');
  return parent === '' ? '.' : parent;
}
