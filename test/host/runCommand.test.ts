/** `webjobs run` as a process: exact lines, exit codes, signals, and the host it shares with everybody else. */
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { connectHost } from '../../src/core/hostClient/connectHost';
import type { HostConnection } from '../../src/core/hostClient/hostConnection';
import { stateFolderFor, userStateFolder } from '../../src/core/hostClient/userStateFolder';
import { buildBundles } from '../support/bundles';
import { type CommandProcess, startCommand, userFolders } from '../support/commandProcess';
import { temporaryFolder, writeTree } from '../support/fileTree';
import { untilGone } from '../support/processes';

const { cli, host: hostProgram } = buildBundles();

const waiter = 'echo "pid $$"\nwhile [ ! -e "$WEBJOBS_SHUTDOWN_FILE" ]; do sleep 0.05; done\necho bye\n';
const files = {
  'App_Data/jobs/continuous/worker/run.sh': waiter,
  'App_Data/jobs/continuous/stubborn/run.sh': 'echo "pid $$"\nwhile true; do sleep 0.1; done\n',
  'App_Data/jobs/continuous/stubborn/settings.job': '{"stopping_wait_time": 600}',
  'App_Data/jobs/continuous/empty/readme.txt': '',
  'App_Data/jobs/triggered/once/run.sh': 'echo "$1 $A $B $C"\necho problem >&2\nexit ${CODE:-0}\n',
  'App_Data/jobs/triggered/many/run.sh': 'for i in $(seq 1 5000); do echo "line $i"; done\n',
  'App_Data/jobs/triggered/long/run.sh': 'echo "pid $$"\nexec sleep 600\n',
  'elsewhere/lone/run.sh': 'echo alone\n',
  'settings.env': 'A=file\nB=file\n',
  'local.settings.json': '{"IsEncrypted": false, "Values": {"A": "json"}, "ConnectionStrings": {"C": "x"}}',
  'broken.json': '{',
};

interface Terminal {
  readonly folder: string;
  readonly run: (args: readonly string[], environment?: NodeJS.ProcessEnv) => CommandProcess;
  /** A client as the editor is one, of the host that the terminal uses. */
  readonly connect: () => Promise<HostConnection>;
}

async function open(context: TestContext): Promise<Terminal> {
  const connections: HostConnection[] = [];
  // Hosts must be gone before their folders go.
  context.after(async () => {
    for (const connection of connections) connection.dispose();
    await untilGone(...connections.map(({ info }) => info.pid));
  });
  const folder = await temporaryFolder(context);
  await writeTree(folder, files);
  const user = join(folder, 'user');
  const jobsRoot = join(folder, 'App_Data/jobs');
  return {
    folder,
    run: ([job = '', ...args], environment = {}) =>
      startCommand(context, [cli, 'run', join(folder, job), ...args], { ...userFolders(user), ...environment }),
    async connect() {
      const userState = userStateFolder({ ...process.env, ...userFolders(user) });
      const site = { type: 'folder', jobsRoot, stateFolder: await stateFolderFor(jobsRoot, userState) } as const;
      const connection = await connectHost(site, { hostProgram, userAgent: 'editor/1.0', userState });
      connections.push(connection);
      return connection;
    },
  };
}

/** Resolves when the client knows that the job runs as this process. */
function untilProcess(client: HostConnection, pid: number): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (client.job({ kind: 'continuous', name: 'worker' })?.process?.pid === pid) resolve();
    };
    client.onDidChangeJob(look);
    look();
  });
}

