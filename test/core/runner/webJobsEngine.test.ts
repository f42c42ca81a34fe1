import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { TestEngine, testOptions } from './testEngine';
import { WebJobsEngine } from '../../../src/core/runner/webJobsEngine';
import { isAlive, untilGone } from '../../support/processes';

const obedient = 'echo up\nwhile [ ! -f "$WEBJOBS_SHUTDOWN_FILE" ]; do sleep 0.05; done\necho bye\n';
const deaf = 'trap "" TERM INT HUP\necho up\nsleep 1000 & sleep 1000\n';

test('a continuous job starts when asked, stops by its shutdown file and leaves nothing', async (context) => {
  const site = await TestEngine.open(context, { 'continuous/job/run.sh': obedient });
  const output = site.collect('continuous', 'job');
  await site.engine.startContinuous('JOB');
  await output.includes('up');
  const { process } = await site.until('continuous', 'job', (job) => job.process !== null);
  await site.engine.stopContinuous('job');
  assert.equal(isAlive(process?.pid ?? 0), false);
  const job = await site.engine.job({ kind: 'continuous', name: 'job' });
  assert.deepEqual([job?.status, job?.isActive, job?.process], ['Stopped', false, null]);
  assert.match(await site.dataFile('continuous/job/job_log.txt'), /INFO\] bye\r\n.*Success\r\n.*Stopped\r\n$/s);
});

test('a second stop with force ends the wait for a job that ignores everything', async (context) => {
  const site = await TestEngine.open(context, {
    'continuous/job/run.sh': deaf,
    'continuous/job/settings.job': '{"stopping_wait_time":600}',
  });
  const output = site.collect('continuous', 'job');
  await site.engine.startContinuous('job');
  await output.includes('up');
  const { process } = await site.until('continuous', 'job', (job) => job.process !== null);
  const stopped = site.engine.stopContinuous('job');
  await output.includes('Stopping');
  await site.engine.stopContinuous('job', { force: true });
  await stopped;
  assert.equal(isAlive(process?.pid ?? 0), false);
  await output.includes('WebJob process was aborted');
});

test('stopping kills children in other sessions, with closed pipes and with an empty environment', async (context) => {
  const site = await TestEngine.open(context, {
    'continuous/job/run.sh':
      '(setsid sleep 1000 >/dev/null 2>&1 </dev/null & echo "pid $!")\nenv -i sleep 1000 &\necho "pid $!"\n' +
      'sleep 1000 >/dev/null 2>&1 &\necho "pid $!"\necho up\nwait\n',
  });
  const output = site.collect('continuous', 'job');
  await site.engine.startContinuous('job');
  await output.includes('up');
  const pids = [...output.text().matchAll(/pid (\d+)/g)].map(([, pid]) => Number(pid));
  assert.equal(pids.length, 3);
  await site.engine.stopContinuous('job', { force: true });
  await untilGone(...pids);
});

test('a failing job is restarted after the restart time, and tells why', async (context) => {
  const site = await TestEngine.open(
    context,
    { 'continuous/job/run.sh': 'exit 7\n' },
    { appSettings: () => ({ WEBJOBS_RESTART_TIME: '0' }) },
  );
  await site.engine.startContinuous('job');
  const again = await site.until('continuous', 'job', (job) => (job.process?.generation ?? 0) > 1);
  assert.equal(again.lastError, 'Job failed due to exit code 7');
});

test('a change of its files restarts a running job, and leaves one alone that nobody started', async (context) => {
  const site = await TestEngine.open(context, {
    'continuous/job/run.sh': 'cat v.txt\nwhile [ ! -f "$WEBJOBS_SHUTDOWN_FILE" ]; do sleep 0.05; done\n',
    'continuous/job/v.txt': { text: 'first\n', mtime: '2025-01-01T00:00:00Z' },
    'continuous/idle/run.sh': obedient,
  });
  const output = site.collect('continuous', 'job');
  await site.engine.startContinuous('job');
  await output.includes('first');
  await writeFile(join(site.folder, 'jobs/continuous/idle/new.txt'), 'x');
  await writeFile(join(site.folder, 'jobs/continuous/job/v.txt'), 'second\n');
  await output.includes('second');
  assert.match(output.text(), /Job directory change detected: Job file 'v.txt' timestamp differs/);
  assert.equal((await site.engine.job({ kind: 'continuous', name: 'idle' }))?.isActive, false);
});

