/**
 * Builds the bundles: one for each process of the product (see ARCHITECTURE.md).
 *
 *   node esbuild.mjs [--watch] [--minify] [--meta]
 *
 * Only the extension may see `vscode`; every other bundle fails to build when a file below its entry imports it.
 */
import { writeFileSync } from 'node:fs';
import { context } from 'esbuild';

const flags = new Set(process.argv.slice(2));

/** @type {{ in: string, out: string, external?: string[], banner?: string }[]} */
const bundles = [
  { in: 'src/extension.ts', out: 'extension', external: ['vscode'] },
  { in: 'src/server/main.ts', out: 'server' },
  { in: 'src/host/main.ts', out: 'host' },
  { in: 'src/cli/main.ts', out: 'cli', banner: '#!/usr/bin/env node' },
];

const contexts = await Promise.all(
  bundles.map((bundle) =>
    context({
      entryPoints: [{ in: bundle.in, out: bundle.out }],
      outdir: 'dist',
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      // jsonc-parser and vscode-json-languageservice ship UMD builds that cannot be bundled; their ES modules can.
      mainFields: ['module', 'main'],
      external: bundle.external ?? [],
      minify: flags.has('--minify'),
      sourcemap: flags.has('--minify') ? false : 'linked',
      metafile: flags.has('--meta'),
      logLevel: 'warning',
      ...(bundle.banner === undefined ? {} : { banner: { js: bundle.banner } }),
    }),
  ),
);

if (flags.has('--watch')) {
  await Promise.all(contexts.map((each) => each.watch()));
  process.stdout.write('watching for changes…\n');
} else {
  const results = await Promise.all(contexts.map((each) => each.rebuild()));
  if (flags.has('--meta')) {
    results.forEach((result, index) =>
      writeFileSync(`dist/${bundles[index].out}.meta.json`, JSON.stringify(result.metafile)),
    );
  }
  await Promise.all(contexts.map((each) => each.dispose()));
}
