import assert from 'node:assert/strict';
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { type OsLock, tryAcquireOsLock } from '../../../src/core/base/osLock';
import { UserError } from '../../../src/core/base/userError';
import { connectHost, type ConnectOptions, connectRunningHost } from '../../../src/core/hostClient/connectHost';
import { hostProtocolVersion } from '../../../src/core/hostClient/hostApi';
import type { HostConnection } from '../../../src/core/hostClient/hostConnection';
import { type HostEntry, HostRegistry, siteKey } from '../../../src/core/hostClient/hostRegistry';
import type { JobSnapshot } from '../../../src/core/runner/jobSnapshot';
import type { SiteSpec } from '../../../src/core/runner/sitePaths';
import { buildBundles } from '../../support/bundles';
import { temporaryFolder, writeTree } from '../../support/fileTree';
import { closeServer, listenOnLoopback } from '../../support/loopback';
import { isAlive, untilGone } from '../../support/processes';

const { host: hostProgram } = buildBundles();
const worker = { kind: 'continuous', name: 'worker' } as const;
/** Runs until it is asked to stop. */
const waiter = 'echo running\nwhile [ ! -e "$WEBJOBS_SHUTDOWN_FILE" ]; do sleep 0.05; done\necho bye\n';

interface Workspace {
  readonly site: SiteSpec & { type: 'folder' };
  readonly options: ConnectOptions;
  readonly registry: HostRegistry;
  /** Connects, and leaves when the test ends. */
  readonly connect: () => Promise<HostConnection>;
}

async function openWorkspace(context: TestContext, settings: Partial<ConnectOptions> = {}): Promise<Workspace> {
  const connections: HostConnection[] = [];
  // Hosts must be gone before their folders go.
  context.after(async () => {
    for (const connection of connections) connection.dispose();
    await untilGone(...connections.map(({ info }) => info.pid));
  });
  const folder = await temporaryFolder(context);
  await writeTree(folder, { 'jobs/continuous/worker/run.sh': waiter });
  const userState = join(folder, 'state');
  const site = { type: 'folder', jobsRoot: join(folder, 'jobs'), stateFolder: join(userState, 'workspace') } as const;
  const options = { hostProgram, userAgent: 'test/1.0', userState, ...settings };
  return {
    site,
    options,
    registry: new HostRegistry(userState),
    async connect() {
      const connection = await connectHost(site, options);
      connections.push(connection);
      return connection;
    },
  };
}

function untilJob(connection: HostConnection, isThere: (job: JobSnapshot) => boolean): Promise<JobSnapshot> {
  return new Promise((resolve) => {
    const look = (job: JobSnapshot | undefined): void => {
      if (job && isThere(job)) resolve(job);
    };
    connection.onDidChangeJob(look);
    look(connection.job(worker));
  });
}

async function rejectsWith(code: string, promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => assert.fail('it was fulfilled'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof UserError, String(error));
  assert.equal(error.code, code, error.message);
  return error.message;
}

/** Announces a host that the test plays, and holds its lock. */
async function playHost(
  { registry, site }: Workspace,
  answer: RequestListener,
  entry: Partial<HostEntry> = {},
  context: TestContext,
): Promise<OsLock> {
  const server = createServer(answer);
  const { url } = await listenOnLoopback(server);
  context.after(() => closeServer(server));
  const key = await siteKey(site);
  const announced = {
    protocolVersion: hostProtocolVersion,
    version: '0.0.1',
    pid: process.pid,
    user: 'u',
    password: 'p',
    site: site.jobsRoot,
    url,
  };
  await registry.write(key, { ...announced, ...entry });
  const lock = await tryAcquireOsLock(registry.lockPath(key));
  assert.ok(lock);
  context.after(() => lock.dispose());
  return lock;
}

