import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { preloadDebugpy } from '../../../src/core/runner/pythonPreload';

const run = promisify(execFile);

/** Runs a script with a debugpy that only tells that it was asked. */
async function runScript(context: TestContext, script: string): Promise<string[]> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'webjobs-preload-')));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const debugpy = join(folder, 'libs/debugpy');
  const own = join(folder, 'own');
  for (const each of [debugpy, own]) await mkdir(each, { recursive: true });
  const stub = "def listen(address): print('listens on', address[1])\ndef wait_for_client(): print('waits')\n";
  await writeFile(join(debugpy, '__init__.py'), stub);
  await writeFile(join(own, 'sitecustomize.py'), "print('own')\n");
  await writeFile(join(folder, 'main.py'), "import sys\nprint('main', [x for x in sys.path if 'debug' in x])\n");
  await writeFile(join(folder, 'run.sh'), script);
  const variables = await preloadDebugpy({
    environment: { PYTHONPATH: own },
    port: 4711,
    debugpy,
    folder: join(folder, 'temp'),
  });
  const { stdout } = await run('bash', ['run.sh'], { cwd: folder, env: { ...process.env, ...variables } });
  return stdout.trimEnd().split('\n');
}

// Before 3.10 an interpreter does not know its command line so early.
const isPythonThere = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 10))']).status === 0;

if (isPythonThere) {
  test('the first program of a script waits, tools before it and programs after it do not', async (context) => {
    const script = 'python3 -c "print(1)"\npython3 -m venv --help > tool.txt\npython3 -u main.py\npython3 main.py\n';
    const lines = await runScript(context, `${script}grep -c waits tool.txt\ntrue\n`);
    assert.deepEqual(lines, ['own', '1', 'listens on 4711', 'waits', 'own', 'main []', 'own', 'main []', '0']);
  });
} else process.stdout.write('missing interpreter: python3\n');
