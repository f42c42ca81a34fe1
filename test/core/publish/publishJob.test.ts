import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { planAgain } from '../../../src/core/publish/preparePublish';
import { settingsChange } from '../../../src/core/publish/settingsChange';
import { writeTree } from '../../support/fileTree';
import { startFaultProxy } from '../../support/faultProxy';
import { nothing, PublishScene, worker } from './publishScene';

const t1 = '2025-03-04T05:06:08Z';
const t2 = '2025-03-04T06:00:00Z';

test('the first publish sends everything, the next nothing, and after a change one file', async (t) => {
  const scene = await PublishScene.create(t, {
    'run.sh': { text: 'echo 1\n', mtime: '2025-03-04T05:06:07.800Z' },
    'lib/a.txt': { text: 'a', mtime: t1 },
    'settings.job': { text: '{"schedule":"0 0 0 1 1 *"}', mtime: t1 },
  });
  assert.deepEqual(await scene.publish(), { ...nothing, added: ['lib/a.txt', 'run.sh', 'settings.job'] });
  assert.equal(await scene.siteTime('run.sh'), '2025-03-04T05:06:06.000Z');
  const same = ['lib/a.txt', 'run.sh', 'settings.job'].map((path) => ({ path, reason: 'same' as const }));
  assert.deepEqual(await scene.publish(), { ...nothing, kept: same });
  await writeTree(scene.folder, { 'lib/a.txt': { text: 'b', mtime: t2 } });
  const proxy = await startFaultProxy(t, scene.site.url);
  const report = await scene.publish({}, scene.site.connect(proxy.url));
  assert.deepEqual(report, { ...nothing, replaced: ['lib/a.txt'], kept: same.slice(1) });
  assert.equal((await scene.siteFiles())?.['lib/a.txt'], 'b');
  const writes = proxy.seen.filter(({ method }) => method !== 'GET');
  assert.deepEqual(
    writes.map(({ method, path }) => `${method} ${path}`),
    ['PUT /api/zip/site/wwwroot/App_Data/jobs/triggered/job/'],
  );
});

test('files that are newer on the site stay there until somebody decides', async (t) => {
  const scene = await PublishScene.create(t, {
    'run.sh': { text: 'local', mtime: t1 },
    'settings.job': { text: '{}', mtime: t1 },
  });
  await scene.writeSite({
    'run.sh': { text: 'site', mtime: t2 },
    'settings.job': { text: '{"schedule":"0 0 0 1 1 *"}', mtime: t2 },
  });
  assert.deepEqual(await scene.publish(), { ...nothing, newerOnSite: ['run.sh', 'settings.job'] });
  assert.deepEqual(await scene.publish({ overwriteNewer: true }), {
    ...nothing,
    replaced: ['run.sh'],
    newerOnSite: ['settings.job'],
  });
  assert.deepEqual(await scene.siteFiles(), { 'run.sh': 'local', 'settings.job': '{"schedule":"0 0 0 1 1 *"}' });
});

test('choices about single files make another plan without asking the site again', async (t) => {
  const scene = await PublishScene.create(t, {
    'run.sh': { text: 'new', mtime: t2 },
    'a.txt': { text: 'new', mtime: t2 },
  });
  await scene.writeSite({
    'run.sh': { text: 'old', mtime: t1 },
    'a.txt': { text: 'old', mtime: t1 },
    'b.txt': { text: 'extra', mtime: t1 },
    'c.txt': { text: 'extra', mtime: t1 },
  });
  const client = scene.site.connect();
  const prepared = await scene.prepare(client);
  const { requests } = client.transport.statistics;
  const chosen = await planAgain(prepared, { leaveOutPaths: new Set(['a.txt']), deletePaths: new Set(['b.txt']) });
  assert.equal(client.transport.statistics.requests, requests);
  const withoutScript = await planAgain(prepared, { deletePaths: new Set(), leaveOutPaths: new Set(['run.sh']) });
  assert.deepEqual(withoutScript.problems, [], 'the script of the site stays');
  assert.equal((await scene.carryOut(client, chosen)).isVerified, true);
  assert.deepEqual(await scene.siteFiles(), { 'run.sh': 'new', 'a.txt': 'old', 'c.txt': 'extra' });
});

