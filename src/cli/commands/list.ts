import { relative, resolve, sep } from 'node:path';
import type { Command } from 'commander';
import type { DiscoveredJob } from '../../core/jobs/discoverJobs';
import { inspectJob, type JobInspection } from '../../core/jobs/inspectJob';
import { textTable } from '../textTable';
import { findJobs, printJson, requireFolder } from './jobArguments';

/** A job as `webjobs list --json` prints it: its inspection, and its folder relative to the listed one, with `/`. */
type ListedJob = JobInspection & { readonly path: string };

/** Adds `webjobs list` (product.md, section C): the jobs below a folder. */
export function addListCommand(program: Command): void {
  program
    .command('list')
    .description('List the jobs below a folder, triggered ones first.')
    .argument('[folder]', 'where to look', '.')
    .option('--json', 'print one JSON document')
    .action(async (folder: string, { json }: { readonly json?: true }) => {
      await requireFolder(folder);
      const { jobs, warnings } = await findJobs(folder);
      for (const { message } of warnings) process.stderr.write(`webjobs: ${message}\n`);
      const listed = await Promise.all(jobs.map((job) => inspectListed(folder, job)));
      if (json) printJson(listed);
      else process.stdout.write(listed.length === 0 ? `No jobs below ${folder}.\n` : tableText(listed));
    });
}

async function inspectListed(folder: string, job: DiscoveredJob): Promise<ListedJob> {
  const path = relative(resolve(folder), job.path).split(sep).join('/');
  return { ...(await inspectJob(job.path, job.kind)), path: path === '' ? '.' : path };
}

function tableText(jobs: readonly ListedJob[]): string {
  const rows = jobs.map(({ kind, name, runCommand, settings, problems, path }) => [
    kind,
    name,
    runCommand ?? 'nothing runnable',
    settings.schedule ?? '',
    problems.length === 0 ? '' : `${problems.length} problem${problems.length === 1 ? '' : 's'}`,
    path,
  ]);
  return textTable(rows);
}
