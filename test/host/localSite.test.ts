/** What clients of the local site have to live with beyond single answers: quirks, streams, stale lists. */
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, stat, truncate } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { rawZip } from '../support/rawZip';
import { openTestHost } from './testHost';

const jobs = 'site/wwwroot/App_Data/jobs';
const zipUpload = {
  'Content-Type': 'Application/ZIP; charset=x',
  'Content-Disposition': 'attachment; filename=job.zip',
};

test('an upload replaces the whole job, and lists notice it only when the engine does', async (context) => {
  const { home, send, connect } = await openTestHost(context, {
    files: {
      [`${jobs}/triggered/report/old.js`]: '',
      [`${jobs}/triggered/report/settings.job`]: '{"schedule":"0 0 0 1 1 *"}',
      [`${jobs}/triggered/report/disable.job`]: '',
    },
    timings: { debounceMs: 300 },
  });
  const connection = await connect();
  const listed = async (): Promise<readonly string[]> =>
    ((await send('GET', '/api/triggeredwebjobs')).json as readonly { name: string }[]).map(({ name }) => name);
  assert.deepEqual(await listed(), ['report']);
  const noticed = new Promise<void>((resolve) => {
    connection.onDidChangeJob(({ name }) => {
      if (name === 'other') resolve();
    });
  });
  for (const name of ['report', 'other']) {
    const answer = await send('PUT', `/api/triggeredwebjobs/${name}`, {
      headers: zipUpload,
      body: rawZip([{ name: 'run.js' }]),
    });
    assert.equal(answer.status, 200, answer.text);
    assert.deepEqual((answer.json as { settings: object }).settings, {});
  }
  assert.deepEqual(await readdir(join(home, jobs, 'triggered/report')), ['run.js']);
  assert.equal((await send('GET', '/api/triggeredwebjobs/other')).status, 200);
  await noticed;
  while (!(await listed()).includes('other')) continue;
});

test('a zip that does not arrive whole leaves the job as it was', async (context) => {
  const { home, host, authorization } = await openTestHost(context, {
    files: { [`${jobs}/triggered/report/run.js`]: 'old' },
  });
  const { hostname, port } = new URL(host.url);
  const headers = { ...zipUpload, Authorization: authorization, 'Content-Length': 1_000_000 };
  await new Promise<void>((resolve) => {
    const outgoing = httpRequest({ hostname, port, method: 'PUT', path: '/api/triggeredwebjobs/report', headers });
    outgoing.once('error', () => resolve());
    outgoing.write(Buffer.alloc(1000), () => outgoing.destroy());
  });
  await host.close();
  assert.equal(await readFile(join(home, jobs, 'triggered/report/run.js'), 'utf8'), 'old');
});

test('bodies stream: a large file goes in and out with little memory', async (context) => {
  const { home, host, authorization } = await openTestHost(context);
  const { hostname, port } = new URL(host.url);
  const block = randomBytes(1024 * 1024);
  const blocks = 200;
  const expected = createHash('sha256');
  const before = process.memoryUsage().arrayBuffers;
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().arrayBuffers - before)), 5);
  await new Promise<void>((resolve, reject) => {
    const headers = { Authorization: authorization };
    const outgoing = httpRequest(
      { hostname, port, method: 'PUT', path: '/api/vfs/data/large.bin', headers },
      (answer) => {
        assert.equal(answer.statusCode, 201);
        answer.resume().once('end', resolve);
      },
    );
    outgoing.once('error', reject);
    let sent = 0;
    const send = (): void => {
      while (sent < blocks) {
        sent += 1;
        expected.update(block);
        if (!outgoing.write(block)) {
          outgoing.once('drain', send);
          return;
        }
      }
      outgoing.end();
    };
    send();
  });
  assert.equal((await stat(join(home, 'data/large.bin'))).size, blocks * block.length);
  const read = createHash('sha256');
  await new Promise<void>((resolve, reject) => {
    const options = { hostname, port, path: '/api/vfs/data/large.bin', headers: { Authorization: authorization } };
    httpRequest(options, (answer) => {
      answer.on('data', (chunk: Buffer) => read.update(chunk)).once('end', resolve);
    })
      .once('error', reject)
      .end();
  });
  clearInterval(watch);
  assert.equal(read.digest('hex'), expected.digest('hex'));
  assert.ok(peak < 64 * 1024 * 1024, `${Math.round(peak / 1024 / 1024)} MB were held at once`);
});

test('an archive of a folder comes back as the same folder, also in another time zone', async (context) => {
  const time = '2025-07-01T12:30:20.000Z';
  const { home, send } = await openTestHost(context, {
    environment: { PATH: process.env.PATH, WEBSITE_TIME_ZONE: 'Pacific Standard Time' },
    files: {
      'site/a/run.sh': { text: 'echo 1\n', mtime: time },
      'site/a/lib/ä b.txt': { text: 'x'.repeat(100_000), mtime: time },
      'site/a/empty.txt': { text: '', mtime: time },
    },
  });
  const { bytes } = await send('GET', '/api/zip/site/a/');
  assert.equal((await send('PUT', '/api/zip/site/b/', { body: bytes })).status, 200);
  const names = async (folder: string): Promise<readonly string[]> =>
    (await readdir(join(home, folder), { recursive: true })).sort();
  assert.deepEqual(await names('site/b'), await names('site/a'));
  for (const name of ['run.sh', 'lib/ä b.txt', 'empty.txt']) {
    assert.equal((await stat(join(home, 'site/b', name))).mtime.toISOString(), time, name);
    assert.equal(
      await readFile(join(home, 'site/b', name), 'utf8'),
      await readFile(join(home, 'site/a', name), 'utf8'),
    );
  }
});

