/** "Why does this job not run?", asked of real sites over HTTP. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JobKey } from '../../../src/core/jobs/job';
import { gatherRunFacts, type KnownScmSite } from '../../../src/core/remote/gatherRunFacts';
import { ScmClient } from '../../../src/core/remote/scmClient';
import { basicCredential } from '../../../src/core/remote/scmCredential';
import { findObstacles } from '../../../src/core/remote/whyNotRunning';
import { type TreeFile, writeTree } from '../../support/fileTree';
import { type LocalSite, startLocalSite } from '../../support/localSite';

const report: JobKey = { kind: 'triggered', name: 'report' };
const worker: JobKey = { kind: 'continuous', name: 'worker' };
const loop = 'while [ ! -e "$WEBJOBS_SHUTDOWN_FILE" ]; do sleep 0.02; done\n';

function jobFiles({ kind, name }: JobKey, files: Record<string, TreeFile>): Record<string, TreeFile> {
  return Object.fromEntries(
    Object.entries(files).map(([path, file]) => [`site/wwwroot/App_Data/jobs/${kind}/${name}/${path}`, file]),
  );
}

/** A client that takes a local site for one at an address of the service. */
function connectAs(host: string, { url, user, password }: LocalSite): ScmClient {
  return new ScmClient({
    url: `https://${host}`,
    credential: basicCredential(user, password),
    attempts: 1,
    fetch: (input, init) => fetch(new Request(input).url.replace(`https://${host}`, url), init),
  });
}

async function obstaclesOf(client: ScmClient, key: JobKey, others: readonly KnownScmSite[] = []): Promise<string[]> {
  const facts = await gatherRunFacts({ label: 'shop', schedulesEnabled: true, client }, key, others);
  return findObstacles(facts).map(({ weight, code }) => `${weight} ${code}`);
}

for (const flavor of ['windows', 'linux'] as const) {
  test(`settings and files of the site tell why a scheduled job does not run (${flavor})`, async (t) => {
    const site = await startLocalSite(t, { flavor });
    await writeTree(
      site.home,
      jobFiles(report, { 'app/run.sh': 'exit 0\n', 'app/settings.job': '{"schedule":"0 0 2 * * *"}' }),
    );
    const client = site.connect();
    assert.deepEqual(await obstaclesOf(client, report), []);
    await site.setSettings({ WEBJOBS_STOPPED: '1', WEBJOBS_DISABLE_SCHEDULE: 'true' });
    await site.setSettings({ WEBSITE_TIME_ZONE: 'Atlantis Standard Time', WEBSITE_SCM_ALWAYS_ON_ENABLED: '0' });
    assert.deepEqual(await obstaclesOf(client, report), [
      'cause webjobs-stopped',
      'cause schedules-disabled',
      'risk always-on-off',
      'risk unknown-zone',
    ]);
  });
}

test('a stop marker beside a nested script is found, and a schedule that the log complains about', async (t) => {
  const site = await startLocalSite(t, { timings: { debounceMs: 10 } });
  await writeTree(site.home, {
    ...jobFiles(worker, { 'app/run.sh': loop, 'app/disable.job': '' }),
    ...jobFiles(report, { 'run.sh': 'exit 0\n', 'settings.job': '{"schedule":"0 2 * * *"}' }),
  });
  const client = site.connect();
  assert.deepEqual(await obstaclesOf(client, worker), ['cause disabled']);
  assert.deepEqual(await obstaclesOf(client, report), ['cause bad-schedule']);
  assert.deepEqual(await obstaclesOf(client, { kind: 'continuous', name: 'nobody' }), ['cause job-missing']);
});

test('the same job in another slot is found among the connected sites, and only there', async (t) => {
  const here = await startLocalSite(t);
  const there = await startLocalSite(t);
  const files = jobFiles(report, { 'run.sh': 'exit 0\n', 'settings.job': '{"schedule":"0 0 2 * * *"}' });
  for (const site of [here, there]) await writeTree(site.home, files);
  const client = connectAs('shop.scm.azurewebsites.net', here);
  let asked = 0;
  const known = (host: string): KnownScmSite => ({
    label: host,
    host,
    open() {
      asked += 1;
      return Promise.resolve(connectAs(host, there));
    },
  });
  const other = known('desk.scm.azurewebsites.net');
  assert.deepEqual(await obstaclesOf(client, report, [other]), []);
  assert.equal(asked, 0);
  const twin = known('shop-staging.scm.azurewebsites.net');
  assert.deepEqual(await obstaclesOf(client, report, [other, twin]), ['risk slot-twin']);
  await there.setSettings({ WEBJOBS_STOPPED: '1' });
  assert.deepEqual(await obstaclesOf(client, report, [twin]), []);
  const locked: KnownScmSite = { ...twin, open: () => Promise.reject(new Error('no password')) };
  assert.deepEqual(await obstaclesOf(client, report, [locked]), []);
});