test('extra files are listed, and deleted with their folders on request; markers and settings stay', async (t) => {
  const scene = await PublishScene.create(t, { 'run.sh': { text: '1', mtime: t1 } });
  await scene.writeSite({
    'run.sh': { text: '0', mtime: t1 },
    'old/deep/x.txt': 'x',
    'disable.job': '',
    'settings.job': '{}',
  });
  const kept = [
    { path: 'disable.job', reason: 'disable-job' as const },
    { path: 'old/deep/x.txt', reason: 'extra-on-site' as const },
    { path: 'run.sh', reason: 'same' as const },
    { path: 'settings.job', reason: 'settings-kept' as const },
  ];
  assert.deepEqual(await scene.publish(), { ...nothing, kept });
  assert.deepEqual(await scene.publish({ deleteExtra: true }), {
    ...nothing,
    deleted: ['old/deep/x.txt'],
    kept: kept.filter(({ path }) => path !== 'old/deep/x.txt'),
  });
  assert.deepEqual(await scene.siteFiles(), { 'disable.job': '', 'run.sh': '0', 'settings.job': '{}' });
  await assert.rejects(readFile(join(scene.siteFolder, 'old')), { code: 'ENOENT' });
});

test('mode replace makes the folder equal to the local one, but for markers and settings', async (t) => {
  const scene = await PublishScene.create(t, {
    'run.sh': { text: '1', mtime: t1 },
    'lib/a.txt': { text: 'a', mtime: t1 },
  });
  await scene.writeSite({
    'run.sh': { text: '0', mtime: t2 },
    lib: 'a file in the way',
    'settings.job': '{}',
    'b.txt': 'b',
  });
  assert.deepEqual(await scene.publish({ mode: 'replace' }), {
    ...nothing,
    mode: 'replace',
    added: ['lib/a.txt'],
    replaced: ['run.sh'],
    deleted: ['b.txt', 'lib'],
    kept: [{ path: 'settings.job', reason: 'settings-kept' }],
  });
  assert.deepEqual(await scene.siteFiles(), { 'lib/a.txt': 'a', 'run.sh': '1', 'settings.job': '{}' });
});

test('a running continuous job is stopped, gets the new files and runs them; a stopped one stays stopped', async (t) => {
  const scene = await PublishScene.create(t, { 'run.sh': { text: worker('one'), mtime: t1 } }, { kind: 'continuous' });
  await scene.publish();
  await scene.waitForStatus(['Running']);
  await writeTree(scene.folder, { 'run.sh': { text: worker('two'), mtime: t1 }, 'more.txt': { text: '', mtime: t1 } });
  assert.deepEqual(await scene.publish(), {
    ...nothing,
    added: ['more.txt'],
    kept: [{ path: 'run.sh', reason: 'same' }],
  });
  // Same time and size: nobody can see the difference but mode replace, which must make the running job notice.
  await scene.publish({ mode: 'replace' });
  await scene.waitForStatus(['Running']);
  const log = join(scene.site.home, 'data/jobs/continuous/job/job_log.txt');
  await scene.waitForLog(log, 'version two');
  await scene.site.connect().stopJob('job');
  await scene.waitForStatus(['Stopped']);
  await writeTree(scene.folder, { 'run.sh': worker('three') });
  assert.deepEqual((await scene.publish()).replaced, ['run.sh']);
  await scene.waitForStatus(['Stopped']);
  assert.deepEqual(Object.keys((await scene.siteFiles()) ?? {}), ['disable.job', 'more.txt', 'run.sh']);
});

test('a job in the secondary root is published there', async (t) => {
  const scene = await PublishScene.create(t, { 'run.sh': { text: '1', mtime: t2 } });
  const secondary = join(scene.site.home, 'site', 'jobs', 'triggered', 'job');
  await writeTree(secondary, { 'run.sh': { text: '0', mtime: t1 } });
  assert.deepEqual((await scene.publish()).replaced, ['run.sh']);
  assert.equal(await readFile(join(secondary, 'run.sh'), 'utf8'), '1');
  assert.equal(await scene.siteFiles(), undefined);
});

