import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The bundles as they ship, beside each other. */
export interface Bundles {
  /** A folder like the extension's: the bundles lie in its `dist`. */
  readonly folder: string;
  readonly cli: string;
  readonly host: string;
}

/** Builds them for one test file, so that a test never runs yesterday's code; they go when its process ends. */
export function buildBundles(): Bundles {
  const folder = mkdtempSync(join(tmpdir(), 'webjobs-bundles-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const dist = join(folder, 'dist');
  execFileSync(process.execPath, ['esbuild.mjs', '--minify', `--outdir=${dist}`]);
  return { folder, cli: join(dist, 'cli.js'), host: join(dist, 'host.js') };
}