test('a workspace shows its jobs and data, and lets nobody write into the sources', async (context) => {
  const source = { 'jobs/triggered/report/run.sh': 'exit 0\n', 'jobs/continuous/worker/run.sh': 'exit 0\n' };
  const outer = await openTestHost(context, { files: source });
  const jobsRoot = join(outer.home, 'jobs');
  const { send } = await openTestHost(context, {
    site: { type: 'folder', jobsRoot, stateFolder: join(outer.home, 'state') },
  });
  const names = async (path: string): Promise<readonly string[]> =>
    ((await send('GET', `/api/vfs/${path}`)).json as readonly { name: string }[]).map(({ name }) => name).sort();
  assert.deepEqual(
    await names(''),
    ['LogFiles', 'SystemDrive', 'data', 'site'].filter((name) => name !== 'SystemDrive'),
  );
  assert.deepEqual(await names('site/wwwroot/App_Data/jobs/'), ['continuous', 'triggered']);
  assert.equal((await send('GET', `/api/vfs/${jobs}/triggered/report/run.sh`)).text, 'exit 0\n');

  const body = 'attack';
  const any = { 'If-Match': '*' };
  const refused: [string, string, Readonly<Record<string, string>>][] = [
    ['PUT', `/api/vfs/${jobs}/triggered/report/run.sh`, any],
    ['PUT', `/api/vfs/${jobs}/triggered/report/new/`, any],
    ['DELETE', `/api/vfs/${jobs}/triggered/report/run.sh`, any],
    ['DELETE', `/api/vfs/${jobs}/triggered?recursive=true`, any],
    ['PUT', `/api/zip/${jobs}/triggered/report/`, {}],
    ['PUT', '/api/triggeredwebjobs/report', zipUpload],
    ['PUT', '/api/triggeredwebjobs/new', zipUpload],
    ['DELETE', '/api/triggeredwebjobs/report', {}],
    ['PUT', '/api/triggeredwebjobs/report/settings', {}],
    ['POST', '/api/continuouswebjobs/worker/stop', {}],
    ['POST', '/api/continuouswebjobs/worker/start', {}],
  ];
  for (const [method, path, headers] of refused) {
    const answer = await send(method, path, { headers, body });
    assert.equal(answer.status, 403, `${method} ${path}: ${answer.text}`);
    assert.match((answer.json as { Message: string }).Message, /sources|through this site/);
  }
  assert.deepEqual((await readdir(jobsRoot, { recursive: true })).length, 6);
  assert.equal((await send('POST', '/api/triggeredwebjobs/report/run')).status, 202);
  assert.equal((await send('PUT', '/api/vfs/data/note.txt', { body })).status, 201);
  assert.ok(existsSync(join(outer.home, 'state/data/note.txt')));
});

test('the deprecated addresses answer as the present ones', async (context) => {
  const { send } = await openTestHost(context, { files: { [`${jobs}/triggered/report/run.js`]: '' } });
  const expected = (await send('GET', '/api/triggeredwebjobs/report')).text;
  for (const path of ['/api/triggeredjobs/report', '/jobs/triggered/report', '/api/jobs/triggered/report']) {
    assert.equal((await send('GET', path)).text, expected, path);
  }
  const list = (await send('GET', '/api/webjobs')).text;
  for (const path of ['/api/jobs', '/jobs']) assert.equal((await send('GET', path)).text, list, path);
});

test('commands are off unless asked for', async (context) => {
  const { send } = await openTestHost(context);
  const answer = await send('POST', '/api/command', { body: '{"command":"echo x"}' });
  assert.equal(answer.status, 403);
  assert.match(answer.text, /--allow-command/);
});

test('a file that shrinks while it is sent cuts the connection', async (context) => {
  const size = 64 * 1024 * 1024;
  const { home, host, authorization } = await openTestHost(context, { files: { 'data/log.txt': 'x'.repeat(size) } });
  const { hostname, port } = new URL(host.url);
  const options = { hostname, port, path: '/api/vfs/data/log.txt', headers: { Authorization: authorization } };
  const received = await new Promise<number>((resolve, reject) => {
    let bytes = 0;
    httpRequest(options, (answer) => {
      // Nothing is read until the file is short, so that the sender stands still in the middle of it.
      void truncate(join(home, 'data/log.txt'), 10).then(() => {
        answer.on('error', () => undefined);
        answer.on('data', (chunk: Buffer) => (bytes += chunk.length)).once('close', () => resolve(bytes));
      });
    })
      .once('error', reject)
      .end();
  });
  assert.ok(received < size);
});
