import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { processTable } from '../../../src/core/runner/processTable';
import { WebJobsEngine } from '../../../src/core/runner/webJobsEngine';
import { temporaryFolder, writeTree } from '../../support/fileTree';
import { TestEngine, testOptions } from './testEngine';
import { isAlive, untilGone } from '../../support/processes';

const family =
  'trap "" TERM INT HUP\n(setsid sleep 1000 >/dev/null 2>&1 </dev/null & echo "pid $!")\nenv -i sleep 1000 &\n' +
  'echo "pid $!"\necho "pid $$"\necho up\nwait\nwait\n';

test('after kill -9 of the engine its jobs die by themselves, and the next engine finds a clean site', async (context) => {
  const folder = await temporaryFolder(context);
  await writeTree(join(folder, 'jobs'), { 'continuous/job/run.sh': family });
  const engine = fork(join(__dirname, '../../fixtures/programs/engineToKill.ts'), [folder], {
    execArgv: ['--import', 'tsx'],
  });
  context.after(() => engine.kill('SIGKILL'));
  const [output] = (await once(engine, 'message')) as [string];
  const pids = [...output.matchAll(/pid (\d+)/g)].map(([, pid]) => Number(pid));
  assert.equal(pids.length, 3);
  assert.deepEqual(pids.map(isAlive), [true, true, true]);
  engine.kill('SIGKILL');
  await untilGone(...pids);
  assert.equal((await journals(folder)).length, 1);
  const next = await WebJobsEngine.open(testOptions(folder));
  assert.deepEqual(await journals(folder), []);
  await next.close();
});

/** Leaves its session and its environment behind, as a daemon does, so that only its parent tells whose it is. */
const escaping = 'env -i setsid sleep 1000 >/dev/null 2>&1 </dev/null &\necho "pid $!"\necho up\n';

test('what escaped from a job that has ended dies with the engine that is killed', async (context) => {
  const folder = await temporaryFolder(context);
  await writeTree(join(folder, 'jobs'), {
    // It ends once its child is known.
    'continuous/job/run.sh': `${escaping}for i in $(seq 300); do grep -q '"pid":'"$!," "${folder}"/data/engines/*.json && break; sleep 0.1; done\necho gone\n`,
  });
  const engine = fork(join(__dirname, '../../fixtures/programs/engineToKill.ts'), [folder, 'INFO] gone'], {
    execArgv: ['--import', 'tsx'],
  });
  context.after(() => engine.kill('SIGKILL'));
  const [output] = (await once(engine, 'message')) as [string];
  const pid = Number(/pid (\d+)/.exec(output)?.[1]);
  assert.equal(isAlive(pid), true);
  engine.kill('SIGKILL');
  await untilGone(pid);
});

test('what escaped from a job is stopped with it, also when its parent is gone', async (context) => {
  const site = await TestEngine.open(context, {
    'continuous/job/run.sh': `(${escaping}echo "parent $BASHPID"\nwhile [ ! -f go ]; do sleep 0.05; done) &\nsleep 1000\n`,
    'continuous/job/settings.job': '{"is_in_place":true,"stopping_wait_time":0}',
  });
  const output = site.collect('continuous', 'job');
  await site.engine.startContinuous('job');
  await output.includes('INFO] parent');
  const [pid, parent] = ['pid', 'parent'].map((word) =>
    Number(new RegExp(`${word} (\\d+)`).exec(output.text())?.[1]),
  ) as [number, number];
  await until(async () => (await journalText(site.folder)).includes(`"pid":${pid},`));
  await writeFile(join(site.folder, 'jobs/continuous/job/go'), '');
  await until(async () => !(await processTable().find(parent)));
  await site.engine.stopContinuous('job', { force: true });
  await untilGone(pid);
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt++) {
    if (await holds()) return;
    await sleep(50);
  }
  throw new Error('It never came about.');
}

async function journalText(folder: string): Promise<string> {
  const names = (await journals(folder)).filter((name) => name.endsWith('.json'));
  return readFile(join(folder, 'data/engines', names[0] ?? ''), 'utf8').catch(() => '');
}

async function journals(folder: string): Promise<string[]> {
  return readdir(join(folder, 'data/engines'));
}
