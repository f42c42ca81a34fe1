import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { linuxProcesses, parseStat } from '../../../src/core/runner/linuxProcesses';
import { macProcesses } from '../../../src/core/runner/macProcesses';
import { markVariable, processTable, withDescendants } from '../../../src/core/runner/processTable';
import { processWords } from '../../../src/core/runner/processWords';
import { watchdogCommand } from '../../../src/core/runner/watchdog';
import { parseWindowsList, windowsProcesses } from '../../../src/core/runner/windowsProcesses';
import { currentPlatform } from '../../../src/core/runner/interpreter';
import { temporaryFolder } from '../../support/fileTree';
import { untilGone } from '../../support/processes';

test('Linux: a program may have blanks and parentheses in its name', () => {
  const fields = `S 7 42 42 0 -1 4194304 1 0 0 0 150 25 0 0 20 0 1 0 987654 1000`;
  assert.deepEqual(parseStat(`42 (a (b) c) ${fields}`), {
    pid: 42,
    parentPid: 7,
    sessionId: 42,
    startedAt: '987654',
    cpuMs: 1_750,
  });
});

test('Linux: a process that only waits to be reaped is not alive', () => {
  assert.equal(parseStat('42 (sh) Z 7 42 42 0 -1'), undefined);
  assert.equal(parseStat(''), undefined);
});

test('Linux: a mark is found behind an environment of any length', { skip: process.platform !== 'linux' }, async () => {
  const mark = `long:${process.pid}:`;
  const environment = { FIRST: 'x'.repeat(100_000), SECOND: 'y'.repeat(100_000), [markVariable]: `${mark}job;` };
  const child = spawn('/bin/sleep', ['60'], { env: environment, stdio: 'ignore' });
  try {
    await once(child, 'spawn');
    assert.deepEqual(await linuxProcesses().marked(mark), [child.pid]);
  } finally {
    child.kill('SIGKILL');
  }
});

test('macOS: processes come from ps, marked ones from their environment', async () => {
  const calls: (readonly string[])[] = [];
  const table = macProcesses((file, args) => {
    calls.push([file, ...args]);
    return Promise.resolve(
      args.includes('pid=,command=')
        ? `  12 /bin/bash run.sh PATH=/bin ${markVariable}=s:e:job;\n  13 vim\n`
        : '  12     1     12 Ss    1:02.50 Fri Nov 20 10:00:00 2026    \n  13    12     12 Z     0:00.00 Fri Nov 20 10:00:01 2026\n',
    );
  });
  assert.deepEqual(await table.list(), [
    { pid: 12, parentPid: 1, sessionId: 12, startedAt: 'Fri_Nov_20_10:00:00_2026', cpuMs: 62_500 },
  ]);
  assert.deepEqual(await table.marked('s:e:'), [12]);
  assert.equal((await table.find(12))?.cpuMs, 62_500);
  const columns = ['-o', 'pid=,ppid=,pgid=,state=,time=,lstart='];
  assert.deepEqual(calls, [
    ['/bin/ps', '-ax', ...columns],
    ['/bin/ps', '-axEww', '-o', 'pid=,command='],
    ['/bin/ps', '-p', '12', ...columns],
  ]);
});

test('Windows: processes come from the management interface, and marks cannot be read', async () => {
  const table = windowsProcesses((file, args) => {
    assert.deepEqual([file, args.slice(0, 3)], ['powershell.exe', ['-NoProfile', '-NonInteractive', '-Command']]);
    if (args[3]?.includes("Win32_Process -Filter 'ProcessId = 120' |"))
      return Promise.resolve('120 4 638000000000000001 0 50000\r\n');
    return Promise.resolve('4 0 638000000000000000 10000 20000\r\n120 4 638000000000000001 0 50000\r\n\r\n');
  });
  assert.deepEqual(await table.list(), [
    { pid: 4, parentPid: 0, sessionId: undefined, startedAt: '638000000000000000', cpuMs: 3 },
    { pid: 120, parentPid: 4, sessionId: undefined, startedAt: '638000000000000001', cpuMs: 5 },
  ]);
  assert.deepEqual((await table.find(120))?.startedAt, '638000000000000001');
  assert.deepEqual(await table.marked('s:e:'), []);
});

test('Windows: a child of a process whose pid was given to another one does not belong to that one', () => {
  const entries = parseWindowsList('0 0  0 99\r\n120 4 500 0 0\r\n130 120 400 0 0\r\n140 120 500 0 0\r\n');
  assert.deepEqual([...withDescendants(entries, [120])].sort(), [120, 140]);
});

test('Windows gets the arguments as text behind the quoted program, batch files and other systems get words', () => {
  const node = 'C:\\Program Files\\nodejs\\node.exe';
  assert.deepEqual(processWords(node, 'run.js "a b" c\\', 'win32'), {
    words: ['run.js "a b" c\\'],
    options: { argv0: `"${node}"`, windowsVerbatimArguments: true },
  });
  const words = { words: ['run.py', 'a b'], options: {} };
  assert.deepEqual(processWords('C:\\shims\\python.BAT', 'run.py "a b"', 'win32'), words);
  assert.deepEqual(processWords('/usr/bin/python3', 'run.py "a b"', 'darwin'), words);
});

