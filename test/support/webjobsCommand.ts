import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleProgram } from './bundleProgram';

/** What a run of the terminal command left behind. */
export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command as it ships, bundled once for each test file: loading its sources anew for each run takes ten times as long. */
const bundle = bundleCommand();

/** Runs `webjobs` as a process of its own. */
export function webjobs(args: readonly string[], cwd?: string): Promise<CommandResult> {
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      [bundle, ...args],
      cwd === undefined ? {} : { cwd },
      (_, stdout, stderr) => {
        done({ exitCode: child.exitCode ?? -1, stdout, stderr });
      },
    );
  });
}

function bundleCommand(): string {
  const folder = mkdtempSync(join(tmpdir(), 'webjobs-cli-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const outfile = join(folder, 'cli.js');
  bundleProgram('src/cli/main.ts', outfile);
  return outfile;
}
