import { buildSync } from 'esbuild';

/** Bundles a TypeScript program of this repository for Node, as what ships is bundled: one file, no loader. */
export function bundleProgram(entry: string, outfile: string): void {
  buildSync({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
}
