import assert from 'node:assert/strict';
import { chmod, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { collectFiles, type CollectOptions } from '../../../src/core/packaging/collectFiles';
import { temporaryFolder, type TreeFile, writeTree } from '../../support/fileTree';

/** The paths that are collected from a folder made of `files`. */
async function collected(
  t: Parameters<typeof temporaryFolder>[0],
  files: Record<string, TreeFile>,
  options?: CollectOptions,
): Promise<string[]> {
  const folder = await temporaryFolder(t);
  await writeTree(folder, files);
  return (await collectFiles(folder, options)).entries.map((entry) => entry.path);
}

test('entries are sorted, with forward slashes, sizes, times and permissions', async (t) => {
  const folder = await temporaryFolder(t);
  await writeTree(folder, {
    'lib/b.js': { text: 'bb', mtime: '2025-01-02T03:04:05.678Z' },
    'run.sh': { text: 'echo 1', mtime: '2025-01-02T03:04:06Z' },
    'B.txt': { text: '', mtime: '2025-01-02T03:04:07Z' },
  });
  await chmod(join(folder, 'run.sh'), 0o600);
  await chmod(join(folder, 'B.txt'), 0o640);
  await chmod(join(folder, 'lib/b.js'), 0o644);
  assert.deepEqual(await collectFiles(folder), {
    entries: [
      { path: 'B.txt', file: join(folder, 'B.txt'), size: 0, mtimeMs: Date.parse('2025-01-02T03:04:07Z'), mode: 0o640 },
      {
        path: 'lib/b.js',
        file: join(folder, 'lib', 'b.js'),
        size: 2,
        mtimeMs: Date.parse('2025-01-02T03:04:05.678Z'),
        mode: 0o644,
      },
      {
        path: 'run.sh',
        file: join(folder, 'run.sh'),
        size: 6,
        mtimeMs: Date.parse('2025-01-02T03:04:06Z'),
        mode: 0o755,
      },
    ],
    ignored: [],
    skipped: [],
  });
});

test('the ignore file and extra patterns leave files and whole folders out', async (t) => {
  const files = {
    '.webjobsignore': '# comment\n*.log\n/cache/\n!keep.log\n',
    'run.js': '',
    'a.log': '',
    'keep.log': '',
    'cache/x/y.txt': '',
    'lib/cache/z.txt': '',
    '.git/HEAD': '',
    'test/t.js': '',
  };
  assert.deepEqual(await collected(t, files), ['keep.log', 'lib/cache/z.txt', 'run.js', 'test/t.js']);
  assert.deepEqual(await collected(t, files, { ignorePatterns: ['test'] }), ['keep.log', 'lib/cache/z.txt', 'run.js']);
  const folder = await temporaryFolder(t);
  await writeTree(folder, files);
  const { ignored } = await collectFiles(folder);
  assert.deepEqual(ignored, ['.git/', '.webjobsignore', 'a.log', 'cache/']);
});

test('an ignore file with a byte order mark and Windows line ends is read', async (t) => {
  assert.deepEqual(
    await collected(t, { '.webjobsignore': '\uFEFFa.txt\r\nb.txt\r\n', 'a.txt': '', 'b.txt': '', c: '' }),
    ['c'],
  );
});

test('links are followed inside the job folder only, and never in a circle', async (t) => {
  const outer = await temporaryFolder(t);
  const folder = join(outer, 'job');
  await writeTree(outer, { 'secret.txt': 'secret', 'job/run.js': 'run', 'job/lib/a.js': 'a' });
  await mkdir(join(folder, 'two'));
  await symlink('../run.js', join(folder, 'lib', 'again.js'));
  await symlink('lib', join(folder, 'linked'));
  await symlink('..', join(folder, 'lib', 'up'));
  await symlink('../lib', join(folder, 'two', 'lib'));
  await symlink('../secret.txt', join(folder, 'leak.txt'));
  await symlink('gone', join(folder, 'broken'));
  const { entries, skipped } = await collectFiles(folder);
  assert.deepEqual(
    entries.map(({ path, size }) => [path, size]),
    [
      ['lib/a.js', 1],
      ['lib/again.js', 3],
      ['linked/a.js', 1],
      ['linked/again.js', 3],
      ['run.js', 3],
      ['two/lib/a.js', 1],
      ['two/lib/again.js', 3],
    ],
  );
  assert.deepEqual(skipped, [
    { path: 'broken', reason: 'link-broken' },
    { path: 'leak.txt', reason: 'link-outside' },
    { path: 'lib/up', reason: 'link-loop' },
    { path: 'linked/up', reason: 'link-loop' },
    { path: 'two/lib/up', reason: 'link-loop' },
  ]);
});

test(
  'a name that would change its place on the site is refused by name',
  { skip: process.platform === 'win32' && 'Windows has no such names' },
  async (t) => {
    await assert.rejects(collected(t, { 'a\\b.txt': '' }), { code: 'file-name-unsupported', message: /a\\b\.txt/ });
    await assert.rejects(collected(t, { 'c:d.txt': '' }), { code: 'file-name-unsupported' });
    assert.deepEqual(await collected(t, { 'c:d.txt': '', a: '', '.webjobsignore': 'c:d.txt' }), ['a']);
  },
);

test('a folder that does not exist is named', async (t) => {
  const folder = join(await temporaryFolder(t), 'nowhere');
  await assert.rejects(collectFiles(folder), { code: 'file-unreadable', message: new RegExp('nowhere') });
});

test('a cancelled collection ends with the reason of the signal', async (t) => {
  const reason = new Error('enough');
  await assert.rejects(collected(t, { a: '' }, { signal: AbortSignal.abort(reason) }), reason);
});

test('files come in the order of their paths, in which a slash counts', async (t) => {
  const paths = ['a', 'a!/x', 'a-b', 'a-b.txt', 'b/c/d', 'b/c-d', 'b/c0', 'b.js', 'b0/x', 'é', 'ü/x', '_/x', 'Z'];
  const found = await collected(t, Object.fromEntries(paths.map((path) => [path, ''])));
  assert.deepEqual(found, [...paths].sort());
});

test('without rules of its own a job leaves out what no job needs, in any case and at any depth', async (t) => {
  const folder = await temporaryFolder(t);
  await writeTree(folder, {
    'run.js': '',
    '.env': '',
    'lib/.git/x': '',
    'lib/.GIT2': '',
    'lib/THUMBS.DB': '',
    'lib/.DS_Store': '',
    'lib/my.git': '',
    'lib/.webjobsignore': '# nothing\n',
    '.webjobsignore': '\n# nothing\n',
  });
  const { entries, ignored } = await collectFiles(folder);
  assert.deepEqual(
    entries.map(({ path }) => path),
    ['.env', 'lib/.GIT2', 'lib/.webjobsignore', 'lib/my.git', 'run.js'],
  );
  assert.deepEqual(ignored, ['.webjobsignore', 'lib/.DS_Store', 'lib/.git/', 'lib/THUMBS.DB']);
});
