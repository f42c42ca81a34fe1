import assert from 'node:assert/strict';
import { test } from 'node:test';
import { temporaryFolder, writeTree } from '../../support/fileTree';
import { webjobs } from '../../support/webjobsCommand';

const files = {
  'site/wwwroot/App_Data/jobs/continuous/worker/run.js': '',
  'site/wwwroot/App_Data/jobs/triggered/b/run.sh': '#!/bin/bash\n',
  'site/jobs/triggered/a/app.ts': '',
};

test('lists jobs with their folders, triggered ones first', async (context) => {
  const folder = await temporaryFolder(context);
  await writeTree(folder, files);
  const { exitCode, stdout } = await webjobs(['list', '--json'], folder);
  const jobs = JSON.parse(stdout) as { kind: string; name: string; runnable: boolean; path: string }[];
  assert.equal(exitCode, 0);
  assert.deepEqual(
    jobs.map(({ kind, name, runnable, path }) => [kind, name, runnable, path]),
    [
      ['triggered', 'a', false, 'site/jobs/triggered/a'],
      ['triggered', 'b', true, 'site/wwwroot/App_Data/jobs/triggered/b'],
      ['continuous', 'worker', true, 'site/wwwroot/App_Data/jobs/continuous/worker'],
    ],
  );
});

test('says that there is nothing, and that the folder is missing', async (context) => {
  const folder = await temporaryFolder(context);
  assert.deepEqual(await webjobs(['list', '.', '--json'], folder), { exitCode: 0, stdout: '[]\n', stderr: '' });
  assert.equal((await webjobs(['list', 'missing'], folder)).exitCode, 2);
});
