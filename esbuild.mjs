/**
 * Builds the bundles: one for each process of the product (see ARCHITECTURE.md), and the chunks they share.
 *
 *   node esbuild.mjs [--watch] [--minify] [--meta]
 *
 * Only the extension may see `vscode`; every other bundle fails to build when a file below its entry imports it. What is
 * imported dynamically becomes a chunk of its own, so that an entry loads only what it needs at once.
 */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { context, transform } from 'esbuild';

const flags = new Set(process.argv.slice(2));
const isMinified = flags.has('--minify');

/** @type {{ entries: Record<string, string>, external: string[], chunks: string }[]} */
const builds = [
  { entries: { extension: 'src/extension.ts' }, external: ['vscode'], chunks: 'extension' },
  {
    entries: { server: 'src/server/main.ts', host: 'src/host/main.ts', cli: 'src/cli/main.ts' },
    external: [],
    chunks: 'node',
  },
];

/**
 * What runs in a browser is one file each, because a worker there loads no other. A module of Node that is imported below
 * an entry cannot be resolved, and fails the build.
 *
 * @type {{ entries: Record<string, string>, external: string[] }[]}
 */
const browserBuilds = [
  { entries: { web: 'src/extensionWeb.ts' }, external: ['vscode'] },
  { entries: { serverWeb: 'src/server/webMain.ts' }, external: [] },
];

/**
 * Only ES modules can be split, but VS Code loads CommonJS in every version the extension supports: each file is turned
 * into CommonJS after it was split.
 */
const toCommonJs = {
  name: 'to-common-js',
  setup(build) {
    build.onEnd(async ({ outputFiles, metafile, errors }) => {
      if (errors.length > 0) return;
      if (flags.has('--meta')) {
        const [entry] = Object.keys(build.initialOptions.entryPoints);
        await writeFile(`dist/${entry}.meta.json`, JSON.stringify(metafile));
      }
      await Promise.all(outputFiles.filter(({ path }) => path.endsWith('.js')).map(writeAsCommonJs));
    });
  },
};

async function writeAsCommonJs({ path, text }) {
  const { code, map } = await transform(text, {
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    supported: { 'dynamic-import': false },
    minify: isMinified,
    sourcemap: isMinified ? false : 'external',
    logLevel: 'warning',
  });
  const name = path.slice(dirname(path).length + 1);
  const start = path.endsWith('cli.js') ? '#!/usr/bin/env node\n' : '';
  const end = isMinified ? '' : `//# sourceMappingURL=${name}.map\n`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${start}${code}${end}`, path.endsWith('cli.js') ? { mode: 0o755 } : {});
  if (!isMinified) await writeFile(`${path}.map`, map);
}

// Chunks are named after their content: those of an earlier build would stay for ever.
for (const name of await readdir('dist').catch(() => [])) {
  if (/^(extension|node)-[A-Z0-9]+\.js/.test(name)) await rm(`dist/${name}`, { force: true });
}
const contexts = await Promise.all(
  builds.map(({ entries, external, chunks }) =>
    context({
      entryPoints: entries,
      outdir: 'dist',
      // Beside the entries, so that `__dirname` means the same in all of them.
      chunkNames: `${chunks}-[hash]`,
      bundle: true,
      splitting: true,
      write: false,
      platform: 'node',
      target: 'node20',
      format: 'esm',
      // jsonc-parser and vscode-json-languageservice ship UMD builds that cannot be bundled; their ES modules can.
      mainFields: ['module', 'main'],
      external,
      minify: isMinified,
      sourcemap: isMinified ? false : 'inline',
      metafile: true,
      logLevel: 'warning',
      plugins: [toCommonJs],
    }),
  ),
);

contexts.push(
  ...(await Promise.all(
    browserBuilds.map(({ entries, external }) =>
      context({
        entryPoints: entries,
        outdir: 'dist',
        bundle: true,
        platform: 'browser',
        target: 'es2022',
        format: 'cjs',
        external,
        minify: isMinified,
        sourcemap: isMinified ? false : 'linked',
        logLevel: 'warning',
      }),
    ),
  )),
);

if (flags.has('--watch')) {
  await Promise.all(contexts.map((each) => each.watch()));
  process.stdout.write('watching for changes…\n');
} else {
  await Promise.all(contexts.map((each) => each.rebuild()));
  await Promise.all(contexts.map((each) => each.dispose()));
}
