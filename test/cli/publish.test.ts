import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { buildBundles } from '../support/bundles';
import { temporaryFolder, writeTree } from '../support/fileTree';
import { type CliResult, runCliProcess } from '../support/runCliProcess';
import { openTerminal } from './siteTerminal';

const { cli } = buildBundles();

const mtime = '2025-03-04T05:06:08Z';

test('publish tells in JSON what it did, and sends one file after one change', async (t) => {
  const { folder, run } = await openTerminal(t);
  const job = join(folder, 'App_Data/jobs/triggered/report');
  await writeTree(job, { 'run.sh': { text: 'echo hi\n', mtime }, 'b.txt': { text: 'b', mtime }, 'disable.job': '' });
  const dry = await run('publish', job, '--dry-run', '--json');
  const plan = {
    mode: 'newer',
    added: ['b.txt', 'run.sh'],
    replaced: [],
    kept: [{ path: 'disable.job', reason: 'disable-job' }],
  };
  assert.deepEqual(JSON.parse(dry.stdout), {
    ...plan,
    deleted: [],
    newerOnSite: [],
    uploadedBytes: 0,
    requests: 5,
    verified: false,
    job: null,
  });
  const first = JSON.parse((await run('publish', job, '--json')).stdout) as Record<string, unknown>;
  assert.deepEqual(
    [first.added, first.verified, (first.job as { name: string }).name, Number(first.uploadedBytes) > 0],
    [plan.added, true, 'report', true],
  );
  await writeTree(job, { 'b.txt': 'changed' });
  const second = JSON.parse((await run('publish', job, '--json')).stdout) as Record<string, unknown>;
  assert.deepEqual([second.added, second.replaced], [[], ['b.txt']]);
  assert.deepEqual(second.kept, [
    { path: 'disable.job', reason: 'disable-job' },
    { path: 'run.sh', reason: 'same' },
  ]);
  const third = await run('publish', job);
  assert.match(third.stdout, /report on 127\.0\.0\.1:\d+ is up to date/);
  assert.equal(third.exitCode, 0);
});

test('a job can be published under another name and kind, run, read and deleted', async (t) => {
  const { folder, run } = await openTerminal(t);
  await writeTree(join(folder, 'job'), { 'run.sh': 'echo "hello $1"\nexit 3\n' });
  assert.equal((await run('publish', 'job')).exitCode, 2);
  const published = await run('publish', 'job', '--kind', 'triggered', '--name', 'other');
  assert.equal(published.exitCode, 0, published.stderr);
  const followed = await run('remote', 'run', 'other', '--follow', '--arguments', 'world');
  assert.equal(followed.exitCode, 1);
  assert.match(followed.stdout, /INFO\] hello world\n|INFO\] hello world\r\n/);
  const history = JSON.parse((await run('remote', 'history', 'other', '--json')).stdout) as {
    runs: { status: string }[];
  };
  assert.deepEqual(
    history.runs.map(({ status }) => status),
    ['Failed'],
  );
  const logs = await run('remote', 'logs', 'other');
  assert.equal(logs.stdout, followed.stdout);
  const listed = JSON.parse((await run('remote', 'list', '--json')).stdout) as { name: string }[];
  assert.deepEqual(
    listed.map(({ name }) => name),
    ['other'],
  );
  assert.equal((await run('remote', 'delete', 'other')).exitCode, 0);
  assert.equal((await run('remote', 'delete', 'other')).exitCode, 2);
  assert.match((await run('remote', 'list')).stdout, /has no jobs/);
});

test('a continuous job is stopped, started, and its settings are replaced', async (t) => {
  const { folder, run } = await openTerminal(t);
  const script = 'while [ ! -e "$WEBJOBS_SHUTDOWN_FILE" ]; do sleep 0.02; done\n';
  await writeTree(join(folder, 'continuous/worker'), { 'run.sh': script });
  assert.equal((await run('publish', 'continuous/worker')).exitCode, 0);
  const stopped = JSON.parse((await run('remote', 'stop', 'worker', '--json')).stdout) as { status: string };
  assert.equal(stopped.status, 'Stopped');
  assert.match((await run('remote', 'start', 'worker')).stdout, /^continuous {2}worker {2}(Starting|Running)\n$/);
  const settings = await run('remote', 'settings', 'worker', '--set', '{"is_singleton":true}', '--json');
  assert.deepEqual(JSON.parse(settings.stdout), { is_singleton: true });
  assert.equal((await run('remote', 'settings', 'worker', '--set', 'true')).exitCode, 2);
});

