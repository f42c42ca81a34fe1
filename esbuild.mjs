/**
 * Builds the bundles: one for each process of the product (see ARCHITECTURE.md), and the chunks they share.
 *
 *   node esbuild.mjs [--watch] [--minify] [--meta]
 *
 * Only the extension may see `vscode`; the build fails when a file below another entry imports it. What is
 * imported dynamically becomes a chunk of its own, so that an entry loads only what it needs at once.
 */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { context, transform } from 'esbuild';

const flags = new Set(process.argv.slice(2));
const isMinified = flags.has('--minify');

/** The processes of Node; they share chunks, because they share most of `core`. */
const nodeEntries = {
  extension: 'src/extension.ts',
  server: 'src/server/main.ts',
  host: 'src/host/main.ts',
  cli: 'src/cli/main.ts',
};

/**
 * What runs in a browser is one file each, because a worker or page there loads no other. A module of Node that is imported
 * below an entry cannot be resolved, and fails the build.
 *
 * @type {{ entries: Record<string, string>, external: string[], format?: 'iife' }[]}
 */
const browserBuilds = [
  { entries: { web: 'src/extensionWeb.ts' }, external: ['vscode'] },
  { entries: { serverWeb: 'src/server/webMain.ts' }, external: [] },
  { entries: { timeline: 'src/webview/timeline/main.ts' }, external: [], format: 'iife' },
];

/**
 * Only ES modules can be split, but VS Code loads CommonJS in every version the extension supports: each file is turned
 * into CommonJS after it was split.
 */
const toCommonJs = {
  name: 'to-common-js',
  setup(build) {
    build.onEnd(async ({ outputFiles, metafile, errors }) => {
      if (errors.length > 0) return undefined;
      const trespassers = entriesThatLoadEditor(metafile.outputs).filter((entry) => entry !== nodeEntries.extension);
      if (trespassers.length > 0) {
        return {
          errors: trespassers.map((entry) => ({ text: `${entry} imports vscode, directly or through others` })),
        };
      }
      if (flags.has('--meta')) await writeFile('dist/meta.json', JSON.stringify(metafile));
      await Promise.all(outputFiles.filter(({ path }) => path.endsWith('.js')).map(writeAsCommonJs));
      return undefined;
    });
  },
};

/** The source files of the entries from which some way leads to an import of `vscode`. */
function entriesThatLoadEditor(outputs) {
  const loadsEditor = (path, seen = new Set()) => {
    if (seen.has(path)) return false;
    seen.add(path);
    return outputs[path].imports.some((each) =>
      each.external ? each.path === 'vscode' : loadsEditor(each.path, seen),
    );
  };
  return Object.keys(outputs)
    .filter((path) => Object.values(nodeEntries).includes(outputs[path].entryPoint) && loadsEditor(path))
    .map((path) => outputs[path].entryPoint);
}

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
  if (/^chunk-[A-Z0-9]+\.js/.test(name)) await rm(`dist/${name}`, { force: true });
}
const contexts = [
  await context({
    entryPoints: nodeEntries,
    outdir: 'dist',
    // Beside the entries, so that `__dirname` means the same in all of them.
    chunkNames: 'chunk-[hash]',
    bundle: true,
    splitting: true,
    write: false,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    // jsonc-parser and vscode-json-languageservice ship UMD builds that cannot be bundled; their ES modules can.
    mainFields: ['module', 'main'],
    external: ['vscode'],
    minify: isMinified,
    sourcemap: isMinified ? false : 'inline',
    metafile: true,
    logLevel: 'warning',
    plugins: [toCommonJs],
  }),
];

contexts.push(
  ...(await Promise.all(
    browserBuilds.map(({ entries, external, format = 'cjs' }) =>
      context({
        entryPoints: entries,
        outdir: 'dist',
        bundle: true,
        platform: 'browser',
        target: 'es2022',
        format,
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
