import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type RunnableScript } from '../../../src/core/jobs/jobScript';
import { scriptHost, type ScriptHostName } from '../../../src/core/jobs/scriptHosts';
import { type DebugLaunchRequest, debugLaunch, withoutInspectorNoise } from '../../../src/core/runner/debugLaunch';

let tempFolder: string;
before(async () => {
  tempFolder = await mkdtemp(join(tmpdir(), 'webjobs-debug-launch-'));
});
after(() => rm(tempFolder, { recursive: true, force: true }));

/** The launch with its port replaced, so that it can be compared. */
async function launch(
  host: ScriptHostName,
  request: Partial<DebugLaunchRequest> & Pick<DebugLaunchRequest, 'runtime'>,
) {
  const script = { host: scriptHost(host), file: 'run', scriptFolder: '', files: [] } as unknown as RunnableScript;
  const command = { program: '/bin/program', argumentText: '"run"' };
  const answer = await debugLaunch({ script, command, environment: {}, tempFolder, ...request });
  const text = JSON.stringify(answer);
  return JSON.parse(answer.port === null ? text : text.replaceAll(String(answer.port), '0')) as unknown;
}

const command = { program: '/bin/program', argumentText: '"run"' };

test('Java waits for a debugger on a port, beside options that the job has already', async () => {
  const agent = '-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,quiet=y,address=127.0.0.1:0';
  assert.deepEqual(await launch('JarScriptHost', { runtime: 'java', environment: { JAVA_TOOL_OPTIONS: '-Xmx1g' } }), {
    runtime: 'java',
    port: 0,
    command,
    variables: { JAVA_TOOL_OPTIONS: `-Xmx1g ${agent}` },
  });
});

test('PHP calls the debugger that listens', async () => {
  assert.deepEqual(await launch('PhpScriptHost', { runtime: 'php', port: 9555 }), {
    runtime: 'php',
    port: 0,
    command,
    variables: { XDEBUG_MODE: 'debug', XDEBUG_SESSION: '1', XDEBUG_CONFIG: 'client_host=127.0.0.1 client_port=0' },
  });
});

test('.NET and PowerShell start as they are, and are attached to by process id', async () => {
  assert.deepEqual(await launch('WindowsScriptHost', { runtime: 'dotnet' }), {
    runtime: 'dotnet',
    port: null,
    command,
    variables: {},
  });
  assert.deepEqual(await launch('PowerShellScriptHost', { runtime: 'powershell' }), {
    runtime: 'powershell',
    port: null,
    command,
    variables: {},
  });
});

test('Python runs under the debugpy of the client, or else under its own', async () => {
  const flags = '--listen 127.0.0.1:0 --wait-for-client "run"';
  const variables = { PYDEVD_DISABLE_FILE_VALIDATION: '1' };
  assert.deepEqual(await launch('PythonScriptHost', { runtime: 'python', debugpy: '/x/debugpy' }), {
    runtime: 'python',
    port: 0,
    command: { ...command, argumentText: `-X frozen_modules=off "/x/debugpy" ${flags}` },
    variables,
  });
  const program = join(tempFolder, 'python');
  await writeFile(program, '#!/bin/sh\nexit 0\n');
  await chmod(program, 0o755);
  assert.deepEqual(await launch('PythonScriptHost', { runtime: 'python', command: { ...command, program } }), {
    runtime: 'python',
    port: 0,
    command: { program, argumentText: `-X frozen_modules=off -m debugpy ${flags}` },
    variables,
  });
});

test('a Python without debugpy is named, with the way to get it', async () => {
  const program = join(tempFolder, 'python-without');
  await writeFile(program, '#!/bin/sh\nexit 1\n');
  await chmod(program, 0o755);
  await assert.rejects(launch('PythonScriptHost', { runtime: 'python', command: { ...command, program } }), {
    code: 'debugpy-missing',
    message: /python-without has no module debugpy.*-m pip install debugpy/,
  });
});

test('a shell script hands Python a file that makes its first program wait, and runs the others as they are', async () => {
  const program = join(tempFolder, 'python-of-script');
  const answer = (await launch('BashScriptHost', {
    runtime: 'python',
    debugpy: join(tempFolder, 'libs/debugpy'),
    environment: { PYTHONPATH: '/own' },
    command: { ...command, program },
  })) as { command: unknown; variables: Record<string, string> };
  assert.deepEqual(answer.command, { ...command, program });
  assert.match(answer.variables.PYTHONPATH ?? '', /\/debug\/python-[\d-]+:\/own$/);
});

test('the inspector’s own lines are dropped, and no others', () => {
  const lines = 'Debugger attached.\nown\nDebugger listening on ws://127.0.0.1:9229/x\nDebugger attached. Really.\n';
  const block = { bytes: Buffer.from(lines), isContinued: false, goesOn: false };
  assert.equal(withoutInspectorNoise(block).bytes.toString(), 'own\nDebugger attached. Really.\n');
});
