import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { createServer, request as httpRequest } from 'node:http';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { tryAcquireOsLock } from '../../src/core/base/osLock';
import type { JobSnapshot } from '../../src/core/runner/jobSnapshot';
import type { TreeFile } from '../support/fileTree';
import { rawZip } from '../support/rawZip';
import type { HttpAnswer } from './httpRequest';
import type { TestHost, TestHostOptions } from './testHost';
import { closeServer, listenOnLoopback } from '../support/loopback';

export interface RestExample {
  readonly id: string;
  readonly request: ExampleRequest;
  readonly response: {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly json?: unknown;
    readonly text?: string;
    readonly empty?: boolean;
  };
}

export interface ExampleRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** What the site holds when a recorded request comes. */
export interface ExampleSetup {
  readonly options?: TestHostOptions;
  readonly files?: Readonly<Record<string, TreeFile>>;
  /** Members and headers whose value depends on the moment. */
  readonly volatile?: readonly string[];
  /** Entries of a listing that the recording leaves out. */
  readonly unlisted?: readonly string[];
  /** Brings the site into its state, and fills in what the recording cannot hold, such as bytes. */
  readonly prepare?: (host: TestHost, context: TestContext) => Promise<Partial<ExampleRequest> | undefined>;
  readonly verify?: (host: TestHost, answer: HttpAnswer) => Promise<void> | void;
}

type Files = Readonly<Record<string, TreeFile>>;

const jobs = 'site/wwwroot/App_Data/jobs';
const data = 'data/jobs';

function run(job: string, id: string, status: object): Files {
  return {
    [`${data}/triggered/${job}/${id}/status`]: JSON.stringify(status),
    [`${data}/triggered/${job}/${id}/output_log.txt`]: '',
  };
}

const nightly: Files = {
  [`${jobs}/triggered/nightly/run.ps1`]: '',
  [`${jobs}/triggered/nightly/settings.job`]: '{"schedule": "0 0 2 * * *"}',
  [`${data}/triggered/nightly/job_scheduler.log`]: '',
  ...run('nightly', '202511200200003124', {
    Trigger: 'Schedule - 0 0 2 * * *',
    Status: 'Success',
    StartTime: '2025-11-20T02:00:00.3124871Z',
    EndTime: '2025-11-20T02:00:07.8125Z',
  }),
};
const earlierRun = run('nightly', '202511191530121000', {
  Trigger: 'External - curl/8.5.0',
  Status: 'Failed',
  StartTime: '2025-11-19T15:30:12.1000459Z',
  EndTime: '2025-11-19T15:30:14.1000459Z',
});
const report: Files = {
  [`${jobs}/triggered/report/run.js`]: { text: "console.log('made up');\n", mtime: '2025-11-20T09:58:30Z' },
};
const importJob: Files = { [`${jobs}/triggered/import/app/run.cmd`]: '' };
const runnableImport: Files = { [`${jobs}/triggered/import/run.sh`]: 'exit 0\n' };
const runningRun = run('import', '202511201000005555', {
  Trigger: 'External - made-up-client/1.0',
  Status: 'Running',
  StartTime: '2025-11-20T10:00:00.5555012Z',
});
const abortedRun = run('import', '202511181100000001', {
  Trigger: 'External - made-up-client/1.0',
  Status: 'Running',
  StartTime: '2025-11-18T11:00:00.0001203Z',
});
const queueWorker: Files = {
  [`${jobs}/continuous/queue-worker/run.js`]: '',
  [`${jobs}/continuous/queue-worker/settings.job`]: '{"is_singleton": true, "stopping_wait_time": 30}',
};
const poller: Files = { [`${jobs}/continuous/poller/run.py`]: '' };
/** Runs until it is asked to stop. */
const waiter = 'while [ ! -e "$WEBJOBS_SHUTDOWN_FILE" ]; do sleep 0.05; done\n';
const runningWorker: ExampleSetup = {
  files: { [`${jobs}/continuous/queue-worker/run.sh`]: waiter },
  options: { timings: { debounceMs: 20 } },
  prepare: (host) => untilJob(host, (job) => job.process !== null),
};
/** A folder in the place of the marker is what neither start nor stop can deal with. */
const blockedWorker: ExampleSetup = {
  files: { [`${jobs}/continuous/queue-worker/run.sh`]: waiter, [`${jobs}/continuous/queue-worker/disable.job/x`]: '' },
  options: { timings: { debounceMs: 20 } },
  prepare: (host) => untilJob(host, (job) => job.status === 'Stopped'),
};
const logFile = `${data}/continuous/queue-worker/job_log.txt`;
const logLine = '[11/20/2025 10:00:00 > a1b2c3: SYS INFO] Status changed to Running\r\n';
const log: ExampleSetup = {
  files: {
    [`${jobs}/continuous/queue-worker/run.py`]: '',
    [logFile]: { text: 'x'.repeat(4096) + logLine, mtime: '2025-11-20T10:00:00Z' },
  },
  volatile: ['header ETag'],
};
const body = (bytes: Buffer | string) => () => Promise.resolve({ body: bytes });
const zipOf = (...names: string[]): Buffer => rawZip(names.map((name) => ({ name, content: name })));

