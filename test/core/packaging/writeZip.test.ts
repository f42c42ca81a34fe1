import assert from 'node:assert/strict';
import { appendFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { openPromise } from 'yauzl';
import { collectFiles } from '../../../src/core/packaging/collectFiles';
import { readZipEntries } from '../../../src/core/packaging/readZipEntries';
import { writeZip } from '../../../src/core/packaging/writeZip';
import { zipJob } from '../../../src/core/packaging/zipJob';
import { temporaryFolder, writeTree } from '../../support/fileTree';

async function contents(file: string): Promise<Record<string, string>> {
  const zip = await openPromise(file, { lazyEntries: true });
  const found: Record<string, string> = {};
  for await (const entry of zip.eachEntry()) found[entry.fileName] = await text(await zip.openReadStreamPromise(entry));
  return found;
}

test('an archive holds sorted names, contents, even-second UTC times and permissions', async (t) => {
  const folder = await temporaryFolder(t);
  await writeTree(folder, {
    'job/run.sh': { text: 'echo hi\n', mtime: '2025-07-01T12:30:21.900Z' },
    'job/lib/größe.txt': { text: 'ä', mtime: '1970-05-05T00:00:00Z' },
    'job/lib/photo.png': { text: 'not really', mtime: '2107-01-01T00:00:00Z' },
    'job/empty.txt': { text: '', mtime: '2024-02-29T23:59:59Z' },
    'job/large.txt': { text: 'x'.repeat(700_000), mtime: '2025-01-01T00:00:00Z' },
  });
  const file = join(folder, 'out', 'job.zip');
  const zipped = await zipJob(join(folder, 'job'), file);
  assert.deepEqual(zipped, { file, entries: 5, bytes: (await stat(file)).size, written: true, skipped: [] });
  const entries = await readZipEntries(file);
  assert.deepEqual(
    entries.map(({ path, size, mtimeMs }) => [path, size, new Date(mtimeMs).toISOString()]),
    [
      ['empty.txt', 0, '2024-02-29T23:59:58.000Z'],
      ['large.txt', 700_000, '2025-01-01T00:00:00.000Z'],
      ['lib/größe.txt', 2, '1980-01-01T00:00:00.000Z'],
      ['lib/photo.png', 10, '2043-12-31T23:59:58.000Z'],
      ['run.sh', 8, '2025-07-01T12:30:20.000Z'],
    ],
  );
  assert.equal(entries.at(-1)?.mode, 0o755);
  const found = await contents(file);
  assert.equal(found['large.txt']?.length, 700_000);
  assert.equal(found['lib/größe.txt'], 'ä');
  assert.equal(found['run.sh'], 'echo hi\n');
});

test('an archive that is up to date is not written again; any difference writes it', async (t) => {
  const folder = await temporaryFolder(t);
  const job = join(folder, 'job');
  const file = join(folder, 'job.zip');
  const run = { text: '1', mtime: '2025-07-01T12:30:20Z' };
  const check = async (written: boolean): Promise<void> => {
    assert.equal((await zipJob(job, file)).written, written);
    assert.equal((await zipJob(job, file)).written, false);
  };
  await writeTree(job, { 'run.js': run });
  await check(true);
  await writeTree(job, { 'run.js': { ...run, text: '12' } });
  await check(true);
  await writeTree(job, { 'run.js': { ...run, mtime: '2025-07-01T12:30:22Z' } });
  await check(true);
  await writeTree(job, { 'other.js': run });
  await check(true);
  await writeTree(job, { '.webjobsignore': 'other.js' });
  await check(true);
  await writeFile(file, 'damaged');
  await check(true);
});

test('an archive inside the job folder does not pack itself', async (t) => {
  const job = await temporaryFolder(t);
  await writeTree(job, { 'run.js': '1' });
  assert.equal((await zipJob(job, join(job, 'job.zip'))).entries, 1);
  assert.equal((await zipJob(job, join(job, 'job.zip'))).written, false);
});

test('nothing to pack is an error that names the folder', async (t) => {
  const job = await temporaryFolder(t);
  await assert.rejects(zipJob(job, join(job, 'job.zip')), { code: 'nothing-to-zip' });
});

for (const size of [10, 800_000]) {
  test(`a file of ${size} bytes that changes meanwhile is named, and the former archive stays`, async (t) => {
    const folder = await temporaryFolder(t);
    await writeTree(folder, { 'job/a.txt': 'a', 'job/b.txt': 'b'.repeat(size), 'job.zip': 'former' });
    const { entries } = await collectFiles(join(folder, 'job'));
    await appendFile(join(folder, 'job', 'b.txt'), 'more');
    await assert.rejects(writeZip(entries, join(folder, 'job.zip')), {
      code: 'file-changed',
      message: /^b\.txt changed/,
    });
    assert.deepEqual((await readdir(folder)).sort(), ['job', 'job.zip']);
    assert.equal((await stat(join(folder, 'job.zip'))).size, 'former'.length);
  });
}

test('a file that has gone is named', async (t) => {
  const folder = await temporaryFolder(t);
  const entry = { path: 'gone.txt', file: join(folder, 'gone.txt'), size: 1, mtimeMs: 0, mode: 0o644 };
  for (const size of [1, 1_000_000]) {
    await assert.rejects(writeZip([{ ...entry, size }], join(folder, 'job.zip')), {
      code: 'file-unreadable',
      message: /gone\.txt/,
    });
  }
  assert.deepEqual(await readdir(folder), []);
});

test('a target that cannot be written is named', async (t) => {
  const folder = await temporaryFolder(t);
  await assert.rejects(writeZip([], join(folder, 'missing', 'job.zip')), { code: 'zip-failed', message: /missing/ });
});

test('cancel removes the half-written file', async (t) => {
  const folder = await temporaryFolder(t);
  await writeTree(
    folder,
    Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`job/${n}.txt`, 'x'.repeat(50_000)])),
  );
  const { entries } = await collectFiles(join(folder, 'job'));
  const cancel = new AbortController();
  const reason = new Error('cancelled');
  let calls = 0;
  const onProgress = (): void => {
    if (++calls === 10) cancel.abort(reason);
  };
  await assert.rejects(writeZip(entries, join(folder, 'job.zip'), { signal: cancel.signal, onProgress }), reason);
  assert.deepEqual(await readdir(folder), ['job']);
});

test('progress counts bytes up to the total', async (t) => {
  const folder = await temporaryFolder(t);
  await writeTree(folder, { 'job/a.txt': 'aa', 'job/b.txt': 'bbb' });
  const seen: [number, number][] = [];
  await zipJob(join(folder, 'job'), join(folder, 'job.zip'), { onProgress: (done, total) => seen.push([done, total]) });
  assert.deepEqual(seen, [
    [2, 5],
    [5, 5],
  ]);
});
