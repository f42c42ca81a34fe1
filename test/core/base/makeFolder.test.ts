import assert from 'node:assert/strict';
import { stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeFolder } from '../../../src/core/base/makeFolder';
import { temporaryFolder } from '../../support/fileTree';

test('a folder is made with those above it, also several times at once, and one that is there is fine', async (t) => {
  const folder = join(await temporaryFolder(t), 'a/b/c');
  await Promise.all([makeFolder(folder), makeFolder(folder), makeFolder(join(folder, 'd'))]);
  await makeFolder(folder);
  assert.ok((await stat(join(folder, 'd'))).isDirectory());
});

test('what has the name of a folder and is none is an error', async (t) => {
  const folder = await temporaryFolder(t);
  await writeFile(join(folder, 'file'), '');
  await symlink('nowhere', join(folder, 'link'));
  await assert.rejects(makeFolder(join(folder, 'file')), { code: 'EEXIST' });
  await assert.rejects(makeFolder(join(folder, 'file/inside')), { code: 'ENOTDIR' });
  await assert.rejects(makeFolder(join(folder, 'link/inside')), { code: 'EEXIST' });
});

test(
  'a place where nothing can be made is an error, not an endless attempt',
  {
    skip: process.platform !== 'linux' && 'only Linux has /proc',
  },
  async () => {
    await assert.rejects(makeFolder('/proc/jobs/out'), { code: 'ENOENT' });
  },
);
