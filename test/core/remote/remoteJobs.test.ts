/** What a site tells of its jobs, over HTTP. */
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { tryAcquireOsLock } from '../../../src/core/base/osLock';
import { LatestRuns } from '../../../src/core/remote/latestRuns';
import type { RemoteJob } from '../../../src/core/remote/remoteJob';
import type { ScmClient } from '../../../src/core/remote/scmClient';
import { writeTree } from '../../support/fileTree';
import { startFaultProxy } from '../../support/faultProxy';
import { type LocalSite, startLocalSite } from '../../support/localSite';
import { SkippingClock } from '../../support/skippingClock';

const quiet = { timings: { debounceMs: 3_600_000 } };
const data = 'data/jobs/triggered/report';

function runFiles(id: string): Record<string, string> {
  const status = {
    Trigger: 'x',
    Status: 'Success',
    StartTime: '2025-11-20T02:00:00Z',
    EndTime: '2025-11-20T02:00:01Z',
  };
  return { [`${data}/${id}/status`]: JSON.stringify(status) };
}

async function hold(t: TestContext, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const lock = await tryAcquireOsLock(path);
  assert.ok(lock);
  t.after(() => lock.dispose());
}

async function list(client: ScmClient): Promise<readonly RemoteJob[]> {
  const answer = await client.listJobs();
  assert.ok(!answer.unchanged);
  return answer.value;
}

for (const flavor of ['windows', 'linux'] as const) {
  test(`every instance of a continuous job is told with its state (${flavor})`, async (t) => {
    const site = await startLocalSite(t, { flavor, ...quiet });
    const statuses = { a1b2c3: 'Running', d4e5f6: 'InactiveInstance' };
    const status = (instance: string): string => `data/jobs/continuous/worker/status_${instance}`;
    await writeTree(site.home, { 'site/wwwroot/App_Data/jobs/continuous/worker/run.sh': '' });
    for (const [instance, text] of Object.entries(statuses)) {
      await writeTree(site.home, { [status(instance)]: JSON.stringify({ Status: text }) });
      await hold(t, join(site.home, status(instance)));
    }
    const client = site.connect();
    for (const job of [await client.getJob('continuous', 'worker'), (await list(client))[0]]) {
      assert.equal(job?.status, 'Running');
      assert.deepEqual(
        job.instances,
        Object.entries(statuses).map(([instance, text]) => ({ instance, status: text })),
      );
    }
  });

  test(`a job that keeps a folder among its runs has a latest run all the same (${flavor})`, async (t) => {
    const site = await startLocalSite(t, { flavor, ...quiet });
    await writeTree(site.home, {
      'site/wwwroot/App_Data/jobs/triggered/report/run.sh': '',
      [`${data}/zz-own/file.txt`]: '',
      ...runFiles('202511200200000001'),
    });
    const client = site.connect();
    const runs = new LatestRuns();
    assert.equal((await list(client))[0]?.latestRun, null);
    const latest = async (): Promise<unknown> => (await runs.complete(client, await list(client)))[0]?.latestRun?.id;
    assert.equal(await latest(), '202511200200000001');
    await writeTree(site.home, runFiles('202511200300000001'));
    assert.equal(await latest(), '202511200300000001');
  });
}

test('jobs that never ran are asked about once a minute, others by their tag', async (t) => {
  const { client, histories, clock, site } = await setUp(t);
  const runs = new LatestRuns(clock);
  const look = async (): Promise<unknown> => (await runs.complete(client, await list(client)))[0]?.latestRun?.id;
  assert.equal(await look(), undefined);
  assert.equal(await look(), undefined);
  assert.equal(histories().length, 1);
  await writeTree(site.home, { ...runFiles('202511200200000001'), [`${data}/zz-own/x`]: '' });
  assert.equal(await look(), undefined);
  clock.skip(60_000);
  assert.equal(await look(), '202511200200000001');
  assert.equal(await look(), '202511200200000001');
  assert.deepEqual(
    histories().map(({ headers }) => headers['if-none-match'] !== undefined),
    [false, false, true],
  );
});

test('a job that was just started is asked about at once', async (t) => {
  const { client, clock, site } = await setUp(t);
  const runs = new LatestRuns(clock);
  const [job] = await runs.complete(client, await list(client));
  assert.ok(job);
  await writeTree(site.home, { ...runFiles('202511200200000001'), [`${data}/zz-own/x`]: '' });
  assert.equal((await runs.completeOne(client, job)).status, 'Success');
});

test('a history that cannot be read takes nothing from the list', async (t) => {
  const { client, proxy } = await setUp(t);
  proxy.disturb((_, { path }) => (path.endsWith('/history') ? { type: 'status', status: 403 } : undefined));
  const [job] = await new LatestRuns().complete(client, await list(client));
  assert.equal(job?.name, 'report');
});

async function setUp(t: TestContext) {
  const site: LocalSite = await startLocalSite(t, quiet);
  await writeTree(site.home, { 'site/wwwroot/App_Data/jobs/triggered/report/run.sh': '' });
  const proxy = await startFaultProxy(t, site.url);
  const histories = () => proxy.seen.filter(({ path }) => path.endsWith('/history'));
  return { site, proxy, histories, client: site.connect(proxy.url), clock: new SkippingClock() };
}
