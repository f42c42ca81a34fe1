import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

/** The bundles that make up the terminal command and the host, beside each other as they ship. */
export interface Bundles {
  readonly cli: string;
  readonly host: string;
}

/** Builds them for one test file, so that a test never runs yesterday's code; they go when its process ends. */
export function buildBundles(): Bundles {
  const outdir = mkdtempSync(join(tmpdir(), 'webjobs-bundles-'));
  process.once('exit', () => rmSync(outdir, { recursive: true, force: true }));
  buildSync({
    entryPoints: [
      { in: 'src/cli/main.ts', out: 'cli' },
      { in: 'src/host/main.ts', out: 'host' },
    ],
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
  return { cli: join(outdir, 'cli.js'), host: join(outdir, 'host.js') };
}