// Most of the time goes by while hosts wait for clients that do not come.
describe('connectHost', { concurrency: 4 }, () => {
  test('many clients that ask at once share one host, and see one process', async (context) => {
    const { connect } = await openWorkspace(context);
    const connections = await Promise.all(Array.from({ length: 6 }, connect));
    assert.equal(new Set(connections.map(({ info }) => info.pid)).size, 1);

    const [first, ...others] = connections;
    assert.ok(first);
    const output = await first.followOutput(worker, { from: 'now' });
    await first.start(worker);
    const { process: started } = await untilJob(first, (job) => job.process !== null);
    for (const other of others)
      assert.deepEqual((await untilJob(other, (job) => job.process !== null)).process, started);

    let text = '';
    const pieces = output[Symbol.asyncIterator]();
    const readUntil = async (words: string): Promise<void> => {
      while (!text.includes(words)) {
        const next = await pieces.next();
        assert.ok(next.done !== true, `the output ends before "${words}"`);
        text += String(next.value);
      }
    };
    // A shell that is told to stop before it has said its first word says it later.
    await readUntil('INFO] running');
    await others[0]?.stop(worker);
    assert.equal((await untilJob(first, (job) => job.status === 'Stopped')).isActive, false);
    await readUntil('changed to Stopped');
    assert.deepEqual(
      text
        .trim()
        .split('\n')
        .map((line) => line.replace(/^.*?\] /, '')),
      [
        'Status changed to Starting',
        'WebJob singleton setting is False',
        "Run script 'run.sh' with script host - 'BashScriptHost'",
        'Status changed to Running',
        'running',
        'Status changed to Stopping',
        'bye',
        'Status changed to Success',
        'Status changed to Stopped',
      ],
    );
  });

  test('the host and its jobs end after the last client has left, not before', async (context) => {
    const { connect, registry, site, options } = await openWorkspace(context);
    const [first, second] = [await connect(), await connect()];
    await first.start(worker);
    const { process: job } = await untilJob(first, ({ process }) => process !== null);
    first.dispose();
    assert.equal(
      await connectRunningHost(site, options).then((third) => (third?.dispose(), third?.info.pid)),
      second.info.pid,
    );
    second.dispose();
    await untilGone(second.info.pid, job?.pid ?? 0);
    assert.equal(await registry.read(await siteKey(site)), undefined);
    assert.equal(await connectRunningHost(site, options), undefined);
  });

  test('a host that is killed is an event, ends its jobs, and is replaced', async (context) => {
    const { connect } = await openWorkspace(context);
    const connection = await connect();
    await connection.start(worker);
    const { process: job } = await untilJob(connection, ({ process }) => process !== null);
    const output = await connection.followOutput(worker, { from: 'now' });
    const disconnected = new Promise<UserError>((resolve) => connection.onDidDisconnect(resolve));
    const cut = new Promise<void>((resolve) =>
      output
        .on('error', () => undefined)
        .on('close', resolve)
        .resume(),
    );
    process.kill(connection.info.pid, 'SIGKILL');
    assert.equal((await disconnected).code, 'host-gone');
    await cut;
    await rejectsWith('host-gone', connection.start(worker));
    await untilGone(connection.info.pid, job?.pid ?? 0);

    const next = await connect();
    assert.notEqual(next.info.pid, connection.info.pid);
    assert.equal(next.job(worker)?.isActive, false);
  });

  test(
    'credentials lie in a file that its user alone can read, and in no argument',
    { skip: process.platform === 'win32' },
    async (context) => {
      const { connect, options, site, registry } = await openWorkspace(context);
      await connect();
      const folder = join(options.userState ?? '', 'hosts');
      assert.equal((await stat(folder)).mode & 0o777, 0o700);
      for (const name of await readdir(folder)) assert.equal((await stat(join(folder, name))).mode & 0o077, 0, name);
      const entry = await registry.read(await siteKey(site));
      assert.ok(entry && entry.password.length >= 32);
      const unauthorized = await fetch(new URL('/local/info', entry.url));
      assert.equal(unauthorized.status, 401);
      assert.match(unauthorized.headers.get('WWW-Authenticate') ?? '', /^Basic /);
    },
  );

  test('an entry that a killed host left is replaced, also when its port belongs to another program', async (context) => {
    const workspace = await openWorkspace(context);
    const lock = await playHost(workspace, (_, response) => response.writeHead(401).end(), {}, context);
    lock.dispose();
    assert.notEqual((await workspace.connect()).info.pid, process.pid);
  });

  test('a damaged entry is no entry', async (context) => {
    const { connect, registry, site, options } = await openWorkspace(context);
    await registry.makeFolder();
    await writeFile(join(options.userState ?? '', 'hosts', `${await siteKey(site)}.json`), '{"url":');
    assert.ok(isAlive((await connect()).info.pid));
  });

  test('a host of another version makes way when nobody uses it', async (context) => {
    const workspace = await openWorkspace(context);
    const lock: OsLock = await playHost(
      workspace,
      (request, response) => {
        assert.equal(`${request.method} ${request.url}`, 'POST /local/end');
        lock.dispose();
        response.writeHead(202).end();
      },
      { protocolVersion: hostProtocolVersion + 1 },
      context,
    );
    assert.notEqual((await workspace.connect()).info.pid, process.pid);
  });

  test('a host of another version that is in use is an error that names it', async (context) => {
    const workspace = await openWorkspace(context);
    const body = JSON.stringify({ code: 'host-in-use', message: 'in use' });
    await playHost(
      workspace,
      (_, response) => response.writeHead(409).end(body),
      { protocolVersion: hostProtocolVersion + 1 },
      context,
    );
    const message = await rejectsWith('host-version', workspace.connect());
    assert.match(message, new RegExp(`version 0\\.0\\.1 .*process ${process.pid}`));
  });

  test('a client takes a host that is ending for none, and waits for its lock', async (context) => {
    const workspace = await openWorkspace(context);
    let asked = 0;
    const lock: OsLock = await playHost(
      workspace,
      (_, response) => {
        asked += 1;
        if (asked === 3) lock.dispose();
        response.writeHead(503).end(JSON.stringify({ code: 'host-ending', message: 'ending' }));
      },
      {},
      context,
    );
    assert.notEqual((await workspace.connect()).info.pid, process.pid);
    assert.ok(asked >= 3);
  });

  test('a site that is gone, and a host program that is gone, are clear errors', async (context) => {
    const workspace = await openWorkspace(context);
    const missing = join(workspace.site.jobsRoot, 'nowhere');
    const message = await rejectsWith(
      'site-missing',
      connectHost({ ...workspace.site, jobsRoot: missing }, workspace.options),
    );
    assert.ok(message.includes(missing));
    const failure = await rejectsWith(
      'host-failed',
      connectHost(workspace.site, { ...workspace.options, hostProgram: join(missing, 'host.js') }),
    );
    assert.match(failure, /could not be started.*last words.*Cannot find module/s);
  });

  test('a client can give up', async (context) => {
    const { site, options } = await openWorkspace(context);
    await assert.rejects(
      connectHost(site, { ...options, signal: AbortSignal.abort(new Error('given up')) }),
      /given up/,
    );
  });

  test('errors of the engine keep their code and message across the wire', async (context) => {
    const { connect } = await openWorkspace(context);
    const connection = await connect();
    await rejectsWith('job-not-found', connection.start({ kind: 'continuous', name: 'nope' }));
    await rejectsWith('job-not-found', connection.start({ kind: 'triggered', name: 'a/b' }));
  });

  test('the same folder under another spelling is the same site; data elsewhere make another', async (context) => {
    const { site } = await openWorkspace(context);
    const key = await siteKey(site);
    await mkdir(join(site.jobsRoot, 'x'));
    assert.equal(await siteKey({ ...site, jobsRoot: join(site.jobsRoot, 'x', '..') }), key);
    assert.notEqual(await siteKey({ ...site, dataFolder: join(site.stateFolder, 'other') }), key);
    assert.notEqual(await siteKey({ type: 'home', home: site.jobsRoot }), key);
  });
});
