import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { discoverJobs, type JobDiscovery } from '../../core/jobs/discoverJobs';
import { isJobKind, type JobKind } from '../../core/jobs/job';
import { kindOfJobFolder } from '../../core/jobs/jobPaths';
import { UsageError } from '../cliError';

/** Reads the option `--kind`. */
export function kindOption(text: string): JobKind {
  if (!isJobKind(text)) throw new InvalidArgumentError('Write continuous or triggered.');
  return text;
}

/** The kind of a job folder: given, or named by the folder above it. Throws a usage error when neither tells. */
export function kindOfArgument(folder: string, given: JobKind | undefined): JobKind {
  const kind = given ?? kindOfJobFolder(resolve(folder));
  if (kind === undefined) {
    throw new UsageError(
      `Is ${folder} continuous or triggered? Its path does not tell: add --kind continuous or --kind triggered.`,
    );
  }
  return kind;
}

/** Throws a usage error unless `folder` is a folder. */
export async function requireFolder(folder: string): Promise<void> {
  if ((await pathType(folder)) !== 'folder') throw new UsageError(`There is no folder ${folder}. Check the path.`);
}

/** The jobs in and around a folder, with those of the root that the variable `WEBJOBS_ROOT_PATH` names. */
export function findJobs(folder: string): Promise<JobDiscovery> {
  const webJobsRootPath = process.env.WEBJOBS_ROOT_PATH ?? '';
  return discoverJobs(folder, { webJobsRootPath, environment: process.env });
}

/** What lies at a path; undefined when nothing does. */
export async function pathType(path: string): Promise<'file' | 'folder' | undefined> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch {
    // What cannot be examined cannot be worked on either; the caller names the path.
    return undefined;
  }
}

/** Prints one JSON document and nothing else. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
}
