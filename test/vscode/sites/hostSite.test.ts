import assert from 'node:assert/strict';
import { test } from 'node:test';
import { silentLogger } from '../../../src/core/base/logger';
import type { JobSnapshot, RunSnapshot } from '../../../src/core/runner/jobSnapshot';
import { HostSite, type HostSiteOptions } from '../../../src/vscode/sites/hostSite';
import { report, worker, workerProcess } from '../sampleJobs';
import { FakeHost, FakeHostSource } from './fakeHost';

const running: JobSnapshot = { ...worker, status: 'Running', isActive: true, process: workerProcess };

function siteOver(
  host: FakeHost,
  options: {
    readonly isRunning?: boolean;
    readonly listedBy?: HostSiteOptions['listedBy'];
    readonly latestRuns?: Readonly<Record<string, RunSnapshot>>;
  } = {},
) {
  const lost: string[] = [];
  const source = new FakeHostSource(host, options.isRunning);
  const site = new HostSite({
    id: 'w',
    kind: 'workspace',
    label: 'shop',
    location: 'App_Data/jobs',
    schedulesEnabled: false,
    listedBy: options.listedBy ?? 'folders',
    readFolders: () => Promise.resolve([worker, report]),
    latestRun: (name) => Promise.resolve(options.latestRuns?.[name]),
    lostText: 'ended with its host',
    hosts: source,
    logger: silentLogger,
    onJobsLost: (_site, jobs) => lost.push(...jobs.map((job) => job.name)),
  });
  const changes: string[] = [];
  site.onDidChange((change) => changes.push(change.type === 'job' ? change.job.name : change.type));
  return { site, source, changes, lost };
}

function statusOf(site: HostSite): (string | null)[] {
  return site.jobs.map((job) => `${job.name}: ${job.status ?? 'none'}`);
}

test('folders are listed without a host', async () => {
  const { site, source } = siteOver(new FakeHost([running]));
  await site.refresh();
  assert.deepEqual(statusOf(site), ['order-worker: none', 'nightly-report: none']);
  assert.deepEqual([source.starts, site.state], [0, { kind: 'idle' }]);
});

test('what became of the latest runs follows, without a host', async () => {
  const run = {
    id: '202601010230000000',
    status: 'Failed',
    startTime: null,
    endTime: null,
    trigger: 'Schedule',
  } as const;
  const { site, source, changes } = siteOver(new FakeHost([running]), { latestRuns: { [report.name]: run } });
  await site.refresh();
  assert.deepEqual(changes, ['site'], 'the folders are shown first');
  await new Promise<void>((resolve) => {
    site.onDidChange(() => resolve());
  });
  assert.deepEqual(statusOf(site), ['order-worker: none', 'nightly-report: Failed']);
  assert.deepEqual([site.jobs[1]?.latestRun, source.starts], [run, 0]);
  changes.length = 0;
  await site.refresh();
  assert.deepEqual(statusOf(site), ['order-worker: none', 'nightly-report: Failed'], 'known until it is read again');
});

test('the first start connects once, and the jobs are live', async () => {
  const host = new FakeHost([running]);
  const { site, source, changes } = siteOver(host);
  await site.refresh();
  await Promise.all([site.start(worker, {}), site.start(report, {})]);
  assert.deepEqual(host.calls, ['schedules off', 'start order-worker', 'start nightly-report']);
  assert.equal(source.starts, 1);
  assert.deepEqual(site.state, { kind: 'connected', url: host.url });
  assert.deepEqual(statusOf(site), ['nightly-report: none', 'order-worker: Running']);
  changes.length = 0;
  host.didChangeJob.fire(running);
  assert.deepEqual(changes, ['order-worker']);
});

test('a fault in the settings stays known when the host runs', async () => {
  const host = new FakeHost([running]);
  const { site } = siteOver(host);
  site.setFolders([{ ...worker, hasUnreadableSettings: true }, report]);
  await site.start(report, {});
  const marks = site.jobs.map((job) => [job.name, job.status, job.hasUnreadableSettings ?? false]);
  assert.deepEqual(marks, [
    ['nightly-report', null, false],
    ['order-worker', 'Running', true],
  ]);
});

test('a job that comes or goes changes the list of the site', async () => {
  const host = new FakeHost([running]);
  const { site, changes } = siteOver(host, { listedBy: 'foldersAndHost' });
  await site.connect();
  changes.length = 0;
  host.snapshots = [running, report];
  host.didChangeJob.fire(report);
  host.didChangeJob.fire(report);
  host.didRemoveJob.fire(report);
  host.didChangeJob.fire(report);
  assert.deepEqual(changes, ['site', 'nightly-report', 'site', 'site']);
});

test('jobs that only the host knows are listed where that is wanted', async () => {
  const mailer = { ...running, name: 'mailer' };
  for (const [listedBy, expected] of [
    ['folders', ['nightly-report: none', 'order-worker: Running']],
    ['foldersAndHost', ['mailer: Running', 'nightly-report: none', 'order-worker: Running']],
  ] as const) {
    const { site } = siteOver(new FakeHost([mailer, running]), { listedBy });
    await site.refresh();
    await site.connect();
    assert.deepEqual(statusOf(site), expected);
  }
});

test('a host that runs already is joined; none is started for that', async () => {
  const host = new FakeHost([running]);
  const { site, source } = siteOver(host, { isRunning: true });
  await site.connectIfRunning();
  assert.deepEqual([site.state.kind, source.starts], ['connected', 0]);
});

test('a site whose host ends goes back to its folders', async () => {
  const host = new FakeHost([running]);
  const { site, lost } = siteOver(host);
  await site.refresh();
  await site.connect();
  host.didClose.fire();
  assert.deepEqual(lost, ['order-worker']);
  assert.deepEqual(site.state, { kind: 'idle' });
  assert.deepEqual(statusOf(site), ['order-worker: none', 'nightly-report: none']);
  assert.equal(site.jobs[0]?.lastError, 'ended with its host');
  await site.connect();
  assert.equal(site.jobs.find(({ name }) => name === 'order-worker')?.lastError, null);
});

test('disconnecting gives up the host', async () => {
  const host = new FakeHost([running]);
  const { site } = siteOver(host);
  await site.connect();
  await site.disconnect();
  assert.deepEqual([host.calls.at(-1), site.state.kind], ['close', 'idle']);
});

test('stopping asks no host that is not there', async () => {
  const host = new FakeHost([]);
  const { site, source } = siteOver(host);
  await site.stop(worker, {});
  assert.deepEqual([host.calls, source.starts], [[], 0]);
});

test('switching schedules on starts the host that watches the clock; switching them off starts none', async () => {
  const host = new FakeHost([]);
  const { site, source } = siteOver(host);
  await site.setSchedulesEnabled(true);
  await site.setSchedulesEnabled(false);
  assert.equal(source.starts, 0, 'without a schedule there is nothing to watch');
  await site.refresh();
  await site.setSchedulesEnabled(true);
  assert.equal(site.schedulesEnabled, true);
  assert.equal(host.calls.at(-1), 'schedules on');
});

test('a connection that failed can be tried again', async () => {
  const host = new FakeHost([running]);
  const { site, source } = siteOver(host);
  const connect = source.connect.bind(source);
  source.connect = () => Promise.reject(new Error('no port'));
  await assert.rejects(site.connect(), /no port/);
  assert.equal(site.state.kind, 'idle');
  source.connect = connect;
  await site.connect();
  assert.equal(site.state.kind, 'connected');
});
