import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readJobTask } from '../../../src/vscode/tasks/jobTask';
import { english } from '../englishLocalizer';

const read = (definition: Readonly<Record<string, unknown>>, root: string | undefined = '/shop') =>
  readJobTask(definition, root, english);

test('a task names a job folder, relative to the workspace folder', () => {
  assert.deepEqual(read({ job: 'jobs/triggered/import', kind: 'triggered', arguments: '-x' }), {
    folder: '/shop/jobs/triggered/import',
    kind: 'triggered',
    arguments: '-x',
  });
  assert.deepEqual(readJobTask({ job: '/other/import' }, undefined, english), {
    folder: '/other/import',
    kind: undefined,
    arguments: undefined,
  });
});

test('mistakes are named with their value', () => {
  assert.throws(() => read({}), /"job" of the task is null\. Name the folder of a job/);
  assert.throws(() => read({ job: 'x', kind: 'daily' }), /"kind" of the task is "daily"/);
  assert.throws(() => read({ job: 'x', arguments: 1 }), /"arguments" of the task is 1\. It has to be a text/);
  assert.throws(() => readJobTask({ job: 'x' }, undefined, english), /x, is relative, but no folder is open/);
});
