import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { withTables } from './tools/readmeTables';

const readme = readFileSync('README.md', 'utf8');
/** As web sites make them. */
const headings = [...readme.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
  title
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .replaceAll(' ', '-'),
);
const links = [...readme.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '');

test('the tables of README.md are those of the manifest: test/tools/readmeTables.ts writes them', async () => {
  assert.equal(await withTables(readme), readme);
});

test('pictures and files that README.md links to are there', () => {
  const files = links.filter((link) => !/^(?:https?:|#)/.test(link));
  assert.deepEqual(
    files.filter((file) => !existsSync(file)),
    [],
  );
  assert.deepEqual(
    links.filter((link) => link.startsWith('#') && !headings.includes(link.slice(1))),
    [],
  );
});

test('npm scripts that README.md names exist', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly scripts: object };
  const named = [...readme.matchAll(/`npm run ([\w:]+)/g)].map((match) => match[1] ?? '');
  assert.deepEqual(
    named.filter((name) => !(name in scripts)),
    [],
  );
});

test('pictures stay small', () => {
  const sizes = readdirSync('media/pictures').map((name) => statSync(join('media/pictures', name)).size);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  assert.ok(total <= 250 * 1024, `${Math.ceil(total / 1024)} KB, of 250 KB allowed`);
});
