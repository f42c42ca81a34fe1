import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JobSnapshot } from '../../../src/core/runner/jobSnapshot';
import { configurationFor } from '../../../src/vscode/debug/debugConfiguration';
import { DebugPreparation } from '../../../src/vscode/debug/prepareDebugging';
import { english } from '../englishLocalizer';
import { worker, workerProcess } from '../sampleJobs';

const running: JobSnapshot = { ...worker, status: 'Running', isActive: true, process: workerProcess };
const nodeDebugger = {
  id: 'a.b',
  extensionPath: '/extensions/a.b',
  packageJSON: { contributes: { debuggers: [{ type: 'node' }] } },
};

/** Prepares a session and tells what was asked, shown and done. */
async function prepare(job: JobSnapshot, { confirms = false, arguments: text = undefined as string | undefined } = {}) {
  const events: string[] = [];
  const preparation = new DebugPreparation({
    find: () =>
      Promise.resolve({
        job,
        stop: () => {
          events.push('stop');
          return Promise.resolve();
        },
      }),
    extensions: () => [nodeDebugger],
    dialogs: {
      confirm: ({ message, action }) => {
        events.push(`${message} [${action}]`);
        return Promise.resolve(confirms);
      },
    },
    notifier: {
      info: (message) => events.push(message),
      warn: (message) => events.push(message),
      error: (message, ...actions) => events.push([message, ...actions.map(({ title }) => `[${title}]`)].join(' ')),
    },
    l10n: english,
  });
  const configuration = configurationFor({ ...job, path: job.folder });
  const mayBegin = await preparation.prepare(
    text === undefined ? configuration : { ...configuration, arguments: text },
  );
  return { mayBegin, events };
}

test('a job at rest can be debugged at once', async () => {
  assert.deepEqual(await prepare(worker), { mayBegin: true, events: [] });
});

test('a job that runs is restarted when the user says so', async () => {
  const question = 'order-worker is running (process 4711). [Restart and Debug]';
  assert.deepEqual(await prepare(running), { mayBegin: false, events: [question] });
  assert.deepEqual(await prepare(running, { confirms: true }), { mayBegin: true, events: [question, 'stop'] });
});

test('a missing extension is named, with a way to get it', async () => {
  const page: JobSnapshot = { ...worker, name: 'page', runCommand: 'run.php', scriptHost: 'PhpScriptHost' };
  const text =
    'To debug page, VS Code needs a debugger for PHP: the extension PHP Debug (xdebug.php-debug). Install it, then start debugging again.';
  assert.deepEqual(await prepare(page), {
    mayBegin: false,
    events: [`${text} [Install PHP Debug] [Show Extension]`],
  });
});

test('Python needs no extension, because debugpy brings its own adapter', async () => {
  const snake: JobSnapshot = { ...worker, runCommand: 'run.py', scriptHost: 'PythonScriptHost' };
  assert.deepEqual(await prepare(snake), { mayBegin: true, events: [] });
});

test('a script without a debugger, an empty folder and arguments for a continuous job are refused', async () => {
  const script: JobSnapshot = { ...worker, runCommand: 'run.fsx', scriptHost: 'FSharpScriptHost' };
  await assert.rejects(prepare(script), /there is no debugger for run\.fsx\. Run it instead/);
  await assert.rejects(
    prepare({ ...worker, runCommand: null, scriptHost: null }),
    /nothing in .* can run\. Add a script/,
  );
  await assert.rejects(prepare(worker, { arguments: 'x' }), /takes no arguments\. Remove "arguments"/);
});