/** Takes locks as living instances of the service hold them. */
function held(...paths: string[]): NonNullable<ExampleSetup['prepare']> {
  return async ({ home }, context) => {
    for (const path of paths) {
      const full = join(home, path);
      await mkdir(dirname(full), { recursive: true });
      const lock = await tryAcquireOsLock(full);
      assert.ok(lock);
      context.after(() => lock.dispose());
    }
    return undefined;
  };
}

function statuses(
  job: string,
  byInstance: Readonly<Record<string, string>>,
): { files: Files; prepare: NonNullable<ExampleSetup['prepare']> } {
  const paths = Object.keys(byInstance).map((instance) => `${data}/continuous/${job}/status_${instance}`);
  const texts = Object.values(byInstance).map((status) => JSON.stringify({ Status: status }));
  return { files: Object.fromEntries(paths.map((path, index) => [path, texts[index] ?? ''])), prepare: held(...paths) };
}

const runningStatus = statuses('queue-worker', { a1b2c3: 'Running' });

/** Sends the tag of a first answer with the request itself. */
const withKnownTag =
  (path: string): NonNullable<ExampleSetup['prepare']> =>
  async (host) => {
    const { headers } = await host.send('GET', path, { headers: { Host: 'contoso-demo.scm.azurewebsites.net' } });
    return { headers: { 'If-None-Match': headers.etag ?? '' } };
  };

async function untilJob(host: TestHost, isThere: (job: JobSnapshot) => boolean): Promise<undefined> {
  const connection = await host.connect();
  if (connection.jobs.some(isThere)) return;
  await new Promise<void>((resolve) => connection.onDidChangeJob((job) => isThere(job) && resolve()));
}

function isGone(name: string): NonNullable<ExampleSetup['verify']> {
  return ({ home }) => {
    assert.equal(existsSync(join(home, jobs, 'triggered', name)), false);
    assert.equal(existsSync(join(home, data, 'triggered', name)), false);
  };
}

const listing: Files = {
  ...report,
  [`${jobs}/triggered/report/run.js`]: 'x'.repeat(2048),
  [`${jobs}/triggered/report/read me.md`]: 'x'.repeat(120),
  [`${jobs}/triggered/report/settings.job`]: '{'.padEnd(33) + '}',
  [`${jobs}/triggered/report/lib/x`]: '',
};
const nonempty: ExampleSetup = { files: report };
const tag = ['header ETag'];
const shell = process.platform === 'win32';
const command = (text: string, extra: TestHostOptions = {}): ExampleSetup => ({
  files: { 'site/wwwroot/x': '' },
  options: { allowCommand: true, ...extra },
  prepare: () => Promise.resolve({ body: { command: text, dir: '' } }),
});

