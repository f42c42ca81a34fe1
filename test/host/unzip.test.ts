import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { utcZone } from '../../src/core/schedule/zones';
import { unzip } from '../../src/host/unzip';
import { temporaryFolder } from '../support/fileTree';
import { rawZip } from '../support/rawZip';

const long = 'x'.repeat(500_000);

test('an entry that cannot be written refuses the archive while others are read, and ends no process', async (t) => {
  const root = await temporaryFolder(t);
  const archive = join(root, 'upload.zip');
  // All of them are begun at the same time, and the second is below the first, which is a file.
  const entries = ['file', 'file/below', 'long1', 'long2', 'long3'].map((name) => ({ name, content: long }));
  for (let count = 0; count < 20; count++) {
    await writeFile(archive, rawZip(entries));
    const options = { root, segments: ['site', String(count)], flavor: 'linux' as const, zone: utcZone };
    await assert.rejects(unzip(archive, options), /ENOTDIR|EEXIST|EISDIR/);
  }
  await writeFile(archive, rawZip([{ name: 'run.js', content: 'fine' }]));
  await unzip(archive, { root, segments: ['site', 'fine'], flavor: 'linux', zone: utcZone });
  assert.equal(await readFile(join(root, 'site', 'fine', 'run.js'), 'utf8'), 'fine');
});

test('an archive that ends too early is refused', async (t) => {
  const root = await temporaryFolder(t);
  const archive = join(root, 'upload.zip');
  const content = rawZip([{ name: 'a', content: long }]);
  for (const length of [0, 10, 100_000, content.length - 1]) {
    await writeFile(archive, content.subarray(0, length));
    await assert.rejects(unzip(archive, { root, segments: [], flavor: 'linux', zone: utcZone }), Error);
  }
});
