import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localCommand, serviceCommand } from '../../../src/core/jobs/scriptCommand';
import { chooseScript } from '../../../src/core/jobs/jobScript';
import type { Platform } from '../../../src/core/jobs/scriptHosts';

/** Programs and argument text for a file, or the reason why it cannot run. */
function commandOf(platform: Platform, file: string, siblings: readonly string[] = [], runArguments = ''): unknown {
  const host = chooseScript([file])?.host.name;
  assert.ok(host !== undefined);
  const command = localCommand({ host, file, siblings, platform, runArguments });
  return command.kind === 'run' ? [command.programs, command.argumentText] : command.message;
}

test('arguments follow as they are, after one space', () => {
  assert.equal(serviceCommand('WindowsScriptHost', 'a b.cmd', '"x" y').arguments, '/c ""a b.cmd" "x" y"');
  assert.equal(serviceCommand('BashScriptHost', 'run.sh', 'x  y').arguments, 'run.sh x  y');
});

test('Windows starts what the service starts', () => {
  assert.deepEqual(commandOf('windows', 'run.cmd', [], 'x'), [['cmd.exe'], '/c ""run.cmd" x"']);
  assert.deepEqual(commandOf('windows', 'run.ps1'), [
    ['powershell.exe', 'pwsh.exe'],
    '-ExecutionPolicy RemoteSigned -File run.ps1',
  ]);
  assert.deepEqual(commandOf('windows', 'run.py'), [['python.exe', 'py.exe'], 'run.py']);
  assert.deepEqual(commandOf('windows', 'run.fsx'), [['fsi.exe'], 'run.fsx']);
});

test('Linux and macOS start the same with their own programs', () => {
  for (const platform of ['linux', 'macos'] as const) {
    assert.deepEqual(commandOf(platform, 'run.sh', [], 'a b'), [['/bin/bash', 'bash'], 'run.sh a b']);
    assert.deepEqual(commandOf(platform, 'run.py'), [['python3', 'python'], 'run.py']);
    assert.deepEqual(commandOf(platform, 'run.ps1'), [['pwsh'], 'run.ps1']);
    assert.deepEqual(commandOf(platform, 'run.fsx'), [['dotnet'], 'fsi run.fsx']);
    assert.deepEqual(commandOf(platform, 'app.jar', [], '1'), [['java'], '-jar app.jar 1']);
  }
});

test('an .exe runs elsewhere through the .dll of its name', () => {
  assert.deepEqual(commandOf('linux', 'App.exe', ['App.exe', 'app.dll'], '1'), [['dotnet'], 'app.dll 1']);
  assert.equal(
    commandOf('linux', 'App.exe'),
    'App.exe runs on Windows only, and there is no App.dll for dotnet beside it.',
  );
  assert.match(String(commandOf('macos', 'run.cmd')), /^run\.cmd runs on Windows only\. Add a run\.sh/);
});
