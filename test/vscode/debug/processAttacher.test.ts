import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { systemClock } from '../../../src/core/base/clock';
import { freePort } from '../../../src/core/runner/debugLaunch';
import type { JobSnapshot } from '../../../src/core/runner/jobSnapshot';
import { configurationFor } from '../../../src/vscode/debug/debugConfiguration';
import { ProcessAttacher, type ProcessAttacherParts } from '../../../src/vscode/debug/processAttacher';
import { english } from '../englishLocalizer';
import { report, worker, workerProcess } from '../sampleJobs';

function attacherOf(job: JobSnapshot, attach: ProcessAttacherParts['attach']) {
  const told: string[] = [];
  const attacher = new ProcessAttacher({
    debugType: 'x',
    parent: configurationFor({ ...job, path: job.folder }),
    attach,
    called: undefined,
    tell: (text) => told.push(text),
    clock: systemClock,
    l10n: english,
  });
  return { attacher, told };
}

const shellText =
  'run.sh started no Node.js or Python program that could be debugged. The shell itself has no debugger: set breakpoints in a program that the script starts.';

for (const runtime of ['node', 'python'] as const) {
  test(`a script that ends without the ${runtime} program to debug is told of, once`, async () => {
    let attaches = 0;
    const { attacher, told } = attacherOf(report, () => Promise.resolve(++attaches > 0));
    const process = { ...workerProcess, debug: { runtime, port: await freePort() } };
    attacher.observe({ ...report, isActive: true, process });
    attacher.observe(report);
    attacher.conclude(report);
    attacher.conclude(report);
    assert.deepEqual(told, [shellText]);
    attacher.dispose();
  });
}

for (const runtime of ['python', 'java'] as const) {
  test(`a process of ${runtime} that listens late is reached by a debugger that tries once, and by nobody before it`, async () => {
    const port = await freePort();
    const answers: Promise<string>[] = [];
    const { attacher, told } = attacherOf(worker, async (configuration) => {
      const { connect: place } = configuration as { connect?: { port: number } };
      const socket = connect({ host: '127.0.0.1', port: place?.port ?? Number(configuration.port) });
      await once(socket, 'connect');
      answers.push(text(socket));
      return true;
    });
    attacher.observe({ ...worker, isActive: true, process: { ...workerProcess, debug: { runtime, port } } });
    let clients = 0;
    const server = createServer((socket) => socket.end(`client ${++clients}`)).listen(port, '127.0.0.1');
    while (answers.length === 0) await new Promise(setImmediate);
    assert.equal(await answers[0], 'client 1');
    assert.deepEqual(told, []);
    attacher.dispose();
    server.close();
    await once(server, 'close');
  });
}

test('each process is attached to once; one that cannot be says what to do', async () => {
  let attaches = 0;
  const { attacher, told } = attacherOf(worker, () => Promise.resolve(++attaches > 1));
  const debug = { runtime: 'node', port: 9229 } as const;
  const first: JobSnapshot = { ...worker, isActive: true, process: { ...workerProcess, debug } };
  attacher.observe(first);
  attacher.observe(first);
  await new Promise(setImmediate);
  assert.equal(attaches, 1);
  assert.deepEqual(told, [
    'The x debugger could not attach to order-worker (process 4711), which may wait for it. Stop debugging, then start it again.',
  ]);
  attacher.observe({ ...first, process: { ...workerProcess, generation: 2, debug } });
  await new Promise(setImmediate);
  assert.equal(attaches, 2);
  assert.equal(told.length, 1);
});
