import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';

const source = join(__dirname, '..', 'src');

/** What each layer may import besides itself and npm packages; `vscode` is listed where it is allowed. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  core: [],
  protocol: [],
  server: ['core', 'protocol'],
  host: ['core', 'protocol'],
  cli: ['core', 'protocol'],
  webview: ['protocol'],
  vscode: ['core', 'protocol', 'vscode'],
  extension: ['core', 'protocol', 'vscode'],
  extensionWeb: ['core', 'protocol', 'vscode'],
  webLoader: ['vscode', 'extensionWeb', 'linkModules'],
  linkModules: [],
};

/** Inside `core`, from the innermost outwards: a folder may import what its list names. */
const allowedInCore: Readonly<Record<string, readonly string[]>> = {
  base: [],
  schedule: ['base'],
  jobs: ['base', 'schedule'],
  packaging: ['base', 'jobs'],
  timeline: ['base', 'jobs', 'schedule'],
  remote: ['base', 'jobs', 'schedule'],
  runner: ['base', 'jobs', 'schedule'],
  hostClient: ['base', 'jobs', 'remote', 'runner'],
  publish: ['base', 'jobs', 'packaging', 'remote', 'schedule'],
};

/** Libraries that belong to one place. */
const owners: Readonly<Record<string, readonly string[]>> = {
  execa: ['core/runner'],
  archiver: ['core/packaging', 'host'],
  'cron-parser': ['core/schedule'],
  'vscode-languageclient': ['vscode/language'],
  'vscode-languageserver': ['server', 'protocol'],
  hono: ['host'],
};

interface Import {
  readonly from: string;
  readonly to: string;
}

const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => path.split(sep).join('/'));

const imports: readonly Import[] = files.flatMap((from) => {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(source, from), 'utf8'));
  return importedFiles.map(({ fileName }) => ({
    from,
    to: fileName.startsWith('.')
      ? relative(source, join(source, dirname(from), fileName))
          .split(sep)
          .join('/')
      : `npm:${fileName}`,
  }));
});

/** The first folder of a path below src; `extension` for the root file, `npm:…` unchanged. */
function layerOf(path: string): string {
  return path.startsWith('npm:') ? path : (path.split('/')[0] ?? '').replace(/\.ts$/, '');
}

function describe({ from, to }: Import): string {
  return `${from} -> ${to}`;
}

test('every source file belongs to a known layer', () => {
  assert.deepEqual(
    files.filter((file) => !(layerOf(file) in allowed)),
    [],
  );
});

test('dependencies between layers point inwards', () => {
  const forbidden = imports.filter(({ from, to }) => {
    const layer = layerOf(from);
    if (to === 'npm:vscode') return !(allowed[layer] ?? []).includes('vscode');
    // Data, such as the schema or the version in the manifest, belongs to no layer.
    if (to.startsWith('npm:') || to.endsWith('.json')) return false;
    // The composition root builds everything; its own parts do not know it.
    return (
      layerOf(to) !== layer &&
      !(allowed[layer] ?? []).includes(layerOf(to)) &&
      !(layer === 'extension' && layerOf(to) === 'vscode')
    );
  });
  assert.deepEqual(forbidden.map(describe), []);
});

test('dependencies inside core point inwards', () => {
  const forbidden = imports.filter(({ from, to }) => {
    if (layerOf(from) !== 'core' || layerOf(to) !== 'core') return false;
    const [fromFolder, toFolder] = [from.split('/')[1] ?? '', to.split('/')[1] ?? ''];
    return fromFolder !== toFolder && !(allowedInCore[fromFolder] ?? []).includes(toFolder);
  });
  assert.deepEqual(forbidden.map(describe), []);
});

test('libraries with one owner are imported nowhere else', () => {
  const forbidden = imports.filter(({ from, to }) => {
    const library = Object.keys(owners).find((name) => to === `npm:${name}` || to.startsWith(`npm:${name}/`));
    return library !== undefined && !(owners[library] ?? []).some((folder) => from.startsWith(`${folder}/`));
  });
  assert.deepEqual(forbidden.map(describe), []);
});
