import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { WebJobsEngine } from '../../../src/core/runner/webJobsEngine';
import { temporaryFolder, writeTree } from '../../support/fileTree';
import { isAlive, testOptions, untilDead } from './testEngine';

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
  await untilDead(pids);
  assert.equal((await journals(folder)).length, 1);
  const next = await WebJobsEngine.open(testOptions(folder));
  assert.deepEqual(await journals(folder), []);
  await next.close();
});

async function journals(folder: string): Promise<string[]> {
  return readdir(join(folder, 'data/engines'));
}
