import assert from 'node:assert/strict';
import { type FileHandle, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { systemClock } from '../../../src/core/base/clock';
import { continuousLineLimit, JobLog } from '../../../src/core/runner/jobLog';
import { RollingLogFile, rollOverBytes, RunLogFile } from '../../../src/core/runner/logFile';
import { logStamp } from '../../../src/core/runner/logStamp';
import { OutputChannel } from '../../../src/core/runner/outputChannel';
import type { OutputBlock } from '../../../src/core/runner/outputLines';
import { temporaryFolder } from '../../support/fileTree';

const clock = { ...systemClock, now: () => Date.UTC(2025, 10, 20, 9, 8, 7, 654) };

function failWith(error: unknown): never {
  assert.fail(String(error));
}

function blockOf(text: string, part: { readonly isContinued?: boolean; readonly goesOn?: boolean } = {}): OutputBlock {
  return { bytes: Buffer.from(text), isContinued: false, goesOn: false, ...part };
}

/** A log that keeps `lineLimit` lines of each run, and what a follower sees of it. */
async function openLog(context: TestContext, lineLimit?: number): Promise<OpenedLog> {
  const path = join(await temporaryFolder(context), 'log.txt');
  const channel = new OutputChannel(false);
  const followed: string[] = [];
  channel.follow({ write: (chunk) => void followed.push(chunk.toString()), end: () => undefined }, 'now');
  const file =
    lineLimit === undefined ? new RunLogFile(path, failWith) : new RollingLogFile(path, `${path}.old`, failWith);
  const limit = lineLimit === undefined ? {} : { lineLimit };
  const log = new JobLog({ file, channel, instanceId: 'abc123', clock, ...limit });
  return { log, path, followed };
}

interface OpenedLog {
  readonly log: JobLog;
  readonly path: string;
  readonly followed: readonly string[];
}

const inStdout = '[11/20/2025 09:08:07 > abc123: INFO] ';
const inStderr = '[11/20/2025 09:08:07 > abc123: ERR ] ';

for (const lineLimit of [undefined, 2]) {
  const kind = lineLimit === undefined ? 'a run' : 'a job';
  test(`a line that comes in parts is one line in the log of ${kind}, and counts once`, async (context) => {
    const { log, path, followed } = await openLog(context, lineLimit);
    await log.console('stdout', blockOf('begin ', { goesOn: true }));
    await log.console('stdout', blockOf('middle ', { isContinued: true, goesOn: true }));
    await log.console('stdout', blockOf('end\n', { isContinued: true }));
    await log.console('stdout', blockOf('next\n'));
    const text = `${inStdout}begin middle end\n${inStdout}next\n`;
    assert.equal(followed.join(''), text);
    assert.equal(await readFile(path, 'utf8'), text.replaceAll('\n', '\r\n'));
  });

  test(`a line that comes in parts ends in the log of ${kind} where another line is logged`, async (context) => {
    const { log, path, followed } = await openLog(context, lineLimit);
    await log.console('stdout', blockOf('begin', { goesOn: true }));
    await log.console('stderr', blockOf('error\n'));
    await log.console('stdout', blockOf('\n', { isContinued: true }));
    await log.system('INFO', 'told');
    const text = `${inStdout}begin\n${inStderr}error\n[11/20/2025 09:08:07 > abc123: SYS INFO] told\n`;
    assert.equal(followed.join(''), text);
    assert.equal(await readFile(path, 'utf8'), text.replaceAll('\n', '\r\n'));
  });
}

test('a line that begins beyond the limit reaches followers in all its parts, and the file in none', async (context) => {
  const { log, path, followed } = await openLog(context, 1);
  await log.console('stdout', blockOf('kept\n'));
  await log.console('stdout', blockOf('begin ', { goesOn: true }));
  await log.console('stdout', blockOf('end\n', { isContinued: true }));
  await log.system('INFO', 'told');
  assert.match(followed.join(''), /INFO\] kept\n\[.+: WARN\] Reached .+\n\[.+INFO\] begin end\n\[.+ told\n$/);
  assert.match(await readFile(path, 'utf8'), /INFO\] kept\r\n\[.+: WARN\] Reached .+\r\n\[.+ told\r\n$/);
});

test('the rest of a line goes where its beginning went, however large the log has become', async (context) => {
  const { log, path } = await openLog(context, 5);
  await log.console('stdout', blockOf('x'.repeat(rollOverBytes), { goesOn: true }));
  await log.console('stdout', blockOf('end\n', { isContinued: true }));
  assert.ok((await readFile(path, 'utf8')).endsWith('xend\r\n'));
  await log.console('stdout', blockOf('next\n'));
  assert.equal(await readFile(path, 'utf8'), `${inStdout}next\r\n`);
});

test('a stamp has UTC time, instance, and a level of four characters', () => {
  const now = clock.now();
  assert.equal(logStamp(now, 'abc123', 'system', 'INFO'), '[11/20/2025 09:08:07 > abc123: SYS INFO] ');
  assert.equal(logStamp(now, 'abc123', 'console', 'ERR '), '[11/20/2025 09:08:07 > abc123: ERR ] ');
});

test('a rolling log moves aside once it is larger than its size, over its predecessor', async (context) => {
  const folder = await temporaryFolder(context);
  const [path, previous] = [join(folder, 'job_log.txt'), join(folder, 'job_prev_log.txt')];
  await writeFile(path, Buffer.alloc(rollOverBytes, 'x'));
  await writeFile(previous, 'older');
  let rolls = 0;
  const log = new RollingLogFile(path, previous, failWith, () => rolls++);
  await log.append(Buffer.from('a'));
  assert.equal((await readFile(path)).length, rollOverBytes + 1);
  await log.append(Buffer.from('b'));
  assert.equal(await readFile(path, 'utf8'), 'b');
  assert.equal((await readFile(previous)).length, rollOverBytes + 1);
  assert.equal(rolls, 1);
});

test('many lines at once move a log aside where one after another would', async (context) => {
  const folder = await temporaryFolder(context);
  const lines = Array.from({ length: 1_000 }, (_, number) => `line ${number} ${'x'.repeat(20 * (number % 211))}\r\n`);
  const logs = await Promise.all(
    ['singly', 'together'].map(async (name) => {
      const [path, previous] = [join(folder, `${name}.txt`), join(folder, `${name}.old`)];
      await writeFile(path, Buffer.alloc(rollOverBytes - 500_000, 'y'));
      const log = new RollingLogFile(path, previous, failWith);
      if (name === 'together') await log.appendLines(Buffer.from(lines.join('')));
      else for (const line of lines) await log.append(Buffer.from(line));
      return Promise.all([readFile(path, 'utf8'), readFile(previous, 'utf8')]);
    }),
  );
  assert.deepEqual(logs[1], logs[0]);
});

test('a log whose folder is gone tells it and goes on', async (context) => {
  const folder = await temporaryFolder(context);
  const errors: unknown[] = [];
  const log = new RollingLogFile(join(folder, 'gone/log'), join(folder, 'gone/previous'), (error) =>
    errors.push(error),
  );
  await log.append(Buffer.from('a'));
  await log.append(Buffer.from('b'));
  assert.equal(errors.length, 2);
});

test('a run log keeps the order of its appends and closes after the last one', async (context) => {
  const path = join(await temporaryFolder(context), 'output_log.txt');
  const log = new RunLogFile(path, failWith);
  for (let number = 0; number < 1_000; number++) void log.append(Buffer.from(`${number}\n`));
  await log.close();
  assert.equal(await readFile(path, 'utf8'), Array.from({ length: 1_000 }, (_, number) => `${number}\n`).join(''));
});

test('a run log writes on where a disk took less than it was given', async (context) => {
  const path = join(await temporaryFolder(context), 'output_log.txt');
  const log = new RunLogFile(path, failWith);
  await log.append(Buffer.from('a'));
  // The first of several blocks is taken in part, as a nearly full disk does it.
  const handle = (log as unknown as { handle: FileHandle }).handle;
  const writev = handle.writev.bind(handle);
  context.mock.method(handle, 'writev', (blocks: readonly Buffer[]) =>
    writev([blocks[0]?.subarray(0, 2) ?? Buffer.of()]),
  );
  void log.append(Buffer.from('bcd'));
  void log.append(Buffer.from('ef'));
  await log.close();
  assert.equal(await readFile(path, 'utf8'), 'abcdef');
});

test('the file gets as many console lines of a run as the service keeps and the notice; followers get all', async (context) => {
  const path = join(await temporaryFolder(context), 'job_log.txt');
  const channel = new OutputChannel(true);
  const log = new JobLog({
    file: new RollingLogFile(path, `${path}.old`, failWith),
    channel,
    instanceId: 'abc123',
    clock,
    lineLimit: continuousLineLimit,
  });
  let followed = '';
  channel.follow({ write: (chunk) => void (followed += chunk.toString()), end: () => undefined }, 'now');
  const block = (from: number, to: number): OutputBlock =>
    blockOf(Array.from({ length: to - from }, (_, index) => `${from + index}\n`).join(''));
  log.startRun();
  await log.console('stdout', block(0, 150));
  await log.console('stderr', block(150, 250));
  await log.console('stdout', block(250, 260));
  await log.system('INFO', 'after');
  const lines = (await readFile(path, 'utf8')).split('\r\n').slice(0, -1);
  assert.equal(lines.length, continuousLineLimit + 2);
  assert.match(lines[199] ?? '', /: ERR \] 199$/);
  assert.match(lines[200] ?? '', /: WARN\] Reached maximum allowed output lines for this run,/);
  assert.match(lines[201] ?? '', /: SYS INFO\] after$/);
  const numbers = [...followed.matchAll(/\] (\d+)\n/g)].map(([, number]) => Number(number));
  assert.deepEqual(
    numbers,
    Array.from({ length: 260 }, (_, number) => number),
  );
  log.startRun();
  await log.console('stdout', blockOf('next run\n'));
  assert.match(await readFile(path, 'utf8'), /INFO\] next run\r\n$/);
});

test('a follower that comes late gets what was kept of the present process', async (context) => {
  const channel = new OutputChannel(true);
  await channel.publish(Buffer.from('old\n'));
  channel.clearBacklog();
  await channel.publish(Buffer.from('kept\n'));
  let text = '';
  const follower = channel.follow(
    { write: (chunk) => void (text += chunk.toString()), end: () => (text += 'end') },
    'backlog',
  );
  await channel.publish(Buffer.from('live\n'));
  assert.equal(text, 'kept\nlive\n');
  follower.dispose();
  await channel.publish(Buffer.from('unseen\n'));
  assert.equal(text, 'kept\nlive\n');
  await rm(await temporaryFolder(context), { recursive: true });
});

test('a follower that throws gets nothing more and holds nobody', async () => {
  const channel = new OutputChannel(false);
  let calls = 0;
  const write = (): Promise<void> => {
    calls++;
    return Promise.reject(new Error('broken'));
  };
  channel.follow({ write, end: () => undefined }, 'now');
  await channel.publish(Buffer.from('a\n'));
  await channel.publish(Buffer.from('b\n'));
  assert.equal(calls, 1);
});
