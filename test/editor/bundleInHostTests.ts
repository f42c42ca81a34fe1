import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'esbuild';

/**
 * Bundles `inHost/*.test.ts` into one module whose `run()` runs them, and returns its path. A bundle, because the
 * extension host reads no TypeScript.
 */
export async function bundleInHostTests(): Promise<string> {
  const folder = resolve(import.meta.dirname, 'inHost');
  const files = readdirSync(folder).filter((name) => name.endsWith('.test.ts'));
  const outfile = resolve(import.meta.dirname, '../../out/inHostTests.js');
  await build({
    stdin: {
      contents: [
        ...files.map((name) => `import './${name}';`),
        `import { runInHostTests } from './inHostTest';`,
        // VS Code calls it with an argument of its own.
        'export const run = () => runInHostTests();',
      ].join('\n'),
      resolveDir: folder,
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
    mainFields: ['module', 'main'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return outfile;
}