test('a run is refused while another one is in progress, and tells its end', async (context) => {
  const site = await TestEngine.open(context, { 'triggered/job/run.sh': 'read -t 0.5 line\nexit 3\n' });
  const run = await site.engine.runTriggered('job', { trigger: 'External - test' });
  await assert.rejects(site.engine.runTriggered('job', { trigger: 'x' }), { code: 'already-running' });
  const finished = await run.finished;
  assert.deepEqual([finished.id, finished.status, finished.trigger], [run.runId, 'Failed', 'External - test']);
  const next = await site.engine.runTriggered('job', { trigger: 'External - test' });
  assert.ok(next.runId > run.runId);
  await next.finished;
  assert.equal((await site.engine.history('job'))?.length, 2);
});

test('a triggered run can be stopped, first by a signal that asks', async (context) => {
  const site = await TestEngine.open(context, {
    'triggered/job/run.sh': 'trap "echo cleaned; exit 0" TERM\necho up\nwhile :; do sleep 0.05; done\n',
  });
  const output = site.collect('triggered', 'job');
  const run = await site.engine.runTriggered('job', { trigger: 'x' });
  await output.includes('up');
  await site.engine.stopRun('job');
  assert.equal((await run.finished).status, 'Stopped');
  assert.match(output.text(), /cleaned/);
});

test('jobs that do not exist, do not run or are disabled are refused with a reason', async (context) => {
  const site = await TestEngine.open(context, {
    'continuous/job/run.sh': obedient,
    'continuous/empty/readme.txt': 'x',
  });
  await assert.rejects(site.engine.startContinuous('none'), { code: 'job-not-found' });
  await assert.rejects(site.engine.startContinuous('empty'), { code: 'job-not-found' });
  await assert.rejects(site.engine.runTriggered('none', { trigger: 'x' }), { code: 'job-not-found' });
  await assert.rejects(site.engine.startContinuous('job', { appSettings: { WEBJOBS_STOPPED: '1' } }), {
    code: 'job-disabled',
  });
});

test('a job that is disabled while it runs is at rest after its process', async (context) => {
  let settings: Record<string, string> = { WEBJOBS_RESTART_TIME: '0' };
  const site = await TestEngine.open(
    context,
    { 'continuous/job/run.sh': 'sleep 0.2\nexit 3\n' },
    {
      appSettings: () => settings,
    },
  );
  await site.engine.startContinuous('job');
  await site.until('continuous', 'job', (job) => job.process !== null);
  settings = { WEBJOBS_STOPPED: '1' };
  const job = await site.until('continuous', 'job', ({ isActive }) => !isActive);
  assert.deepEqual([job.status, job.process, job.lastError], ['Stopped', null, 'Job failed due to exit code 3']);
  await assert.rejects(site.engine.startContinuous('job'), { code: 'job-disabled' });
});

test('a missing interpreter is one clear message that names file, program and setting', async (context) => {
  const site = await TestEngine.open(
    context,
    { 'triggered/job/run.py': 'print(1)\n' },
    { interpreters: { python: null } },
  );
  const run = await site.engine.runTriggered('job', { trigger: 'x' });
  assert.equal((await run.finished).status, 'Failed');
  const { lastError } = (await site.engine.job({ kind: 'triggered', name: 'job' })) ?? {};
  assert.match(lastError ?? '', /run\.py cannot start: .*webjobs\.interpreters\.python.*Install Python 3/);
});

test('scripts can open their standard streams by name', async (context) => {
  const site = await TestEngine.open(context, {
    'triggered/job/run.sh': 'echo one > /dev/stdout\necho two > /dev/stderr\necho three | tee /dev/stderr\n',
  });
  const output = site.collect('triggered', 'job');
  const run = await site.engine.runTriggered('job', { trigger: 'x' });
  assert.equal((await run.finished).status, 'Success');
  const lines = output
    .text()
    .split('\n')
    .map((line) => line.replace(/^.*: (INFO|ERR )\] /, '$1 '));
  assert.deepEqual(lines.filter((line) => /^(INFO|ERR ) (one|two|three)/.test(line)).sort(), [
    'ERR  three',
    'ERR  two',
    'INFO one',
    'INFO three',
  ]);
});