test('a site in another zone gets true times, also when it does not tell its zone', async (t) => {
  const environment = { WEBSITE_TIME_ZONE: 'Pacific Standard Time' };
  const scene = await PublishScene.create(t, { 'run.sh': { text: '1', mtime: t1 } }, { environment });
  await scene.publish();
  assert.equal(await scene.siteTime('run.sh'), '2025-03-04T05:06:08.000Z');
  assert.deepEqual((await scene.publish()).kept, [{ path: 'run.sh', reason: 'same' }]);
});

test('what speaks against a publish is told before anything is touched', async (t) => {
  const scene = await PublishScene.create(t, { 'readme.md': 'nothing to run' });
  await assert.rejects(scene.publish(), { code: 'publish-refused', message: /nothing to start in job/ });
  await writeTree(scene.folder, { 'run.sh': '1' });
  const client = scene.site.connect();
  const badName = await scene.prepare(client, { name: '-job' });
  assert.deepEqual(
    badName.problems.map(({ code, severity }) => [code, severity]),
    [['job-name', 'error']],
  );
  await mkdir(join(scene.site.home, 'site/wwwroot/App_Data/jobs/continuous'), { recursive: true });
  await writeTree(join(scene.site.home, 'site/wwwroot/App_Data/jobs/continuous/job'), { 'run.sh': worker('x') });
  const twin = await scene.prepare(client);
  assert.deepEqual(
    twin.problems.map(({ code, severity }) => [code, severity]),
    [['other-kind-exists', 'warning']],
  );
  assert.equal(await scene.siteFiles(), undefined);
});

test('many files are backed up from one archive', async (t) => {
  const many = (text: string, mtime: string): Record<string, { text: string; mtime: string }> =>
    Object.fromEntries(Array.from({ length: 80 }, (_, n) => [`lib/${n}.txt`, { text, mtime }]));
  const scene = await PublishScene.create(t, { 'run.sh': '1', ...many('new', t2) });
  await scene.writeSite({ 'run.sh': '1', ...many('old', t1) });
  const proxy = await startFaultProxy(t, scene.site.url);
  assert.equal((await scene.publish({}, scene.site.connect(proxy.url))).replaced.length, 80);
  assert.equal(proxy.seen.filter(({ method, path }) => method === 'GET' && path.startsWith('/api/zip/')).length, 1);
  assert.equal((await scene.siteFiles())?.['lib/79.txt'], 'new');
  assert.ok(proxy.seen.length < 20, `${proxy.seen.length} requests`);
});

test('a new schedule is told as such, other settings as settings', async (t) => {
  const scene = await PublishScene.create(t, {
    'run.sh': { text: '1', mtime: t1 },
    'settings.job': { text: '{}', mtime: t1 },
  });
  const change = async (): Promise<unknown> => settingsChange(await scene.prepare(scene.site.connect()));
  assert.equal(await change(), undefined);
  await scene.publish();
  assert.equal(await change(), undefined);
  await writeTree(scene.folder, { 'settings.job': '{ "schedule": "0 0 0 1 1 *" } // yearly' });
  assert.deepEqual(await change(), { what: 'schedule', from: null, to: '0 0 0 1 1 *' });
  await writeTree(scene.folder, { 'settings.job': '{ "stopping_wait_time": 60 }' });
  assert.deepEqual(await change(), { what: 'settings' });
});

for (const flavor of ['windows', 'linux'] as const) {
  test(`names that need escaping travel to a site on ${flavor} and back`, async (t) => {
    const names = ['a b.txt', 'größe/日本.txt', '100%.txt', 'a#b?c.txt', "it's+(1)&2.txt"];
    const allowed = flavor === 'windows' ? names.map((name) => name.replace('?', '')) : names;
    const files = Object.fromEntries(allowed.map((name) => [name, { text: name, mtime: t1 }]));
    const scene = await PublishScene.create(t, { 'run.sh': { text: '1', mtime: t1 }, ...files }, { flavor });
    assert.equal((await scene.publish()).added.length, allowed.length + 1);
    assert.equal((await scene.publish()).kept.length, allowed.length + 1);
    for (const name of allowed) await writeTree(scene.folder, { [name]: { text: 'new', mtime: t2 } });
    assert.deepEqual((await scene.publish()).replaced, allowed.toSorted());
    for (const name of allowed) assert.equal((await scene.siteFiles())?.[name], 'new');
  });
}