export const setups: Readonly<Record<string, ExampleSetup>> = {
  'list-all': {
    files: { ...nightly, ...report, ...queueWorker, ...runningStatus.files },
    prepare: runningStatus.prepare,
    volatile: tag,
  },
  'list-all-empty': { volatile: tag },
  'list-triggered': { files: { ...nightly, ...report }, volatile: tag },
  'list-continuous': {
    files: { ...queueWorker, ...poller, ...runningStatus.files },
    prepare: runningStatus.prepare,
    volatile: tag,
  },
  'list-not-modified': { files: poller, prepare: withKnownTag('/api/continuouswebjobs'), volatile: tag },
  'triggered-get': { files: nightly },
  'triggered-get-never-run': { files: report },
  'triggered-get-running-nested': {
    // settings.job lies where the script does: beside the subfolder it would hide it.
    files: { ...importJob, [`${jobs}/triggered/import/app/settings.job`]: '{"stopping_wait_time": 60}', ...runningRun },
    prepare: held(`${data}/triggered/import/triggeredJob.lock`),
    volatile: ['duration'],
  },
  'triggered-get-aborted': { files: { ...importJob, ...abortedRun }, volatile: ['duration'] },
  'triggered-get-missing': {},
  'continuous-get': { files: { ...queueWorker, ...runningStatus.files }, prepare: runningStatus.prepare },
  'continuous-get-two-instances': (() => {
    const { files, prepare } = statuses('queue-worker', { a1b2c3: 'Running', d4e5f6: 'InactiveInstance' });
    return {
      files: { ...queueWorker, [`${jobs}/continuous/queue-worker/settings.job`]: '{"is_singleton": true}', ...files },
      prepare,
    };
  })(),
  'continuous-get-initializing': { files: poller },
  'continuous-get-stopped': (() => {
    const { files, prepare } = statuses('poller', { a1b2c3: 'Stopped' });
    return { files: { ...poller, ...files }, prepare };
  })(),
  'continuous-get-sdk': (() => {
    const { files, prepare } = statuses('sdk-host', { a1b2c3: 'PendingRestart' });
    const job = {
      [`${jobs}/continuous/sdk-host/MadeUp.Host.exe`]: '',
      [`${data}/continuous/sdk-host/webjobssdk.marker`]: '',
    };
    return { files: { ...job, ...files }, prepare };
  })(),
  'continuous-get-linux': (() => {
    const { files, prepare } = statuses('worker', { '0f9e8d': 'Running' });
    return { files: { [`${jobs}/continuous/worker/run.sh`]: '', ...files }, prepare };
  })(),
  'continuous-get-missing': {},
  history: { files: { ...nightly, ...earlierRun }, volatile: tag },
  'history-running-and-aborted': {
    files: { ...importJob, ...runningRun, ...abortedRun },
    prepare: held(`${data}/triggered/import/triggeredJob.lock`),
    volatile: [...tag, 'duration'],
  },
  'history-empty': { files: { ...report, [`${data}/triggered/report/webjobssdk.marker`]: '' }, volatile: tag },
  'history-not-modified': {
    files: nightly,
    prepare: withKnownTag('/api/triggeredwebjobs/nightly/history'),
    volatile: tag,
  },
  'history-missing': {},
  'history-run': { files: nightly },
  'history-run-initializing': {
    files: {
      ...importJob,
      ...run('import', '202511201000005555', {
        Trigger: 'External - ',
        Status: 'Initializing',
        StartTime: '2025-11-20T10:00:00.5555012Z',
      }),
    },
    volatile: ['duration'],
  },
  'history-run-missing': { files: nightly },
  run: {
    files: {
      [`${jobs}/triggered/import/run.sh`]: 'printf %s "$WEBJOBS_COMMAND_ARGUMENTS" > "$WEBJOBS_DATA_PATH/arguments"\n',
    },
    volatile: ['header Location'],
    async verify(host, { headers }) {
      const path =
        /^http:\/\/contoso-demo\.scm\.azurewebsites\.net(\/api\/triggeredwebjobs\/import\/history\/\d{18})$/.exec(
          headers.location ?? '',
        )?.[1];
      assert.ok(path, headers.location);
      await untilJob(host, (job) => job.latestRun?.status === 'Success');
      const ended = (await host.send('GET', path)).json as { trigger: string };
      assert.equal(ended.trigger, 'External - made-up-client/1.0');
      assert.equal(await readFile(join(host.home, data, 'triggered/import/arguments'), 'utf8'), '--full "two words"');
    },
  },
  'run-already-running': { files: runnableImport, prepare: held(`${data}/triggered/import/triggeredJob.lock`) },
  'run-webjobs-stopped': {
    files: runnableImport,
    options: { environment: { PATH: process.env.PATH, WEBJOBS_STOPPED: '1' } },
  },
  'run-io-conflict': { files: { ...runnableImport, [`${data}/triggered/import`]: 'a file where a folder must be' } },
  'run-missing': {},
  'run-through-arm': { files: runnableImport, volatile: ['header Location'] },
  start: runningWorker,
  'start-missing': {},
  'start-io-conflict': blockedWorker,
  stop: {
    ...runningWorker,
    verify: ({ home }) => assert.ok(existsSync(join(home, jobs, 'continuous/queue-worker/disable.job'))),
  },
  'stop-missing': {},
  'stop-io-conflict': blockedWorker,
  'settings-get': { files: nightly },
  'settings-get-unknown-keys': {
    files: {
      ...queueWorker,
      [`${jobs}/continuous/queue-worker/settings.job`]:
        '{"is_singleton":true,"stopping_wait_time":30,"my_own_key":{"kept":[1,2]}}',
    },
  },
  'settings-get-missing-job': {},
  'settings-put': {
    files: nightly,
    async verify({ home }) {
      assert.equal(
        await readFile(join(home, jobs, 'triggered/nightly/settings.job'), 'utf8'),
        '{"schedule":"0 30 2 * * *"}',
      );
    },
  },
  'settings-put-missing-job': {},
  'upload-zip-triggered': { prepare: body(zipOf('run.js')) },
  'upload-zip-continuous': { prepare: body(zipOf('run.py', 'lib/helper.py')) },
  'upload-single-file': { prepare: body('echo hello\n') },
  'upload-no-disposition': { files: report, prepare: body(zipOf('run.js')) },
  'upload-nothing-runnable': {
    files: { ...report, ...run('report', '202511200200003124', {}) },
    prepare: body(zipOf('readme.txt')),
    verify: isGone('report'),
  },
  'upload-bad-zip': {
    files: { ...report, ...run('report', '202511200200003124', {}) },
    prepare: body('no archive'),
    verify: isGone('report'),
  },
  delete: { files: report, verify: isGone('report') },
  'delete-missing': {},
  passthrough: {
    files: {
      [`${jobs}/continuous/queue-worker/run.js`]: `
        require('http').createServer((request, response) => {
          if (request.url !== '/health?x=1' || request.headers.authorization) response.statusCode = 500;
          response.setHeader('Content-Type', 'text/plain').end('made-up answer of the job');
        }).listen(process.env.WEBJOBS_PORT, '127.0.0.1', () => console.log('listening'));`,
    },
    options: { timings: { debounceMs: 20, continuousStopMs: 50 } },
    async prepare(host) {
      await untilJob(host, (job) => job.process !== null);
      const connection = await host.connect();
      for await (const text of await connection.followOutput(
        { kind: 'continuous', name: 'queue-worker' },
        { from: 'run' },
      )) {
        if (String(text).includes('listening')) break;
      }
      return undefined;
    },
  },
  'passthrough-failure': { files: queueWorker },
  swagger: { files: nightly },
  'arm-list-triggered': { files: nightly, volatile: tag },
  'arm-continuous-get': { files: { ...queueWorker, ...runningStatus.files }, prepare: runningStatus.prepare },
  'arm-history': { files: nightly, volatile: tag },
  'vfs-list': { files: listing },
  'vfs-list-linux': { files: listing },
  'vfs-list-empty': {
    files: report,
    async prepare({ home }) {
      await mkdir(join(home, jobs, 'triggered/report/lib'));
      return undefined;
    },
  },
  'vfs-list-root': { files: { 'site/x': '' }, unlisted: ['data'] },
  'vfs-dir-redirect': nonempty,
  'vfs-file': nonempty,
  'vfs-file-not-modified': nonempty,
  'vfs-range': log,
  'vfs-range-nothing-new': log,
  'vfs-range-linux': { ...log, verify: (_, { text }) => assert.equal(text.length, 4164) },
  'vfs-missing': nonempty,
  'vfs-missing-linux': nonempty,
  'vfs-put-new': nonempty,
  'vfs-put-existing': {
    ...nonempty,
    verify: async ({ home }) =>
      assert.equal(await readFile(join(home, jobs, 'triggered/report/run.js'), 'utf8'), '<bytes>'),
  },
  'vfs-put-no-if-match': nonempty,
  'vfs-put-wrong-if-match': nonempty,
  'vfs-put-no-if-match-linux': nonempty,
  'vfs-put-locked': {
    files: { [`${jobs}/triggered/report/app.exe`]: '' },
    async prepare({ host, home, authorization }, context) {
      // Another writer, whose body never ends.
      const { hostname, port } = new URL(host.url);
      const headers = { Authorization: authorization, 'If-Match': '*', 'Content-Length': 1000 };
      const path = `/api/vfs/${jobs}/triggered/report/app.exe`;
      const other = httpRequest({ hostname, port, method: 'PUT', path, headers }).on('error', () => undefined);
      context.after(() => other.destroy());
      other.write('x');
      const received = join(home, '..', 'temp');
      while (!(await readdir(received)).some((name) => name.includes('-'))) continue;
      return undefined;
    },
  },
  'vfs-mkdir': nonempty,
  'vfs-mkdir-exists': { files: listing },
  'vfs-delete': nonempty,
  'vfs-delete-no-if-match': nonempty,
  'vfs-delete-wrong-if-match-linux': nonempty,
  'vfs-delete-missing': nonempty,
  'vfs-delete-dir-not-empty': nonempty,
  'vfs-delete-dir-recursive': { ...nonempty, verify: isGone('report') },
  'zip-get': { ...nonempty, verify: (_, { bytes }) => assert.equal(bytes.subarray(0, 2).toString(), 'PK') },
  'zip-put': {
    ...nonempty,
    prepare: body(zipOf('lib/new.js')),
    async verify({ home }) {
      const names = await readdir(join(home, jobs, 'triggered/report'), { recursive: true });
      assert.deepEqual(names.sort(), ['lib', join('lib', 'new.js'), 'run.js']);
    },
  },
  'zip-put-uri': {
    ...nonempty,
    async prepare(_, context) {
      const server = createServer((_request, response) => response.end(zipOf('new.js')));
      const { url } = await listenOnLoopback(server);
      context.after(() => closeServer(server));
      return {
        body: { packageUri: `${url}/made-up.zip`, path: 'sub' },
      };
    },
    verify: ({ home }) => assert.ok(existsSync(join(home, jobs, 'triggered/report/sub/new.js'))),
  },
  'zip-put-missing-folder-no-slash': nonempty,
  'zip-put-bad': nonempty,
  'zip-put-bad-linux': nonempty,
  command: {
    files: { 'site/wwwroot/x': '' },
    options: { allowCommand: true },
    // The line break is that of the machine's own shell.
    ...(shell
      ? {}
      : {
          volatile: ['Output'],
          verify: (_, answer) => assert.equal((answer.json as { Output: string }).Output, 'hello\n'),
        }),
  },
  'command-fails': command(shell ? 'exit /b 3' : 'exit 3'),
  'command-idle': {
    ...command(shell ? 'ping -n 60 127.0.0.1 > nul' : 'sleep 60', { commandIdleMs: 100 }),
    volatile: ['Error'],
  },
  'command-no-body': { options: { allowCommand: true } },
  'command-linux': { files: { 'site/wwwroot/x': '' }, options: { allowCommand: true } },
};
