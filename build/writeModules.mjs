import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { transform } from 'esbuild';

/** Smaller chunks share files: opening a file takes longer than reading this much more. */
const smallChunkBytes = 16 * 1024;

/**
 * Turns what was split as ES modules into CommonJS, which VS Code loads in every version that the extension supports, and
 * writes it.
 *
 * @param packOf the name of the file that takes a small chunk in, by the chunk's path.
 * @returns the name of the file that each path went into.
 */
export async function writeModules(outputFiles, { outdir, isMinified, packOf }) {
  await mkdir(outdir, { recursive: true });
  // Chunks are named after their content: those of an earlier build would stay for ever.
  for (const name of await readdir(outdir)) {
    if (/^chunk-[A-Z0-9]+\.js/.test(name)) await rm(join(outdir, name), { force: true });
  }
  const files = await Promise.all(
    outputFiles
      .filter(({ path }) => path.endsWith('.js'))
      .map(async ({ path, text }) => ({ name: basename(path), ...(await toCommonJs(text, isMinified)) })),
  );
  // A chunk inside another file has no source map: whoever develops gets them one by one.
  const isPacked = ({ name, code }) => isMinified && name.startsWith('chunk-') && code.length < smallChunkBytes;
  const packs = new Map();
  for (const file of files.filter(isPacked)) {
    const pack = packOf(file.name);
    packs.set(pack, [...(packs.get(pack) ?? []), file]);
  }
  const fileOf = new Map([...packs].flatMap(([pack, members]) => members.map(({ name }) => [name, pack])));
  const direct = (code) =>
    code.replace(/\brequire\("\.\/(chunk-[A-Z0-9]+\.js)"\)/g, (call, name) =>
      fileOf.has(name) ? `require("./${fileOf.get(name)}")("./${name}")` : call,
    );
  const written = [
    ...files.filter((file) => !isPacked(file)),
    ...(await Promise.all([...packs].map(async ([name, members]) => ({ name, code: await packed(members) })))),
  ];
  await Promise.all(written.map((file) => writeModule(outdir, { ...file, code: direct(file.code) })));
  return (name) => fileOf.get(name) ?? name;
}

async function toCommonJs(text, isMinified) {
  return await transform(text, {
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    supported: { 'dynamic-import': false },
    minify: isMinified,
    sourcemap: isMinified ? false : 'external',
    logLevel: 'warning',
  });
}

/** One file that answers for several modules: its export is their `require`. */
async function packed(members) {
  const bodies = members.map(({ name, code }) => `"./${name}":(module,exports,require)=>{${code}\n}`);
  const { code } = await transform(await readFile('src/linkModules.ts', 'utf8'), {
    loader: 'ts',
    format: 'cjs',
    target: 'node20',
    minify: true,
  });
  return `${code}module.exports=module.exports.linkModules({${bodies.join(',')}},require);\n`;
}

async function writeModule(outdir, { name, code, map }) {
  const isProgram = name === 'cli.js';
  const start = isProgram ? '#!/usr/bin/env node\n' : '';
  const end = map ? `//# sourceMappingURL=${name}.map\n` : '';
  await writeFile(join(outdir, name), `${start}${code}${end}`, isProgram ? { mode: 0o755 } : {});
  if (map) await writeFile(join(outdir, `${name}.map`), map);
}
