/** `webjobs host` as a process: what it prints, how it is reached, and how it ends. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { buildBundles } from '../support/bundles';
import { type CommandProcess, startCommand, userFolders } from '../support/commandProcess';
import { temporaryFolder, writeTree } from '../support/fileTree';
import { httpRequest } from './httpRequest';
import { listenOnLoopback, freePort } from '../support/loopback';
import { untilGone } from '../support/processes';

const { cli } = buildBundles();
const jobs = 'site/wwwroot/App_Data/jobs';

interface Announced {
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

interface HostRun {
  readonly home: string;
  readonly start: (args?: readonly string[], environment?: NodeJS.ProcessEnv) => CommandProcess;
}

async function prepare(context: TestContext): Promise<HostRun> {
  const folder = await temporaryFolder(context);
  const home = join(folder, 'home');
  return {
    home,
    start: (args = [], environment = {}) =>
      startCommand(context, [cli, 'host', home, ...args], { ...userFolders(join(folder, 'user')), ...environment }),
  };
}

async function announced(host: CommandProcess): Promise<Announced> {
  return JSON.parse((await host.untilStdout(/^.*\n/))[0]) as Announced;
}

function authorization({ user, password }: Announced): Readonly<Record<string, string>> {
  return { Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
}

describe('webjobs host', { concurrency: 4 }, () => {
  for (const args of [[], ['--json']]) {
    test(`makes the site, prints one line, ends by SIGTERM ${args.join('')}`, async (context) => {
      const { home, start } = await prepare(context);
      const host = start(args);
      const line = await announced(host);
      assert.deepEqual(Object.keys(line), ['url', 'user', 'password']);
      assert.match(line.url, /^http:\/\/127\.0\.0\.1:\d+$/);
      assert.ok(existsSync(home));
      const environment = await httpRequest(line.url, 'GET', '/api/environment', { headers: authorization(line) });
      assert.deepEqual(Object.keys(environment.json as object), ['version']);
      host.child.kill('SIGTERM');
      assert.equal(await host.ended, 0);
      assert.equal(host.stdout().trim().split('\n').length, 1);
      assert.equal(host.stderr(), '');
    });
  }

  test('takes port, user and password, and keeps the password from its jobs', async (context) => {
    const { home, start } = await prepare(context);
    await writeTree(home, { [`${jobs}/triggered/show/run.sh`]: 'env > "$WEBJOBS_DATA_PATH/env"\n' });
    const port = await freePort();
    const host = start(['--port', String(port), '--user', 'me', '--password-env', 'SITE_PW', '--flavor', 'linux'], {
      SITE_PW: 'a secret: ä',
    });
    const line = await announced(host);
    assert.deepEqual(line, { url: `http://127.0.0.1:${port}`, user: 'me', password: 'a secret: ä' });
    const missing = await httpRequest(line.url, 'GET', '/api/vfs/nope', { headers: authorization(line) });
    assert.equal(missing.text, "'/home/nope' not found.");

    const answer = await httpRequest(line.url, 'POST', '/api/triggeredwebjobs/show/run', {
      headers: authorization(line),
    });
    const run = new URL(answer.headers.location ?? '').pathname;
    for (let status = ''; status !== 'Success';) {
      ({ status } = (await httpRequest(line.url, 'GET', run, { headers: authorization(line) })).json as {
        status: string;
      });
    }
    const environment = await readFile(join(home, 'data/jobs/triggered/show/env'), 'utf8');
    assert.match(environment, /^WEBJOBS_NAME=show$/m);
    assert.ok(environment.includes(`HOME=${home}`));
    assert.ok(!environment.includes('a secret'));
  });

  test('answers nobody without the password', async (context) => {
    const { start } = await prepare(context);
    const host = start(['--password-env', 'SITE_PW'], { SITE_PW: 'right' });
    const { url, user } = await announced(host);
    const attempts = [
      {},
      authorization({ url, user, password: 'wrong' }),
      authorization({ url, user, password: '' }),
      authorization({ url, user: '', password: 'right' }),
      { Authorization: 'Bearer right' },
      { Authorization: 'Basic !!!' },
    ];
    for (const path of ['/', '/api/webjobs', '/api/vfs/', '/local/info', '/local/events', '/nowhere']) {
      for (const headers of attempts) {
        const answer = await httpRequest(url, 'GET', path, { headers });
        assert.equal(answer.status, 401, path);
        assert.match(answer.headers['www-authenticate'] ?? '', /^Basic realm=/);
      }
    }
    const foreign = { ...authorization({ url, user, password: 'right' }), 'Sec-Fetch-Site': 'cross-site' };
    assert.equal((await httpRequest(url, 'POST', '/api/triggeredwebjobs/x/run', { headers: foreign })).status, 403);
  });

  test('says which port is in use and what to do', async (context) => {
    const { start } = await prepare(context);
    const other = createServer();
    const { port } = await listenOnLoopback(other);
    context.after(() => other.close());
    const host = start(['--port', String(port)]);
    assert.equal(await host.ended, 1);
    assert.match(host.stderr(), new RegExp(`^webjobs: Port ${port} is in use.*--port`));
    assert.equal(host.stdout(), '');
  });

  test('names wrong usage', async (context) => {
    const { home, start } = await prepare(context);
    const cases: [readonly string[], RegExp][] = [
      [['--port', '70000'], /0 to 65535/],
      [['--flavor', 'beos'], /windows or linux/],
      [['--password-env', 'NOT_SET_ANYWHERE'], /'NOT_SET_ANYWHERE' holds no password/],
      [['--user', 'a:b'], /'a:b' cannot be a user name/],
    ];
    for (const [args, message] of cases) {
      const host = start(args);
      assert.equal(await host.ended, 2, host.stderr());
      assert.match(host.stderr(), message);
    }
    await writeFile(home, 'a file');
    const overFile = start();
    assert.equal(await overFile.ended, 2);
    assert.match(overFile.stderr(), /is a file\. Name a folder/);
  });

  test('says that a site is served already', async (context) => {
    const { start } = await prepare(context);
    const first = start();
    const { url } = await announced(first);
    const second = start();
    assert.equal(await second.ended, 1);
    assert.match(second.stderr(), new RegExp(`is served already, by process ${first.child.pid} at ${url}`));
  });

  test('stops its jobs at the first signal, and at once at the second', async (context) => {
    const { home, start } = await prepare(context);
    await writeTree(home, {
      [`${jobs}/continuous/stubborn/run.sh`]: 'echo pid $$\nwhile true; do sleep 0.1; done\n',
      [`${jobs}/continuous/stubborn/settings.job`]: '{"stopping_wait_time": 600}',
    });
    const host = start();
    const line = await announced(host);
    await httpRequest(line.url, 'POST', '/local/jobs/continuous/stubborn/start', { headers: authorization(line) });
    const log = join(home, 'data/jobs/continuous/stubborn/job_log.txt');
    const untilLog = async (pattern: RegExp): Promise<RegExpExecArray> => {
      for (;;) {
        const match = pattern.exec(await readFile(log, 'utf8').catch(() => ''));
        if (match) return match;
      }
    };
    const job = Number((await untilLog(/pid (\d+)/))[1]);
    host.child.kill('SIGINT');
    await untilLog(/Status changed to Stopping/);
    host.child.kill('SIGINT');
    assert.equal(await host.ended, 1);
    await untilGone(job);
  });

  test('leaves no job behind when it is killed', async (context) => {
    const { home, start } = await prepare(context);
    await writeTree(home, {
      [`${jobs}/continuous/worker/run.sh`]: 'echo $$ > "$WEBJOBS_DATA_PATH/pid"\nwhile true; do sleep 0.1; done\n',
    });
    const host = start();
    const line = await announced(host);
    await httpRequest(line.url, 'POST', '/local/jobs/continuous/worker/start', { headers: authorization(line) });
    let pid = 0;
    while (pid === 0)
      pid = Number(await readFile(join(home, 'data/jobs/continuous/worker/pid'), 'utf8').catch(() => ''));
    host.child.kill('SIGKILL');
    await untilGone(pid);
  });
});
