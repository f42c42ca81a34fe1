import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InspectedProblem } from '../../../src/core/jobs/inspectJob';
import { temporaryFolder, writeTree } from '../../support/fileTree';
import { webjobs } from '../../support/webjobsCommand';

async function lint(
  cwd: string,
  ...paths: string[]
): Promise<{ readonly exitCode: number; readonly found: readonly string[] }> {
  const { exitCode, stdout } = await webjobs(['lint', ...paths, '--json'], cwd);
  const problems = stdout === '' ? [] : (JSON.parse(stdout) as InspectedProblem[]);
  return { exitCode, found: problems.map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`) };
}

const files = {
  'App_Data/jobs/triggered/a/run.sh': 'echo\r\n',
  'App_Data/jobs/triggered/a/settings.job': '{\n  "schedule": "@daily",\n  "interval": 5\n}',
  'App_Data/jobs/continuous/b/run.js': '',
  'App_Data/jobs/continuous/b/settings.job': '{"is_in_place": true}',
};

test('paths are relative to the one job, or to the folder with the jobs', async (context) => {
  const folder = await temporaryFolder(context);
  await writeTree(folder, files);
  const ofJob = [
    'run.sh:1:1 missing-shebang',
    'run.sh:1:5 windows-line-ends',
    'settings.job:2:16 macro',
    'settings.job:3:3 unknown-key',
  ];
  assert.deepEqual(await lint(folder, 'App_Data/jobs/triggered/a'), { exitCode: 1, found: ofJob });
  assert.deepEqual(await lint(folder, '.'), {
    exitCode: 1,
    found: [
      'App_Data/jobs/continuous/b/settings.job:1:2 in-place-is-default',
      ...ofJob.map((problem) => `App_Data/jobs/triggered/a/${problem}`),
    ],
  });
  assert.deepEqual(await lint(folder, 'App_Data/jobs/triggered/a/settings.job'), {
    exitCode: 1,
    found: ofJob.slice(2),
  });
  assert.deepEqual(await lint(folder, 'App_Data/jobs/continuous/b', 'App_Data/jobs/triggered/a/settings.job'), {
    exitCode: 1,
    found: [
      'App_Data/jobs/continuous/b/settings.job:1:2 in-place-is-default',
      'App_Data/jobs/triggered/a/settings.job:2:16 macro',
      'App_Data/jobs/triggered/a/settings.job:3:3 unknown-key',
    ],
  });
});

test('without an error the exit code is 0', async (context) => {
  const folder = await temporaryFolder(context);
  await writeTree(folder, files);
  assert.equal((await lint(folder, 'App_Data/jobs/continuous/b')).exitCode, 0);
});

test('one problem as JSON', async (context) => {
  const folder = await temporaryFolder(context);
  await writeTree(folder, { 'triggered/c/run.py': '', 'triggered/c/settings.job': '{"is_in_place":\n"yes"}' });
  const { stdout } = await webjobs(['lint', 'triggered/c', '--json'], folder);
  assert.deepEqual(JSON.parse(stdout), [
    {
      file: 'settings.job',
      line: 2,
      column: 1,
      endLine: 2,
      endColumn: 6,
      severity: 'warning',
      code: 'wrong-type',
      message:
        'The service ignores this value of is_in_place, because "yes" is a string. It needs true or false; false is used.',
    },
  ]);
});

test('a path without any job is wrong usage', async (context) => {
  const folder = await temporaryFolder(context);
  assert.equal((await lint(folder, '.')).exitCode, 2);
  assert.equal((await lint(folder, 'missing')).exitCode, 2);
});
