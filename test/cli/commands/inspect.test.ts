import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { JobInspection } from '../../../src/core/jobs/inspectJob';
import { temporaryFolder, writeTree } from '../../support/fileTree';
import { webjobs } from '../../support/webjobsCommand';

test('tells what the service sees in a job folder', async (context) => {
  const folder = join(await temporaryFolder(context), 'App_Data', 'jobs', 'triggered', 'report');
  await writeTree(folder, {
    'bin/run.sh': '#!/bin/bash\n',
    'bin/settings.job': '{"schedule":"0 0 9 * * 7","stopping_wait_time":922337203686}',
  });
  const { exitCode, stdout, stderr } = await webjobs(['inspect', folder, '--json']);
  const { problems, ...inspection } = JSON.parse(stdout) as JobInspection;
  assert.deepEqual([exitCode, stderr], [0, '']);
  assert.deepEqual(inspection, {
    name: 'report',
    kind: 'triggered',
    runnable: true,
    script: 'run.sh',
    scriptFolder: 'bin',
    host: 'BashScriptHost',
    runCommand: 'bin/run.sh',
    reason:
      'run.sh starts the job: a file named run.* is taken before any other. The folder bin is the only entry, so the service looks there.',
    settings: { schedule: '0 0 9 * * 7', is_singleton: false, stopping_wait_time: null, is_in_place: false },
  });
  assert.deepEqual(
    problems.map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`),
    [
      'bin/settings.job:1:24 sunday-seven',
      'bin/settings.job:1:27 stop-wait-seldom-used',
      'bin/settings.job:1:48 stop-wait-too-long',
    ],
  );
});

test('a continuous job has no schedule, and a folder without a script is no error', async (context) => {
  const folder = await temporaryFolder(context);
  await writeTree(folder, { 'settings.job': '{"schedule":"0 0 0 * * *","is_singleton":true}' });
  const { exitCode, stdout } = await webjobs(['inspect', folder, '--kind', 'continuous', '--json']);
  const { runnable, script, host, runCommand, settings } = JSON.parse(stdout) as JobInspection;
  assert.deepEqual(
    { exitCode, runnable, script, host, runCommand, settings },
    {
      exitCode: 0,
      runnable: false,
      script: null,
      host: null,
      runCommand: null,
      settings: { schedule: null, is_singleton: true, stopping_wait_time: 5, is_in_place: false },
    },
  );
});

test('several folders give one answer each, in order', async (context) => {
  const folder = await temporaryFolder(context);
  await writeTree(folder, { 'continuous/b/run.js': '', 'triggered/a/run.py': '' });
  const { exitCode, stdout, stderr } = await webjobs(
    ['inspect', 'continuous/b', 'missing', 'triggered/a', '--json'],
    folder,
  );
  const answers = JSON.parse(stdout) as JobInspection[];
  assert.deepEqual(
    answers.map(({ name, kind, host }) => [name, kind, host]),
    [
      ['b', 'continuous', 'NodeScriptHost'],
      ['missing', null, null],
      ['a', 'triggered', 'PythonScriptHost'],
    ],
  );
  assert.deepEqual([exitCode, stderr], [2, 'webjobs: There is no folder missing. Check the path.\n']);
});

test('a missing folder and an unknown kind are wrong usage', async (context) => {
  const folder = await temporaryFolder(context);
  const missing = await webjobs(['inspect', join(folder, 'missing'), '--kind', 'triggered', '--json']);
  assert.deepEqual([missing.exitCode, missing.stdout], [2, '']);
  const unknown = await webjobs(['inspect', folder]);
  assert.equal(unknown.exitCode, 2);
  assert.match(unknown.stderr, /add --kind continuous or --kind triggered/);
  assert.equal((await webjobs(['inspect', folder, '--kind', 'hourly'])).exitCode, 2);
});
