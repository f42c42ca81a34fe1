import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkConfiguration } from '../../../src/vscode/debug/checkConfiguration';
import { english } from '../englishLocalizer';

const worker = { type: 'webjob', request: 'launch', name: 'Worker', job: '/shop/jobs/continuous/worker' };

function check(members: Readonly<Record<string, unknown>>, folder?: string) {
  return checkConfiguration({ ...worker, ...members }, folder, english);
}

function refuses(members: Readonly<Record<string, unknown>>, problem: string): void {
  test(`${JSON.stringify(members)} is explained`, () => {
    assert.deepEqual(check(members, '/shop'), { ok: false, problem: `"Worker" in launch.json: ${problem}` });
  });
}

refuses({ job: undefined }, '"job" is null. Name the folder of a job, such as "App_Data/jobs/continuous/worker".');
refuses({ job: 7 }, '"job" is 7. Name the folder of a job, such as "App_Data/jobs/continuous/worker".');
refuses({ kind: 'hourly' }, '"kind" is "hourly". Use "continuous" or "triggered", or remove it.');
refuses({ arguments: ['a'] }, '"arguments" is ["a"]. It has to be a text in quotes.');
refuses(
  { env: { LEVEL: 2 } },
  '"env" is {"LEVEL":2}. It has to be an object whose values are texts in quotes, such as { "LEVEL": "2" }.',
);
refuses({ envFile: true }, '"envFile" is true. It has to be a text in quotes.');
refuses({ stopOnEntry: 'yes' }, '"stopOnEntry" is "yes". It has to be true or false.');
refuses(
  { debugger: [] },
  '"debugger" is []. It has to be an object with settings of the language\'s debugger, such as { "justMyCode": false }.',
);
refuses(
  { kind: 'continuous', arguments: 'x' },
  'a continuous job takes no arguments. Remove "arguments", or use "env" for what the job is to know.',
);

test('relative paths begin at the workspace folder', () => {
  assert.deepEqual(check({ job: 'jobs/continuous/worker', envFile: '.env' }, '/shop'), {
    ok: true,
    configuration: { ...worker, envFile: '/shop/.env' },
  });
});

test('absolute paths and other members stay as they are', () => {
  const members = { kind: 'triggered', arguments: '', env: { A: 'b' }, stopOnEntry: true, preLaunchTask: 'build' };
  assert.deepEqual(check(members), { ok: true, configuration: { ...worker, ...members } });
});

test('a relative path needs a folder', () => {
  const problem = '"Worker" in launch.json: "jobs/x" is relative, but no folder is open. Use an absolute path.';
  assert.deepEqual(check({ job: 'jobs/x' }), { ok: false, problem });
});
