import assert from 'node:assert/strict';
import { test } from 'node:test';
import { silentLogger } from '../../../src/core/base/logger';
import type { JobSnapshot } from '../../../src/core/runner/jobSnapshot';
import { JobOutputs } from '../../../src/vscode/output/jobOutputs';
import type { JobChannel } from '../../../src/vscode/output/outputView';
import { HostSite } from '../../../src/vscode/sites/hostSite';
import { SiteRegistry } from '../../../src/vscode/sites/siteRegistry';
import { english } from '../englishLocalizer';
import { report, succeededRun, worker, workerProcess } from '../sampleJobs';
import { FakeHost, FakeHostSource } from '../sites/fakeHost';

const running: JobSnapshot = { ...worker, status: 'Running', isActive: true, process: workerProcess };
const runOfReport: JobSnapshot = {
  ...report,
  status: 'Running',
  isActive: true,
  process: { ...workerProcess, runId: '1' },
  latestRun: { ...succeededRun, id: '1', status: 'Running', endTime: null },
};
const endOfReport: JobSnapshot = { ...report, status: 'Success', latestRun: { ...succeededRun, id: '1' } };

async function setUp(...jobs: readonly JobSnapshot[]) {
  const host = new FakeHost(jobs);
  const site = new HostSite({
    id: 'w',
    kind: 'workspace',
    label: 'shop',
    location: '',
    schedulesEnabled: false,
    listedBy: 'foldersAndHost',
    readFolders: () => Promise.resolve(jobs),
    hosts: new FakeHostSource(host),
    logger: silentLogger,
    latestRun: () => Promise.resolve(undefined),
    lostText: '',
    onJobsLost: () => undefined,
  });
  const registry = new SiteRegistry();
  registry.add(site);
  const texts = new Map<string, string>();
  const shown: string[] = [];
  const createChannel = (name: string): JobChannel => ({
    append: (text) => texts.set(name, (texts.get(name) ?? '') + text),
    replace: (text) => texts.set(name, text),
    show: (preserveFocus) => shown.push(`${name} ${preserveFocus ? 'keeps' : 'takes'} the focus`),
    dispose: () => undefined,
  });
  const outputs = new JobOutputs(registry, createChannel, english);
  await site.connect();
  host.calls.length = 0;
  return { host, site, outputs, texts, shown };
}

test('a continuous job is followed before it starts', async () => {
  const { host, site, outputs } = await setUp(worker);
  await outputs.start(site, worker, {});
  assert.deepEqual(host.calls, ['follow order-worker from now', 'start order-worker']);
});

test('a run is followed from its first line, and closed with its result', async () => {
  const { host, site, outputs, texts } = await setUp(report);
  await outputs.start(site, report, {});
  host.didChangeJob.fire(runOfReport);
  assert.deepEqual(host.calls, ['start nightly-report', 'follow nightly-report from 1']);
  host.listeners[0]?.onText('[a line that ends]\n[one that does not]');
  host.snapshots = [endOfReport];
  host.listeners[0]?.onEnd();
  assert.equal(
    texts.get('nightly-report (shop)'),
    '[a line that ends]\n[one that does not]\n── nightly-report: run 1 succeeded after 12 s ──\n',
  );
});

test('a result that arrives after the output is written then, once', async () => {
  const { host, site, outputs, texts } = await setUp(runOfReport);
  await outputs.start(site, report, {});
  host.listeners[0]?.onEnd();
  assert.equal(texts.size, 0);
  host.snapshots = [endOfReport];
  host.didChangeJob.fire(endOfReport);
  host.didChangeJob.fire(endOfReport);
  assert.equal(texts.get('nightly-report (shop)'), '── nightly-report: run 1 succeeded after 12 s ──\n');
});

test('a job that somebody else starts is followed too, once', async () => {
  const { host } = await setUp(worker);
  host.snapshots = [running];
  host.didChangeJob.fire(running);
  host.didChangeJob.fire(running);
  assert.deepEqual(host.calls, ['follow order-worker from run']);
});

test('an output that ends with its host says so', async () => {
  const { host, site, outputs, texts } = await setUp(worker);
  await outputs.start(site, worker, {});
  host.listeners[0]?.onText('[cut');
  host.listeners[0]?.onEnd();
  assert.equal(
    texts.get('order-worker (shop)'),
    '[cut\n── order-worker: the output ends here, because the process that ran the job is gone ──\n',
  );
});

test('output comes into view without taking the focus, with what the latest run wrote', async () => {
  const { host, site, outputs, shown } = await setUp(endOfReport);
  await outputs.open(site, endOfReport);
  assert.deepEqual(shown, ['nightly-report (shop) keeps the focus']);
  assert.deepEqual(host.calls, ['follow nightly-report from 1']);
});

test('the errors alone are shown on request, and everything again', async () => {
  const { host, site, outputs, texts } = await setUp(report);
  const lines = {
    info: '[03/02/2026 10:00:01 > abc123: INFO] order 1001\n',
    error: '[03/02/2026 10:00:02 > abc123: ERROR] order 1002: no such article\n',
    later: '[03/02/2026 10:00:03 > abc123: SYS INFO] Status changed to Success\n',
    end: '── nightly-report: run 1 succeeded after 12 s ──\n',
  };
  await outputs.start(site, report, {});
  host.listeners[0]?.onText(lines.info + lines.error);
  outputs.showErrorsOnly(true);
  host.listeners[0]?.onText(lines.later);
  host.listeners[0]?.onEnd();
  host.snapshots = [endOfReport];
  host.didChangeJob.fire(endOfReport);
  assert.equal(texts.get('nightly-report (shop)'), lines.error + lines.end);
  outputs.showErrorsOnly(false);
  assert.equal(texts.get('nightly-report (shop)'), Object.values(lines).join(''));
});

test('jobs of one name and two kinds have channels that can be told apart', async () => {
  const twin: JobSnapshot = { ...report, name: worker.name };
  const { site, outputs, shown } = await setUp(worker, twin);
  outputs.reveal(site, worker);
  outputs.reveal(site, twin);
  const names = ['order-worker (shop)', 'order-worker (shop, triggered)'];
  assert.deepEqual(
    shown,
    names.map((name) => `${name} keeps the focus`),
  );
  const kinds = names.map((name) => outputs.jobOfChannel(`extension-output-x.y-#3-${name}`)?.kind);
  assert.deepEqual(kinds, ['continuous', 'triggered']);
});
