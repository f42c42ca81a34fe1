import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { openPromise } from 'yauzl';
import { type PackagedExtension, packageExtension } from './support/packageExtension';

let extension: PackagedExtension;
let files: readonly { readonly name: string; readonly packedBytes: number }[];

before(async () => {
  extension = packageExtension();
  files = await entriesOf(extension.vsix);
});

after(() => extension.remove());

test('the package is made without a warning', () => {
  assert.doesNotMatch(extension.output, /warn/i);
  assert.match(extension.output, /DONE/);
});

test('the package holds what the extension needs, and nothing else', () => {
  const expected = [
    /^\[Content_Types\]\.xml$/,
    /^extension\.vsixmanifest$/,
    /^extension\/(package(\.nls(\.[a-z-]+)?)?\.json|readme\.md|changelog\.md|LICENSE\.txt)$/i,
    /^extension\/dist\/(chunk-[A-Z0-9]+|\w+)\.js$/,
    /^extension\/schemas\/[\w.-]+\.schema\.json$/,
    /^extension\/l10n\/bundle\.l10n\.[a-z-]+\.json$/,
    /^extension\/media\//,
  ];
  const surplus = files.filter(({ name }) => !expected.some((each) => each.test(name)));
  assert.deepEqual(surplus, []);
  const names = files.map(({ name }) => name);
  for (const program of ['extension', 'startExtension', 'server', 'host', 'cli', 'web']) {
    assert.ok(names.includes(`extension/dist/${program}.js`), program);
  }
});

test('the first file that VS Code loads is small, and so is the package', () => {
  const isPicture = (name: string): boolean => /\.(png|svg|gif|webp)$/.test(name);
  const sum = (chosen: typeof files): number => chosen.reduce((total, { packedBytes }) => total + packedBytes, 0);
  const pictures = sum(files.filter(({ name }) => isPicture(name)));
  assert.ok(sizeOf('extension/dist/extension.js') < 60 * 1024);
  assert.ok(pictures <= 250 * 1024, `pictures: ${pictures}`);
  const rest = statSync(extension.vsix).size - pictures;
  // Twice what VS Code's own extension for JSON takes, which does a part of this.
  assert.ok(rest <= 558 * 1024, `everything else: ${rest}`);
});

function sizeOf(name: string): number {
  return files.find((file) => file.name === name)?.packedBytes ?? Number.NaN;
}

async function entriesOf(vsix: string): Promise<typeof files> {
  const archive = await openPromise(vsix);
  const entries = [];
  for await (const { fileName, compressedSize } of archive.eachEntry()) {
    entries.push({ name: fileName, packedBytes: compressedSize });
  }
  return entries;
}
