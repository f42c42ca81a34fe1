import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { silentLogger } from '../../../src/core/base/logger';
import { UserError } from '../../../src/core/base/userError';
import type { JobSnapshot } from '../../../src/core/runner/jobSnapshot';
import { HostSite } from '../../../src/vscode/sites/hostSite';
import { JobTerminal } from '../../../src/vscode/tasks/jobTerminal';
import { english } from '../englishLocalizer';
import { report, succeededRun, worker, workerProcess } from '../sampleJobs';
import { FakeHost, FakeHostSource } from '../sites/fakeHost';

const running: JobSnapshot = { ...worker, status: 'Running', isActive: true, process: workerProcess };
const stopped: JobSnapshot = { ...worker, status: 'Stopped' };

/** A terminal over a job, with what it shows, and how it ended. */
async function open(job: JobSnapshot, text?: string) {
  const host = new FakeHost([job]);
  const site = new HostSite({
    id: 'w',
    kind: 'workspace',
    label: 'shop',
    location: 'App_Data/jobs',
    schedulesEnabled: false,
    listedBy: 'folders',
    readFolders: () => Promise.resolve([job]),
    hosts: new FakeHostSource(host),
    logger: silentLogger,
    latestRun: () => Promise.resolve(undefined),
    lostText: '',
    onJobsLost: () => undefined,
  });
  await site.refresh();
  const terminal = new JobTerminal({ find: () => Promise.resolve({ site, job }), arguments: text, l10n: english });
  const shown: string[] = [];
  const codes: number[] = [];
  terminal.onDidWrite((each) => shown.push(each));
  terminal.onDidClose((code) => codes.push(code));
  terminal.open();
  await settle();
  const change = async (snapshot: JobSnapshot): Promise<void> => {
    host.snapshots = [snapshot];
    host.didChangeJob.fire(snapshot);
    await settle();
  };
  /** What was asked of the host since the last question. */
  const calls = (): string[] => host.calls.splice(0).filter((call) => !call.startsWith('schedules'));
  return { terminal, shown, codes, host, change, calls };
}

/** Lets every promise that can be fulfilled be fulfilled. */
async function settle(): Promise<void> {
  for (let count = 0; count < 5; count += 1) await turn();
}

test('a continuous job is followed before it starts, and the terminal ends with it', async () => {
  const { codes, calls, change, host, shown } = await open(worker);
  assert.deepEqual(calls(), ['follow order-worker from now', 'start order-worker']);
  await change(running);
  host.listeners[0]?.onText('[03/02/2026 10:00:00 > abc123: ERR ] bad\n');
  assert.deepEqual(shown, ['\u001b[31m[03/02/2026 10:00:00 > abc123: ERROR] bad\u001b[0m\r\n']);
  assert.deepEqual(codes, []);
  await change(stopped);
  assert.deepEqual(codes, [0]);
});

test('a snapshot from before the start ends nothing', async () => {
  const { codes, change } = await open(stopped);
  await change(stopped);
  assert.deepEqual(codes, []);
});

test('a run of a triggered job ends with its result', async () => {
  for (const [status, code] of [
    ['Success', 0],
    ['Failed', 1],
  ] as const) {
    const { codes, calls, change } = await open(report, '--once');
    assert.deepEqual(calls(), ['start nightly-report --once', 'follow nightly-report from 1']);
    await change({ ...report, latestRun: { ...succeededRun, id: '1', status } });
    assert.deepEqual(codes, [code]);
  }
});

test('closing asks the job to end; Ctrl+C does too, and kills it the second time', async () => {
  const closed = await open(worker);
  closed.calls();
  closed.terminal.close();
  assert.deepEqual(closed.calls(), ['stop order-worker']);

  const { terminal, calls } = await open(worker);
  calls();
  terminal.handleInput('\u0003');
  terminal.handleInput('\u0003');
  assert.deepEqual(calls(), ['stop order-worker', 'stop order-worker now']);
});

test('a continuous job that runs already is joined, and left running', async () => {
  const { terminal, shown, calls } = await open(running);
  assert.match(shown.join(''), /\[webjob\] order-worker is already running \(process 4711\)\./);
  assert.deepEqual(calls(), ['follow order-worker from run']);
  terminal.close();
  assert.deepEqual(calls(), ['leave order-worker']);
});

test('what cannot be started is explained in the terminal', async () => {
  const { shown, codes } = await open(worker, '--once');
  assert.match(shown.join(''), /\[webjob\] order-worker is a continuous job, which takes no arguments/);
  assert.deepEqual(codes, [1]);

  const terminal = new JobTerminal({
    find: () => Promise.reject(new UserError('job-not-found', 'no such job')),
    arguments: undefined,
    l10n: english,
  });
  const ends: number[] = [];
  terminal.onDidClose((code) => ends.push(code));
  terminal.open();
  await settle();
  assert.deepEqual(ends, [1]);
});
