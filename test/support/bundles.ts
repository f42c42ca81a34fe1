import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The bundles as they ship, beside each other. */
export interface Bundles {
  /** A folder like the extension's: the bundles lie in its `dist`. */
  readonly folder: string;
  readonly cli: string;
  readonly host: string;
}

/**
 * Builds them, once for all test files of a run, so that a test never runs yesterday's code. They are there until the run
 * ends, or, for a test file that runs by itself, until its process does. Nobody may change them.
 */
export function buildBundles(): Bundles {
  const run = process.env.WEBJOBS_TEST_RUN;
  const folder = run === undefined ? buildIn(tmpdir()) : join(run, 'extension');
  if (run === undefined) process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  else if (!existsSync(folder)) publish(buildIn(run), folder);
  const dist = join(folder, 'dist');
  return { folder, cli: join(dist, 'cli.js'), host: join(dist, 'host.js') };
}

function buildIn(parent: string): string {
  const folder = mkdtempSync(join(parent, 'webjobs-bundles-'));
  execFileSync(process.execPath, ['esbuild.mjs', '--minify', `--outdir=${join(folder, 'dist')}`]);
  return folder;
}

/** Gives a finished build its name, unless another process was faster. */
function publish(folder: string, name: string): void {
  try {
    renameSync(folder, name);
  } catch (error) {
    if (!existsSync(name)) throw error;
    rmSync(folder, { recursive: true, force: true });
  }
}
