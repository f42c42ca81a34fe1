import assert from 'node:assert/strict';
import { test } from 'node:test';
import { temporaryFolder } from '../support/fileTree';
import { soak } from './soak';

test('fifty jobs survive two minutes of everything at once and killed engines, in time that passes quickly', async (context) => {
  const folder = await temporaryFolder(context);
  const { actions, runs, problems } = await soak({
    folder,
    seed: 4,
    jobs: 50,
    seconds: 100,
    secondsBetweenKills: 25,
    drivenFromMs: Date.UTC(2026, 2, 29, 0, 58),
  });
  assert.deepEqual(problems, []);
  assert.ok(runs > 0, `${runs} runs`);
  assert.ok((actions.get('kill') ?? 0) > 0, 'the engine was killed');
});
