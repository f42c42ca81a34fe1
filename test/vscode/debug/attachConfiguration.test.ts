import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DebugRuntime, ProcessDebugging } from '../../../src/core/runner/jobSnapshot';
import { attachConfiguration, listenConfiguration } from '../../../src/vscode/debug/attachConfiguration';
import { type JobDebugConfiguration, configurationFor } from '../../../src/vscode/debug/debugConfiguration';
import { worker, workerProcess } from '../sampleJobs';

const parent: JobDebugConfiguration = configurationFor({ ...worker, path: worker.folder });

function attach(debug: ProcessDebugging | null, settings: Partial<JobDebugConfiguration> = {}, isCopy = false) {
  const workingFolder = isCopy ? workerProcess.workingFolder : worker.folder;
  const context = { debugType: 'x', parent: { ...parent, ...settings } };
  return attachConfiguration(worker, { ...workerProcess, workingFolder, debug }, context);
}

const common = { type: 'x', request: 'attach', name: 'order-worker (4711)' };

const expected: Readonly<Record<Exclude<DebugRuntime, 'php'>, object>> = {
  node: {
    address: '127.0.0.1',
    port: 9229,
    continueOnAttach: true,
    restart: false,
    skipFiles: ['<node_internals>/**'],
    outputCapture: 'std',
  },
  python: { connect: { host: '127.0.0.1', port: 9229 }, justMyCode: true },
  java: { hostName: '127.0.0.1', port: 9229 },
  dotnet: { processId: 4711 },
  powershell: { processId: 4711, runspaceId: 1 },
};

for (const [runtime, settings] of Object.entries(expected)) {
  test(`a process of ${runtime} is attached to`, () => {
    assert.deepEqual(attach({ runtime: runtime as DebugRuntime, port: 9229 }), { ...common, ...settings });
  });
}

test('a process that was not started for debugging is left alone, and so is one that calls its debugger', () => {
  assert.equal(attach(null), undefined);
  assert.equal(attach({ runtime: 'php', port: 9003 }), undefined);
});

test('in a working copy, breakpoints are those of the job folder', () => {
  const copy = workerProcess.workingFolder;
  assert.deepEqual(attach({ runtime: 'node', port: 1 }, {}, true), {
    ...common,
    ...expected.node,
    port: 1,
    localRoot: worker.folder,
    remoteRoot: copy,
    outFiles: [`${copy}/**/*.js`, '!**/node_modules/**'],
    resolveSourceMapLocations: [`${copy}/**`, `${worker.folder}/**`, '!**/node_modules/**'],
  });
  assert.deepEqual(attach({ runtime: 'python', port: 9229 }, {}, true), {
    ...common,
    ...expected.python,
    pathMappings: [{ localRoot: worker.folder, remoteRoot: copy }],
  });
  assert.deepEqual(attach({ runtime: 'powershell', port: null }, {}, true), {
    ...common,
    ...expected.powershell,
    pathMappings: [{ localRoot: worker.folder, remoteRoot: copy }],
  });
  assert.deepEqual(attach({ runtime: 'dotnet', port: null }, {}, true), {
    ...common,
    processId: 4711,
    sourceFileMap: { [copy]: worker.folder },
  });
});

test('the user’s settings for the debugger win', () => {
  const settings = { stopOnEntry: true, debugger: { skipFiles: [], timeout: 5 } };
  assert.deepEqual(attach({ runtime: 'node', port: 9229 }, settings), {
    ...common,
    ...expected.node,
    continueOnAttach: false,
    skipFiles: [],
    timeout: 5,
  });
});

test('a debugger that is called listens for processes of one folder', () => {
  const context = { debugType: 'php', parent: { ...parent, debugger: { log: true } } };
  const inPlace = { ...workerProcess, workingFolder: worker.folder };
  const expectedInPlace = {
    type: 'php',
    request: 'launch',
    name: 'order-worker',
    hostname: '127.0.0.1',
    port: 9003,
    stopOnEntry: false,
    log: true,
  };
  assert.deepEqual(listenConfiguration(worker, inPlace, 9003, context), expectedInPlace);
  assert.deepEqual(listenConfiguration(worker, workerProcess, 9003, context), {
    ...expectedInPlace,
    pathMappings: { [workerProcess.workingFolder]: worker.folder },
  });
});
