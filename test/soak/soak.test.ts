import assert from 'node:assert/strict';
import { test } from 'node:test';
import { temporaryFolder } from '../support/fileTree';
import { soak } from './soak';

test('a small site survives two seconds of everything at once and a killed engine', async (context) => {
  const folder = await temporaryFolder(context);
  const { actions, runs, problems } = await soak({ folder, seed: 4, jobs: 10, seconds: 2, secondsBetweenKills: 1 });
  assert.deepEqual(problems, []);
  assert.ok(runs > 0, `${runs} runs`);
  assert.ok((actions.get('kill') ?? 0) > 0, 'the engine was killed');
});
