import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { JobSnapshot } from '../../../src/core/runner/jobSnapshot';
import type { SiteClients } from '../../../src/vscode/remote/siteClients';
import type { Site } from '../../../src/vscode/sites/site';
import { SiteHistory } from '../../../src/vscode/timeline/siteHistory';
import { writeHistory } from '../../editor/sampleHistory';
import { report, succeededRun, worker } from '../sampleJobs';

function remoteSite(jobs: () => readonly JobSnapshot[]) {
  const asked: string[] = [];
  const listRuns = (name: string, { etag }: { readonly etag?: string }) => {
    asked.push(`${name} ${etag ?? '-'}`);
    return Promise.resolve({ unchanged: false, value: [{ id: `${asked.length}` }], etag: `tag${asked.length}` });
  };
  const clients = { of: () => Promise.resolve({ listRuns }) } as unknown as SiteClients;
  const site = {
    kind: 'remote',
    state: { kind: 'connected' },
    get jobs() {
      return jobs();
    },
  } as unknown as Site;
  return { asked, history: new SiteHistory(site, clients, Date.now) };
}

test('a job of a site is asked once for each latest run, with the tag of the answer before', async () => {
  const ran = { ...report, latestRun: succeededRun };
  let jobs: readonly JobSnapshot[] = [ran, { ...report, name: 'never' }, worker];
  const { asked, history } = remoteSite(() => jobs);
  await history.update();
  await Promise.all([history.update(), history.update()]);
  assert.deepEqual(asked, ['nightly-report -']);
  assert.deepEqual(
    history.runsOf(ran)?.map(({ id }) => id),
    ['1'],
  );
  jobs = [{ ...ran, latestRun: { ...succeededRun, id: '202603030130000000', status: 'Running' } }];
  await Promise.all([history.update(), history.update()]);
  assert.deepEqual(asked, ['nightly-report -', 'nightly-report tag1']);
  assert.deepEqual(
    history.runsOf(ran)?.map(({ id }) => id),
    ['2'],
  );
});

test('a site that does not answer leaves no runs, and is not asked again until something changes', async () => {
  let asked = 0;
  const clients = {
    of: () => {
      asked++;
      return Promise.reject(new Error('down'));
    },
  } as unknown as SiteClients;
  const job = { ...report, latestRun: succeededRun };
  const site = { kind: 'remote', state: { kind: 'connected' }, jobs: [job] } as unknown as Site;
  const history = new SiteHistory(site, clients, Date.now);
  await history.update();
  await history.update();
  assert.deepEqual([asked, history.runsOf(job)], [1, []]);
});

test('runs of the local site are read from its folder, without a host', async () => {
  const home = await mkdtemp(join(tmpdir(), 'webjobs-timeline-'));
  try {
    await writeHistory(join(home, 'data'), report.name, [
      { minutesAgo: 60, minutes: 2 },
      { minutesAgo: 30, minutes: 1, status: 'Failed' },
    ]);
    const site = { kind: 'localSite', location: home, state: { kind: 'idle' }, jobs: [report] } as unknown as Site;
    const history = new SiteHistory(site, {} as SiteClients, Date.now);
    await history.update();
    const runs = history.runsOf(report)?.map(({ status, durationMs }) => [status, durationMs]);
    assert.deepEqual(runs, [
      ['Failed', 60_000],
      ['Success', 120_000],
    ]);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
});