/** The lines without their times. */
function messages(command: CommandProcess): string[] {
  return command
    .stdout()
    .split('\n')
    .slice(0, -1)
    .map((line) => line.replace(/^\[\d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d > [^:]+: /, '['));
}

const worker = 'App_Data/jobs/continuous/worker';
const once = 'App_Data/jobs/triggered/once';

describe('webjobs run', { concurrency: 3 }, () => {
  test('prints the exact lines of a triggered run and succeeds with it', async (context) => {
    const { run } = await open(context);
    const command = run([once, '--arguments', 'first', '--setting', 'A=1']);
    assert.equal(await command.ended, 0);
    assert.deepEqual(
      messages(command).filter((line) => line !== '[ERR ] problem'),
      [
        '[SYS INFO] Status changed to Initializing',
        "[SYS INFO] Run script 'run.sh' with script host - 'BashScriptHost'",
        '[SYS INFO] Status changed to Running',
        '[INFO] first 1  ',
        '[SYS INFO] Status changed to Success',
      ],
    );
    assert.ok(messages(command).includes('[ERR ] problem'));
    assert.equal(command.stderr(), '');
  });

  test('names a folder for data that cannot be made', async (context) => {
    const { folder, run } = await open(context);
    const command = run([once, '--data', join(folder, 'settings.env', 'data')]);
    assert.equal(await command.ended, 1);
    assert.match(
      command.stderr(),
      /^webjobs: The folder '.*data' for logs and runs cannot be made: ENOTDIR.*\. Name another/,
    );
  });

  test('fails with a triggered run', async (context) => {
    const { run } = await open(context);
    const command = run([once, '--setting', 'CODE=3']);
    assert.equal(await command.ended, 1);
    assert.deepEqual(messages(command).slice(-2), [
      '[SYS INFO] Status changed to Failed',
      '[SYS ERR ] Job failed due to exit code 3',
    ]);
  });

  test('lets settings beat the file, which beats the environment', async (context) => {
    const { folder, run } = await open(context);
    const command = run([once, '--env-file', join(folder, 'settings.env'), '--setting', 'A=a=b'], {
      A: 'environment',
      B: 'environment',
      C: 'environment',
    });
    assert.equal(await command.ended, 0, command.stderr());
    assert.ok(messages(command).includes('[INFO]  a=b file environment'), command.stdout());
    const json = run([once, '--env-file', join(folder, 'local.settings.json')]);
    assert.equal(await json.ended, 0);
    assert.ok(
      messages(json).some((line) => line.startsWith('[INFO]  json')),
      json.stdout(),
    );
  });

  test('loses and doubles no line of a fast run', async (context) => {
    const { run } = await open(context);
    const command = run(['App_Data/jobs/triggered/many']);
    assert.equal(await command.ended, 0);
    const lines = messages(command).filter((line) => line.startsWith('[INFO] line '));
    assert.deepEqual(
      lines,
      Array.from({ length: 5000 }, (_, index) => `[INFO] line ${index + 1}`),
    );
  });

  test('prints for people with --pretty', async (context) => {
    const { run } = await open(context);
    const command = run([once, '--pretty']);
    assert.equal(await command.ended, 0);
    assert.match(command.stdout(), /^\d\d:\d\d:\d\d INFO {4}· Status changed to Initializing\n/);
    assert.match(command.stdout(), /\d\d:\d\d:\d\d ERROR {3}problem\n/);
  });

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    test(`stops a continuous job gracefully at ${signal}`, async (context) => {
      const { run } = await open(context);
      const command = run([worker]);
      const pid = Number((await command.untilStdout(/pid (\d+)/))[1]);
      command.child.kill(signal);
      assert.equal(await command.ended, 0);
      assert.deepEqual(messages(command).slice(-4), [
        '[SYS INFO] Status changed to Stopping',
        '[INFO] bye',
        '[SYS INFO] Status changed to Success',
        '[SYS INFO] Status changed to Stopped',
      ]);
      await untilGone(pid);
    });
  }

  test('kills a continuous job at the second signal', async (context) => {
    const { run } = await open(context);
    const command = run(['App_Data/jobs/continuous/stubborn']);
    const pid = Number((await command.untilStdout(/pid (\d+)/))[1]);
    command.child.kill('SIGINT');
    await command.untilStdout(/changed to Stopping/);
    command.child.kill('SIGINT');
    assert.equal(await command.ended, 1);
    await untilGone(pid);
  });

  test('ends a triggered run at a signal', async (context) => {
    const { run } = await open(context);
    const command = run(['App_Data/jobs/triggered/long']);
    const pid = Number((await command.untilStdout(/pid (\d+)/))[1]);
    command.child.kill('SIGTERM');
    assert.equal(await command.ended, 1);
    await untilGone(pid);
  });

  test('runs in the host that the editor sees, as the same process', async (context) => {
    const { run, connect } = await open(context);
    const editor = await connect();
    const command = run([worker]);
    const pid = Number((await command.untilStdout(/pid (\d+)/))[1]);
    await untilProcess(editor, pid);
    command.child.kill('SIGTERM');
    assert.equal(await command.ended, 0);
    await untilGone(pid);
  });

  test('follows a job that runs already, and leaves it running', async (context) => {
    const { run, connect } = await open(context);
    const editor = await connect();
    await editor.start({ kind: 'continuous', name: 'worker' });
    const command = run([worker]);
    const pid = Number((await command.untilStdout(/pid (\d+)/))[1]);
    assert.match(command.stderr(), new RegExp(`worker runs already as process ${pid}, started elsewhere`));
    command.child.kill('SIGINT');
    assert.equal(await command.ended, 0);
    assert.equal(editor.job({ kind: 'continuous', name: 'worker' })?.process?.pid, pid);
    await editor.stop({ kind: 'continuous', name: 'worker' });
  });

  test('gives a job the environment of its terminal, whoever started the host', async (context) => {
    const { run, connect } = await open(context);
    await connect();
    const command = run([once], { C: 'of the terminal' });
    assert.equal(await command.ended, 0);
    assert.ok(
      messages(command).some((line) => line.endsWith(' of the terminal')),
      command.stdout(),
    );
  });

  test('ends when the job is stopped from elsewhere', async (context) => {
    const { run, connect } = await open(context);
    const editor = await connect();
    const command = run([worker]);
    await command.untilStdout(/pid (\d+)/);
    await editor.stop({ kind: 'continuous', name: 'worker' });
    assert.equal(await command.ended, 0);
    assert.match(command.stderr(), /worker was stopped from elsewhere/);
    assert.equal(messages(command).at(-1), '[SYS INFO] Status changed to Stopped');
  });

  test('says so when the host dies', async (context) => {
    const { run, connect } = await open(context);
    const editor = await connect();
    const command = run([worker]);
    const pid = Number((await command.untilStdout(/pid (\d+)/))[1]);
    process.kill(editor.info.pid, 'SIGKILL');
    assert.equal(await command.ended, 1);
    assert.match(command.stderr(), /The process that runs the jobs of .* has ended/);
    await untilGone(pid);
  });

  test('a terminal that is killed takes host and job with it', async (context) => {
    const { run, connect } = await open(context);
    const command = run([worker]);
    const pid = Number((await command.untilStdout(/pid (\d+)/))[1]);
    const editor = await connect();
    editor.dispose();
    command.child.kill('SIGKILL');
    await untilGone(pid, editor.info.pid);
  });

  test('a reader that leaves ends the job', async (context) => {
    const { run } = await open(context);
    const command = run([worker]);
    const pid = Number((await command.untilStdout(/pid (\d+)/))[1]);
    command.child.stdout?.destroy();
    command.child.kill('SIGINT');
    await untilGone(pid, command.child.pid ?? 0);
  });

  test('a job in no tree needs a kind, and runs in a host of its own', async (context) => {
    const { folder, run } = await open(context);
    const without = run(['elsewhere/lone']);
    assert.equal(await without.ended, 2);
    assert.match(without.stderr(), /add --kind continuous or --kind triggered/);
    const data = join(folder, 'data');
    const command = run(['elsewhere/lone', '--kind', 'triggered', '--data', data]);
    assert.equal(await command.ended, 0, command.stderr());
    assert.ok(messages(command).includes('[INFO] alone'));
    const runs = await readdir(join(data, 'jobs/triggered/lone'));
    assert.ok(
      runs.some((name) => /^\d{18}$/.test(name)),
      runs.join(),
    );
    assert.deepEqual(await readdir(join(folder, 'elsewhere/lone')), ['run.sh']);
  });

  test('names a settings file that is not there', async (context) => {
    const { folder, run } = await open(context);
    const command = run([once, '--env-file', join(folder, 'nowhere.env')]);
    // Node 20 takes this option for its own wherever it stands, and ends with 9 before the command begins.
    assert.ok([2, 9].includes((await command.ended) ?? 0), command.stderr());
    assert.match(command.stderr(), /nowhere\.env/);
  });

  test('names what it cannot use', async (context) => {
    const { folder, run } = await open(context);
    const cases: [readonly string[], number, RegExp][] = [
      [['nowhere'], 2, /There is no folder .*nowhere/],
      [['App_Data/jobs/continuous/empty'], 1, /empty/],
      [[once, '--setting', 'novalue'], 2, /NAME=value/],
      [[once, '--env-file', join(folder, 'broken.json')], 2, /broken\.json' is not valid JSON/],
      [[worker, '--arguments', 'x'], 2, /--arguments is for triggered jobs/],
    ];
    for (const [args, exitCode, message] of cases) {
      const command = run(args);
      assert.equal(await command.ended, exitCode, command.stderr());
      assert.match(command.stderr(), message);
      assert.equal(command.stdout(), '');
    }
  });
});