test('no line is lost, doubled or out of order, and a follower sees what the file holds', async (context) => {
  const count = 60_000;
  const site = await TestEngine.open(context, {
    'triggered/job/run.js': `let i = 0; const write = () => { while (i < ${count}) if (!process.stdout.write(\`line \${i++}\\n\`)) return process.stdout.once('drain', write); }; write();`,
  });
  const output = site.collect('triggered', 'job');
  const run = await site.engine.runTriggered('job', { trigger: 'x' });
  await run.finished;
  const file = await site.dataFile(`triggered/job/${run.runId}/output_log.txt`);
  const numbers = [...file.matchAll(/INFO\] line (\d+)\r\n/g)].map(([, number]) => Number(number));
  assert.equal(numbers.length, count);
  assert.ok(numbers.every((number, index) => number === index));
  assert.equal(output.text(), file.replaceAll('\r\n', '\n'));
});

test('a line of many megabytes is one line of the log', async (context) => {
  const megabytes = 8;
  const site = await TestEngine.open(context, {
    'triggered/job/run.js': `const block = 'x'.repeat(2 ** 20); let n = 0; const write = () => { while (n++ < ${megabytes}) if (!process.stdout.write(block)) return process.stdout.once('drain', write); console.log('end'); }; write();`,
  });
  const output = site.collect('triggered', 'job');
  const run = await site.engine.runTriggered('job', { trigger: 'x' });
  assert.equal((await run.finished).status, 'Success');
  const file = await site.dataFile(`triggered/job/${run.runId}/output_log.txt`);
  const lines = file.split('\r\n').filter((line) => line.includes(': INFO] '));
  assert.equal(lines.length, 1);
  assert.equal(/\] (x+)end$/.exec(lines[0] ?? '')?.[1]?.length, megabytes * 2 ** 20);
  assert.equal(output.text(), file.replaceAll('\r\n', '\n'));
});

test('a slow follower slows the job instead of filling the memory', async (context) => {
  const site = await TestEngine.open(context, {
    'triggered/job/run.js': `const block = ('x'.repeat(99) + '\\n').repeat(600); let n = 0; const write = () => { while (n++ < 400) if (!process.stdout.write(block)) return process.stdout.once('drain', write); }; write();`,
  });
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  let received = 0;
  const ended = new Promise<void>((resolve) => {
    site.engine.followOutput(
      { kind: 'triggered', name: 'job' },
      { from: 'now' },
      {
        write: async (chunk) => {
          received += chunk.length;
          await held;
        },
        end: resolve,
      },
    );
  });
  const run = await site.engine.runTriggered('job', { trigger: 'x' });
  const isDone = await Promise.race([run.finished.then(() => true), sleep(1_000, false)]);
  assert.equal(isDone, false);
  assert.ok(received < 4 * 1024 * 1024, `${received} bytes were handed out`);
  release();
  assert.equal((await run.finished).status, 'Success');
  await ended;
  assert.ok(received > 400 * 60_000);
});

test('a run can be followed from its beginning while it goes on, and after its end', async (context) => {
  const site = await TestEngine.open(context, {
    'triggered/job/run.sh': 'echo first\nwhile [ ! -f "$GO" ]; do sleep 0.05; done\necho last\n',
  });
  const go = join(site.folder, 'go');
  const early = site.collect('triggered', 'job');
  const run = await site.engine.runTriggered('job', { trigger: 'x', launch: { appSettings: { GO: go } } });
  await early.includes('first');
  const follow = (): Promise<string> =>
    new Promise((resolve) => {
      let text = '';
      const key = { kind: 'triggered', name: 'job' } as const;
      const from = { from: 'run', runId: run.runId } as const;
      site.engine.followOutput(key, from, {
        write: (chunk) => void (text += chunk.toString()),
        end: () => resolve(text),
      });
    });
  const during = follow();
  await writeFile(go, '');
  await run.finished;
  const whole = early.text();
  assert.equal(await during, whole);
  assert.equal(await follow(), whole);
});

