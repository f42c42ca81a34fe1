import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { describeSkipped } from '../../core/packaging/packageEntry';
import { zipJob } from '../../core/packaging/zipJob';
import { UsageError } from '../cliError';
import { formatBytes } from '../formatBytes';
import { listenForInterruption } from '../interruption';
import { pathType, printJson, requireFolder } from './jobArguments';

interface ZipOptions {
  readonly output?: string;
  readonly ignore?: readonly string[];
  readonly json?: true;
}

/** Adds `webjobs zip` (product.md, section C): packs a job folder unless the archive is up to date. */
export function addZipCommand(program: Command): void {
  program
    .command('zip')
    .description('Pack a job folder into a zip archive, unless the archive is up to date.')
    .argument('<folder>', 'the job folder')
    .option('--output <file>', 'the archive to write (default: the folder’s name with .zip, in the current folder)')
    .option('--ignore <pattern...>', 'leave files out, beside those that .webjobsignore names')
    .option('--json', 'print one JSON document')
    .action(zip);
}

async function zip(folder: string, options: ZipOptions): Promise<void> {
  await requireFolder(folder);
  const output = options.output ?? `${basename(resolve(folder))}.zip`;
  if ((await pathType(output)) === 'folder') throw new UsageError(`${output} is a folder. Name a file with --output.`);
  const interruption = listenForInterruption();
  try {
    const { skipped, ...zipped } = await zipJob(folder, output, {
      signal: interruption.signal,
      ...(options.ignore && { ignorePatterns: options.ignore }),
    });
    for (const each of skipped) process.stderr.write(`webjobs: ${describeSkipped(each)}\n`);
    if (options.json) {
      printJson(zipped);
      return;
    }
    const what = `${zipped.file}: ${zipped.entries} ${zipped.entries === 1 ? 'file' : 'files'}, ${formatBytes(zipped.bytes)}`;
    process.stdout.write(`${what}${zipped.written ? '' : ' (up to date, not written again)'}\n`);
  } finally {
    interruption.dispose();
  }
}
