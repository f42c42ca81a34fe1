import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verbatim } from '../../../src/core/base/message';
import type { RemoteJob } from '../../../src/core/remote/remoteJob';
import type { ScmClient } from '../../../src/core/remote/scmClient';
import { RemoteSite } from '../../../src/vscode/sites/remoteSite';
import { remoteSnapshot } from '../../../src/vscode/sites/remoteSnapshot';
import { systemClock } from '../../../src/core/base/clock';
import { UserError } from '../../../src/core/base/userError';

const mailer: RemoteJob = {
  kind: 'continuous',
  name: 'mailer',
  runCommand: 'run.js',
  status: 'Running',
  instances: [],
  latestRun: null,
  settings: { schedule: 'ignored' },
  error: null,
  usesSdk: false,
  logPath: null,
  schedulerLogPath: null,
  body: {},
};
const report: RemoteJob = {
  ...mailer,
  kind: 'triggered',
  name: 'report',
  status: 'Success',
  latestRun: {
    id: '2',
    status: 'Success',
    startMs: Date.UTC(2026, 2, 2, 1),
    endMs: Date.UTC(2026, 2, 2, 1, 1),
    durationMs: 60_000,
    outputPath: null,
    trigger: 'Schedule',
  },
  settings: { schedule: '0 0 1 * * *' },
};

/** A site whose answers the test sets; what is asked of it is noted. */
function setUp() {
  const calls: string[] = [];
  const answers: { list: () => Promise<unknown>; job: RemoteJob } = {
    list: () => Promise.resolve({ unchanged: false, value: [report, mailer], etag: 'a' }),
    job: report,
  };
  const client = {
    listJobs: ({ etag }: { readonly etag?: string }) => {
      calls.push(`list ${etag ?? 'anew'}`);
      return answers.list();
    },
    getJob: (_kind: string, name: string) => {
      calls.push(`look at ${name}`);
      return Promise.resolve(answers.job);
    },
    listRuns: () => Promise.resolve({ unchanged: false, value: [], etag: null }),
    runJob: (name: string, text?: string) => {
      calls.push(`run ${name} ${text ?? ''}`);
      return Promise.resolve({ runId: '3' });
    },
    stopJob: (name: string) => {
      calls.push(`stop ${name}`);
      return Promise.resolve();
    },
  } as unknown as ScmClient;
  const known = { id: 'scm/x', label: 'shop', scmUrl: 'https://shop.scm.example', user: '$shop' };
  const site = new RemoteSite(known, () => Promise.resolve(client), systemClock);
  return { site, calls, answers };
}

test('jobs of a site are shown like local ones, without what a site does not tell', () => {
  assert.deepEqual(remoteSnapshot(report), {
    kind: 'triggered',
    name: 'report',
    folder: '',
    runCommand: 'run.js',
    scriptHost: null,
    status: 'Success',
    isActive: false,
    process: null,
    stopWaitMs: 0,
    latestRun: {
      id: '2',
      status: 'Success',
      startTime: '2026-03-02T01:00:00.000Z',
      endTime: '2026-03-02T01:01:00.000Z',
      trigger: 'Schedule',
    },
    schedule: '0 0 1 * * *',
    nextRun: null,
    lastError: null,
  });
  assert.equal(remoteSnapshot(mailer).schedule, null);
  assert.equal(remoteSnapshot({ ...mailer, status: 'Something new' }).status, null);
});

test('jobs are listed by name; a list that has not changed is no news', async () => {
  const { site, calls, answers } = setUp();
  await site.refresh();
  assert.deepEqual(
    site.jobs.map((job) => job.name),
    ['mailer', 'report'],
  );
  assert.deepEqual(site.state, { kind: 'connected', url: 'https://shop.scm.example' });
  const changes: string[] = [];
  site.onDidChange(({ type }) => changes.push(type));
  answers.list = () => Promise.resolve({ unchanged: true });
  await Promise.all([site.refresh(), site.refresh()]);
  assert.deepEqual(calls, ['list anew', 'list a']);
  assert.deepEqual(changes, []);
  site.dispose();
});

test('a site that does not answer says why, keeps what is known, and comes back', async () => {
  const { site, answers } = setUp();
  await site.refresh();
  const { list } = answers;
  answers.list = () => Promise.reject(new UserError('remote-unreachable', 'refused'));
  await site.refresh();
  assert.deepEqual(site.state, { kind: 'failed', message: verbatim('refused') });
  assert.equal(site.jobs.length, 2);
  await assert.rejects(site.connect(), /refused/);
  answers.list = list;
  await site.connect();
  assert.equal(site.state.kind, 'connected');
  site.dispose();
});

test('a list that is behind does not take back a newer run', async () => {
  const { site, answers } = setUp();
  await site.refresh();
  const older = { ...report, status: 'Failed', latestRun: null };
  answers.list = () => Promise.resolve({ unchanged: false, value: [older], etag: 'b' });
  await site.refresh();
  assert.equal(site.jobs[0]?.latestRun?.id, '2');
  site.dispose();
});

test('a run passes its arguments on, and is not stopped', async () => {
  const { site, calls } = setUp();
  const started = await site.start(report, { arguments: '--all' });
  assert.deepEqual(started, { kind: 'triggered', name: 'report', runId: '3' });
  assert.deepEqual(calls, ['run report --all']);
  await assert.rejects(site.stop(report), /no way to end a run/);
  await site.stop(mailer);
  assert.equal(calls.at(-1), 'stop mailer');
  site.dispose();
});
