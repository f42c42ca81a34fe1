import { basename } from 'node:path';
import { build, context } from 'esbuild';
import { leanPackages } from './packages.mjs';
import { reachable, trespasses } from './reachable.mjs';
import { writeModules } from './writeModules.mjs';

/** What is split into chunks together, because all of it shares most of `core`; and what each process has. */
const entries = [
  { name: 'startExtension', source: 'src/vscode/startExtension.ts', has: 'editor and Node' },
  { name: 'server', source: 'src/server/main.ts', has: 'Node' },
  { name: 'host', source: 'src/host/main.ts', has: 'Node' },
  { name: 'cli', source: 'src/cli/main.ts', has: 'Node' },
  { name: 'extensionWeb', source: 'src/extensionWeb.ts', has: 'editor' },
  { name: 'serverWeb', source: 'src/server/webMain.ts', has: 'nothing' },
];

const common = {
  bundle: true,
  // jsonc-parser and vscode-json-languageservice ship UMD builds that cannot be bundled; their ES modules can.
  mainFields: ['module', 'main'],
  external: ['vscode'],
  logLevel: 'warning',
};

/**
 * The contexts that write all bundles into `outdir`; the build fails where an entry imports what its process does not have.
 * `onMeta` is given esbuild's report of what lies in which file.
 */
export async function bundleContexts({ outdir, isMinified, onMeta = () => undefined }) {
  const each = { ...common, minify: isMinified };
  const write = {
    name: 'write',
    setup(pending) {
      pending.onEnd(async ({ outputFiles, metafile: { outputs } = {}, errors }) => {
        if (errors.length > 0) return undefined;
        const trespassed = trespasses(outputs, entries);
        if (trespassed.length > 0) return { errors: trespassed };
        const partsOf = ([source]) => reachable(outputs, source).files.map((path) => basename(path));
        const web = { extension: partsOf(['src/extensionWeb.ts']), server: partsOf(['src/server/webMain.ts']) };
        const neutral = new Set([...web.extension, ...web.server]);
        // A browser fetches what it needs over the network: the chunks of Node are no part of that.
        const packOf = (name) => (neutral.has(name) ? 'shared.js' : 'sharedNode.js');
        const fileOf = await writeModules(outputFiles, { outdir, isMinified, packOf });
        await buildWebLoader(web, fileOf);
        onMeta(outputs);
        return undefined;
      });
    },
  };
  const buildWebLoader = (web, fileOf) => {
    const files = (names) => [...new Set(names.map(fileOf))];
    const webModules = { extension: files(web.extension), server: files(web.server) };
    return build({
      ...each,
      entryPoints: { web: 'src/webLoader.ts' },
      outdir,
      platform: 'browser',
      target: 'es2022',
      format: 'cjs',
      define: { webModules: JSON.stringify(webModules) },
    });
  };
  return Promise.all([
    context({
      ...each,
      entryPoints: Object.fromEntries(entries.map(({ name, source }) => [name, source])),
      outdir,
      // Beside the entries, so that `__dirname` means the same in all of them.
      chunkNames: 'chunk-[hash]',
      splitting: true,
      write: false,
      platform: 'node',
      target: 'node20',
      format: 'esm',
      sourcemap: isMinified ? false : 'inline',
      metafile: true,
      plugins: [leanPackages, write],
    }),
    context({
      ...each,
      entryPoints: { extension: 'src/extension.ts' },
      outdir,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      sourcemap: isMinified ? false : 'linked',
      plugins: [startedLater],
    }),
    context({
      ...each,
      // A web page loads no other file.
      entryPoints: { timeline: 'src/webview/timeline/main.ts' },
      outdir,
      platform: 'browser',
      target: 'es2022',
      format: 'iife',
      sourcemap: isMinified ? false : 'linked',
    }),
  ]);
}

/** What VS Code loads first is a file of its own without chunks; it loads the extension proper from beside itself. */
const startedLater = {
  name: 'started-later',
  setup({ onResolve }) {
    onResolve({ filter: /\/startExtension$/ }, () => ({ path: './startExtension.js', external: true }));
  },
};