test('wrong usage ends with 2, a failure with 1, and neither prints to stdout or tells a secret', async (t) => {
  const { site, folder, run } = await openTerminal(t);
  await writeTree(join(folder, 'triggered/job'), { 'run.sh': '1' });
  await writeFile(join(folder, 'bad.PublishSettings'), 'secret');
  const options = { stateFolder: folder, environment: { WRONG: 'not the secret' }, cwd: folder };
  const publish = (...args: string[]): Promise<CliResult> =>
    runCliProcess(cli, ['publish', 'triggered/job', '--json', ...args], options);
  const cases: readonly (readonly [CliResult, number, RegExp])[] = [
    [await publish(), 2, /Which site\?/],
    [await publish('--profile', 'bad.PublishSettings'), 2, /no publish profile/],
    [await publish('--profile', 'none.PublishSettings'), 2, /Cannot read the publish profile/],
    [await publish('--scm-url', 'http://example.com', '--user', 'u', '--password-env', 'WRONG'), 2, /unencrypted/],
    [await publish('--scm-url', site.url, '--user', 'u', '--password-env', 'UNSET'), 2, /UNSET holds no password/],
    [await publish('--scm-url', site.url, '--user', 'u', '--password-env', 'WRONG'), 1, /HTTP 401.*Basic Auth/],
    [await run('publish', 'nowhere', '--kind', 'triggered'), 2, /nowhere/],
    [await run('publish', 'triggered/job', '--mode', 'other'), 2, /other/],
  ];
  for (const [result, exitCode, message] of cases) {
    assert.equal(result.exitCode, exitCode, result.stderr);
    assert.match(result.stderr, message);
    assert.equal(result.stdout, '');
    assert.doesNotMatch(result.stderr, /secret/);
  }
});

test('zip writes an archive once', async (t) => {
  const folder = await temporaryFolder(t);
  await writeTree(join(folder, 'job'), { 'run.sh': 'echo hi\n' });
  const zip = async (...args: string[]): Promise<CliResult> =>
    runCliProcess(cli, ['zip', ...args], { stateFolder: folder, cwd: folder });
  const first = JSON.parse((await zip('job', '--json')).stdout) as Record<string, unknown>;
  assert.deepEqual({ ...first, bytes: 0 }, { file: join(folder, 'job.zip'), entries: 1, bytes: 0, written: true });
  assert.deepEqual(JSON.parse((await zip('job', '--json')).stdout), { ...first, written: false });
  assert.match((await zip('job')).stdout, /up to date/);
  assert.equal((await zip('nowhere')).exitCode, 2);
  assert.equal((await zip('job', '--output', 'job')).exitCode, 2);
});

test('several jobs are published one after the other; one that fails keeps its place in the array', async (t) => {
  const { folder, run } = await openTerminal(t);
  const jobs = join(folder, 'App_Data/jobs/triggered');
  await writeTree(jobs, { 'a/run.sh': 'echo a\n', 'b/readme.txt': 'nothing to run', 'c/run.sh': 'echo c\n' });
  const folders = ['a', 'b', 'c'].map((name) => join(jobs, name));
  const { exitCode, stdout, stderr } = await run('publish', ...folders, '--json');
  const [a, b, c] = JSON.parse(stdout) as Record<string, unknown>[];
  assert.deepEqual([a?.added, b?.folder, c?.added, exitCode], [['run.sh'], folders[1], ['run.sh'], 1]);
  assert.match(stderr, /webjobs: b: The site would find nothing to start in b/);
  assert.equal((await run('publish', ...folders, '--name', 'x')).exitCode, 2);
  const single = await run('publish', join(jobs, 'b'), '--json');
  assert.deepEqual([single.stdout, single.exitCode], ['', 1]);
});

test('problems are told once, with the option or command that helps', async (t) => {
  const { site, folder, run } = await openTerminal(t);
  await writeTree(join(folder, 'triggered/my job'), { 'readme.txt': '' });
  const refused = await run('publish', 'triggered/my job', '--json');
  assert.equal(refused.exitCode, 1);
  assert.equal(refused.stdout, '');
  assert.match(
    refused.stderr,
    /^webjobs: The portal does not accept the job name my job: .* Use --name\.\nThe site would/,
  );
  assert.equal(refused.stderr.match(/nothing to start/g)?.length, 1);
  const dry = await run('publish', 'triggered/my job', '--dry-run');
  assert.equal(dry.exitCode, 1);
  assert.match(dry.stderr, /webjobs: error: The site would find nothing to start in my job/);

  await writeTree(join(folder, 'triggered/report'), { 'run.sh': '' });
  await writeTree(site.home, { 'site/wwwroot/App_Data/jobs/continuous/report/run.sh': '' });
  const warned = await run('publish', 'triggered/report');
  assert.equal(warned.exitCode, 0);
  assert.match(warned.stderr, /warning: .* both would run\. .* webjobs remote delete report --kind continuous\.\n/);
});