test('a surviving grandchild that holds the pipes delays the end by two looks, and lives on', async (context) => {
  const site = await TestEngine.open(context, { 'triggered/job/run.sh': 'sleep 1000 &\necho "pid $!"\n' });
  const output = site.collect('triggered', 'job');
  const run = await site.engine.runTriggered('job', { trigger: 'x' });
  assert.equal((await run.finished).status, 'Success');
  const pid = Number(/pid (\d+)/.exec(output.text())?.[1]);
  assert.equal(isAlive(pid), true);
  await site.engine.close();
  await untilGone(pid);
});

test('closing stops continuous jobs in an orderly way and refuses what comes later', async (context) => {
  const site = await TestEngine.open(context, { 'continuous/job/run.sh': obedient, 'triggered/run/run.sh': 'true\n' });
  const output = site.collect('continuous', 'job');
  await site.engine.startContinuous('job');
  await output.includes('up');
  await site.engine.close();
  assert.match(output.text(), /website shutting down\n.*bye/s);
  await assert.rejects(site.engine.runTriggered('run', { trigger: 'x' }), { code: 'webjobs-stopped' });
  await assert.rejects(site.engine.startContinuous('job'), { code: 'engine-closed' });
});

test('deleting a job removes its files, its data and its processes', async (context) => {
  const site = await TestEngine.open(context, { 'continuous/job/run.sh': obedient });
  const output = site.collect('continuous', 'job');
  await site.engine.startContinuous('job');
  await output.includes('up');
  const { process } = await site.until('continuous', 'job', (job) => job.process !== null);
  await site.engine.deleteJob({ kind: 'continuous', name: 'job' });
  assert.equal(isAlive(process?.pid ?? 0), false);
  assert.equal(await site.engine.job({ kind: 'continuous', name: 'job' }), undefined);
  await assert.rejects(site.dataFile('continuous/job/job_log.txt'), { code: 'ENOENT' });
});

test('a job that appears and a job that goes are announced', async (context) => {
  const site = await TestEngine.open(context, { 'triggered/old/run.sh': 'true\n' });
  const removed = new Promise((resolve) => site.engine.onDidRemoveJob(resolve));
  await rm(join(site.folder, 'jobs/triggered/old'), { recursive: true });
  assert.deepEqual(await removed, { kind: 'triggered', name: 'old' });
});

test('two engines on the same data run a triggered job once at a time', async (context) => {
  const site = await TestEngine.open(context, { 'triggered/job/run.sh': 'read -t 1 line\nexit 0\n' });
  const options = testOptions(site.folder);
  const other = await WebJobsEngine.open({
    ...options,
    paths: { ...options.paths, tempFolder: join(site.folder, 'temp2') },
    instanceId: 'test02',
  });
  context.after(() => other.close({ force: true }));
  const run = await site.engine.runTriggered('job', { trigger: 'x' });
  await assert.rejects(other.runTriggered('job', { trigger: 'x' }), { code: 'already-running' });
  await run.finished;
  await (
    await other.runTriggered('job', { trigger: 'x' })
  ).finished;
  assert.deepEqual(
    (await site.engine.history('job'))?.map(({ status }) => status),
    ['Success', 'Success'],
  );
});

test('a folder that a job keeps among its runs does not hide its latest run from people', async (context) => {
  const site = await TestEngine.open(context, { 'triggered/job/run.sh': 'mkdir "$WEBJOBS_DATA_PATH/files"\n' });
  const run = await site.engine.runTriggered('job', { trigger: 'test' });
  await run.finished;
  const snapshot = await site.engine.job({ kind: 'triggered', name: 'job' });
  assert.deepEqual([snapshot?.latestRun?.id, snapshot?.status], [run.runId, 'Success']);
  // The service itself answers that there is none (kudu-webjobs §5.2).
  assert.equal((await site.engine.triggeredRecord('job'))?.latestRun, null);
});