test('the watchdog of macOS kills by mark, by group, and by pid and start, and spares strangers', async (context) => {
  const bin = await temporaryFolder(context);
  const sleeper = (): ChildProcess => spawn('sleep', ['1000'], { stdio: 'ignore' });
  const [marked, member, single, stranger, reused] = [sleeper(), sleeper(), sleeper(), sleeper(), sleeper()];
  context.after(() => [stranger, reused].map((each) => each.kill('SIGKILL')));
  const start = 'Fri Nov 20 10:00:00 2026';
  const rows = [
    [marked, 1, start, `${markVariable}=s:e:job;`],
    [member, 77, start, ''],
    [single, 1, start, ''],
    // Its group is a day and a year of somebody's start.
    [stranger, 20, start, `${markVariable}=s:other:job;`],
    [reused, 2026, 'Fri Nov 20 10:00:01 2026', ''],
  ] as const;
  // A stand-in for `ps` of macOS that knows these processes only.
  const lines = rows.map(
    ([child, group, startedAt, environment]) =>
      `kill -0 ${child.pid ?? 0} 2>/dev/null && case "$*" in ` +
      `*command*) echo "${child.pid ?? 0} sleep 1000 ${environment}" ;; ` +
      `*) echo "${child.pid ?? 0} ${group} S ${startedAt}" ;; esac`,
  );
  await writeFile(join(bin, 'ps'), `#!/bin/sh\n${lines.join('\n')}\nexit 0\n`, { mode: 0o755 });
  const { file, args } = watchdogCommand('s:e:', 'darwin');
  const watchdog = spawn(file, args, {
    env: { PATH: `${bin}:${process.env.PATH ?? ''}` },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const exit = once(watchdog, 'exit');
  watchdog.stdin.end(
    `+77\n+${single.pid ?? 0}:Fri_Nov_20_10:00:00_2026\n+${reused.pid ?? 0}:Fri_Nov_20_10:00:00_2026\n`,
  );
  assert.deepEqual(await exit, [0, null]);
  await untilGone(marked.pid ?? 0, member.pid ?? 0, single.pid ?? 0);
  assert.deepEqual([stranger.signalCode, reused.signalCode], [null, null]);
});

test('the watchdog is a shell on Linux and macOS, and Node on Windows', () => {
  for (const platform of ['linux', 'darwin'] as const) {
    const { file, args, environment } = watchdogCommand('s:e:', platform);
    assert.deepEqual([file, args[0], args[2], args[3]], ['/bin/sh', '-c', 'webjobs-watchdog', `${markVariable}=s:e:`]);
    assert.ok(!(markVariable in environment), 'it would find itself');
  }
  const windows = watchdogCommand('s:e:', 'win32', 'C:\\node.exe');
  assert.deepEqual(
    [windows.file, windows.args[0], windows.environment.ELECTRON_RUN_AS_NODE],
    ['C:\\node.exe', '-e', '1'],
  );
  // Its environment holds no PATH.
  assert.match(windows.args[1] ?? '', /SystemRoot \+ "\\\\System32\\\\taskkill\.exe"/);
  assert.match(windows.args[1] ?? '', /\(taskkill, \["\/F", "\/T", "\/PID", pid\]/);
});

test('the watchdog kills what is alive when its pipe ends, and spares jobs that have ended and strangers', async (context) => {
  const { file, args, environment } = watchdogCommand(`test:${process.pid}:`, 'linux');
  const [job, ended, single, reused] = [0, 1, 2, 3].map(() =>
    spawn('sleep', ['1000'], { detached: true, env: { PATH: process.env.PATH } }),
  );
  context.after(() => [ended, reused].map((each) => each?.kill('SIGKILL')));
  const { startedAt } = (await processTable().find(single?.pid ?? 0)) ?? {};
  const watchdog = spawn(file, args, { env: environment, stdio: ['pipe', 'ignore', 'ignore'] });
  const exit = once(watchdog, 'exit');
  watchdog.stdin.write(`+${job?.pid ?? 0}\n+${ended?.pid ?? 0}\n-${ended?.pid ?? 0}\n`);
  watchdog.stdin.end(`+${single?.pid ?? 0}:${startedAt ?? ''}\n+${reused?.pid ?? 0}:1\n`);
  assert.deepEqual(await exit, [0, null]);
  await untilGone(job?.pid ?? 0, single?.pid ?? 0);
  assert.deepEqual(
    [ended?.exitCode, ended?.signalCode, reused?.exitCode, reused?.signalCode],
    [null, null, null, null],
  );
});

test('platforms have the names of the table of scripts', () => {
  assert.deepEqual((['win32', 'darwin', 'linux', 'freebsd'] as const).map(currentPlatform), [
    'windows',
    'macos',
    'linux',
    'linux',
  ]);
});
