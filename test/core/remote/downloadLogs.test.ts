import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { readZipEntries } from '../../../src/core/packaging/readZipEntries';
import { downloadLog, downloadLogFolder } from '../../../src/core/remote/downloadLogs';
import { startFaultProxy } from '../../support/faultProxy';
import { temporaryFolder, writeTree } from '../../support/fileTree';
import { startLocalSite } from '../../support/localSite';

const folder = 'data/jobs/triggered/report';

for (const flavor of ['windows', 'linux'] as const) {
  test(`logs come as files and as archives (${flavor})`, async (t) => {
    const site = await startLocalSite(t, { flavor });
    const target = await temporaryFolder(t);
    const big = randomBytes(1_500_000).toString('hex');
    await writeTree(site.home, {
      [`${folder}/202511200200003124/output_log.txt`]: big,
      [`${folder}/202511200200003124/status`]: '{}',
      [`${folder}/job_scheduler.log`]: 'line\r\n',
    });
    const client = site.connect();
    const log = join(target, 'log.txt');
    assert.equal(await downloadLog(client, `${folder}/202511200200003124/output_log.txt`, log), big.length);
    assert.equal(await readFile(log, 'utf8'), big);
    const archive = join(target, 'logs.zip');
    assert.equal(await downloadLogFolder(client, folder, archive), (await stat(archive)).size);
    assert.deepEqual((await readZipEntries(archive)).map(({ path }) => path).sort(), [
      '202511200200003124/output_log.txt',
      '202511200200003124/status',
      'job_scheduler.log',
    ]);
    assert.deepEqual((await readdir(target)).sort(), ['log.txt', 'logs.zip']);
  });
}

test('what is not there, or breaks off, leaves the file as it was', async (t) => {
  const site = await startLocalSite(t);
  const target = await temporaryFolder(t);
  const file = join(target, 'log.txt');
  await writeFile(file, 'kept');
  assert.equal(await downloadLog(site.connect(), `${folder}/nothing.txt`, file), undefined);
  assert.equal(await downloadLogFolder(site.connect(), folder, file), undefined);
  await writeTree(site.home, { [`${folder}/job_scheduler.log`]: 'line\r\n' });
  const proxy = await startFaultProxy(t, site.url);
  proxy.disturb(() => ({ type: 'cut-after' }));
  await assert.rejects(downloadLog(site.connect(proxy.url), `${folder}/job_scheduler.log`, file), {
    kind: 'unreachable',
  });
  const cancelled = AbortSignal.abort(new DOMException('Enough.', 'AbortError'));
  await assert.rejects(downloadLogFolder(site.connect(), folder, file, { signal: cancelled }), { name: 'AbortError' });
  assert.equal(await readFile(file, 'utf8'), 'kept');
  assert.deepEqual(await readdir(target), ['log.txt']);
  proxy.disturb((n) => (n === proxy.seen.length && n % 2 === 1 ? { type: 'cut-after' } : undefined));
  assert.equal(await downloadLog(site.connect(proxy.url), `${folder}/job_scheduler.log`, file), 6);
});

test('a file that cannot be written is named', async (t) => {
  const site = await startLocalSite(t);
  await writeTree(site.home, { [`${folder}/job_scheduler.log`]: 'line\r\n' });
  const file = join(await temporaryFolder(t), 'missing', 'log.txt');
  await assert.rejects(downloadLog(site.connect(), `${folder}/job_scheduler.log`, file), {
    code: 'download-failed',
    message: /missing.log\.txt: ENOENT/,
  });
});
