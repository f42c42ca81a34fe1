/**
 * Builds the bundles: one for each process of the product (see ARCHITECTURE.md), and the chunks they share.
 *
 *   node esbuild.mjs [--watch] [--minify] [--meta] [--outdir=dist]
 *
 * What is imported dynamically becomes a chunk of its own, so that an entry loads only what it needs at once. `build` holds
 * the parts.
 */
import { writeFileSync } from 'node:fs';
import { bundleContexts } from './build/bundles.mjs';

const flags = new Set(process.argv.slice(2));
const outdir = /^--outdir=(.+)$/m.exec([...flags].join('\n'))?.[1] ?? 'dist';
const onMeta = (outputs) => {
  if (flags.has('--meta')) writeFileSync(`${outdir}/meta.json`, JSON.stringify({ outputs }));
};
const contexts = await bundleContexts({ outdir, isMinified: flags.has('--minify'), onMeta });

if (flags.has('--watch')) {
  await Promise.all(contexts.map((each) => each.watch()));
  process.stdout.write('watching for changes…\n');
} else {
  try {
    await Promise.all(contexts.map((each) => each.rebuild()));
  } finally {
    await Promise.all(contexts.map((each) => each.dispose()));
  }
}
