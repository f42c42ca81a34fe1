import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EventEmitter } from '../../../src/core/base/event';
import type { StartRequest, StartResponse, StopRequest } from '../../../src/core/hostClient/hostApi';
import { debugpyMissingText } from '../../../src/core/runner/debugpyMissing';
import type { DebugRuntime, JobSnapshot } from '../../../src/core/runner/jobSnapshot';
import { configurationFor } from '../../../src/vscode/debug/debugConfiguration';
import type { DebugTarget } from '../../../src/vscode/debug/debugHost';
import { JobDebugRun } from '../../../src/vscode/debug/jobDebugRun';
import { ManualClock } from '../../support/manualClock';
import { english } from '../englishLocalizer';
import { worker, workerProcess } from '../sampleJobs';

/** An answer that the test gives when it wants to. */
class Later<T> {
  resolve: (value: T) => void = () => undefined;
  reject: (error: Error) => void = () => undefined;
  readonly promise = new Promise<T>((resolve, reject) => {
    this.resolve = resolve;
    this.reject = reject;
  });
}

/** A host whose answers are given by the test, and which notes what it is asked for. */
class ScriptedHost {
  readonly asked: string[] = [];
  readonly startAnswer = new Later<StartResponse>();
  readonly onDidChangeJob = new EventEmitter<JobSnapshot>();
  readonly onDidRemoveJob = new EventEmitter<void>();
  readonly onDidClose = new EventEmitter<void>();
  onText: (text: string) => void = () => undefined;

  target(runtime: DebugRuntime): DebugTarget {
    return {
      job: worker,
      runtime,
      childType: 'x',
      debugpy: undefined,
      host: {
        onDidChangeJob: this.onDidChangeJob.event,
        onDidRemoveJob: this.onDidRemoveJob.event,
        onDidClose: this.onDidClose.event,
        job: () => worker,
        start: (request: StartRequest) => {
          this.asked.push(`start ${request.debug?.runtime}`);
          return this.startAnswer.promise;
        },
        stop: (request: StopRequest) => {
          this.asked.push(`stop ${JSON.stringify(request)}`);
          return Promise.resolve();
        },
        followOutput: (onText) => {
          this.onText = onText;
          return { dispose: () => undefined };
        },
      },
    };
  }
}

function debug(runtime: DebugRuntime = 'node') {
  const host = new ScriptedHost();
  const found = new Later<DebugTarget>();
  const events: string[] = [];
  const run = new JobDebugRun({
    configuration: configurationFor({ ...worker, path: worker.folder }),
    findTarget: () => found.promise,
    children: { all: [], attach: () => Promise.resolve(true), end: () => Promise.resolve() },
    pausedSessions: { isAnyChildPaused: () => false, resume: () => Promise.resolve() },
    clock: new ManualClock(),
    freePort: () => Promise.resolve(1),
    print: (category, output) => events.push(`${category}: ${output}`),
    onEnd: () => events.push('end'),
    onFailed: (_target, reason) => events.push(`failed: ${reason}`),
    l10n: english,
  });
  const find = (): void => found.resolve(host.target(runtime));
  const started = { kind: worker.kind, name: worker.name, runId: null };
  return { run, host, find, events, answerStart: () => host.startAnswer.resolve(started) };
}

async function settled(): Promise<void> {
  await new Promise(setImmediate);
}

test('a session that is stopped before its job was found starts nothing', async () => {
  const { run, host, find, events } = debug();
  const launched = run.launch();
  run.stop();
  assert.deepEqual(events, ['end']);
  find();
  await launched;
  assert.deepEqual(host.asked, []);
});

test('a stop that comes while the job starts waits for the start; a second one kills', async () => {
  const { run, host, find, events, answerStart } = debug();
  const launched = run.launch();
  find();
  await settled();
  run.stop();
  await settled();
  assert.deepEqual(host.asked, ['start node']);
  answerStart();
  await launched;
  await settled();
  assert.deepEqual(host.asked, ['start node', 'stop {"patient":true}']);
  assert.deepEqual(events, ['end']);
  await run.kill();
  assert.equal(host.asked.length, 2, 'what has ended is not killed');
});

test('a window that goes while the job starts stops it once it has started', async () => {
  const { run, host, find, answerStart } = debug();
  const launched = run.launch();
  find();
  await settled();
  run.dispose();
  answerStart();
  await launched;
  await settled();
  assert.deepEqual(host.asked, ['start node', 'stop {}']);
});

test('a job that is refused is left alone', async () => {
  const { run, host, find, events } = debug();
  const launched = run.launch();
  find();
  await settled();
  host.startAnswer.reject(new Error('It runs already.'));
  await assert.rejects(launched, /It runs already/);
  run.dispose();
  await settled();
  assert.deepEqual(host.asked, ['start node']);
  assert.deepEqual(events, []);
});

test('the session ends with its job, with the folder of the job, and with the engine', async () => {
  const job = debug();
  job.find();
  job.answerStart();
  await job.run.launch();
  job.host.onDidChangeJob.fire({ ...worker, isActive: true, process: workerProcess });
  job.host.onDidChangeJob.fire({ ...worker, name: 'another' });
  assert.deepEqual(job.events, []);
  job.host.onDidChangeJob.fire(worker);
  assert.deepEqual(job.events, ['end']);

  const folder = debug();
  folder.find();
  folder.answerStart();
  await folder.run.launch();
  folder.host.onDidRemoveJob.fire();
  assert.deepEqual(folder.events, ['important: The folder of order-worker is gone, and the job with it.\n', 'end']);

  const engine = debug();
  engine.find();
  engine.answerStart();
  await engine.run.launch();
  engine.host.onDidClose.fire();
  assert.deepEqual(engine.events, ['important: The WebJobs engine has ended, and the job with it.\n', 'end']);
});

test('Python that a script starts without debugpy goes on, and the user learns how to get it, once', async () => {
  const { run, host, find, answerStart, events } = debug('python');
  find();
  answerStart();
  await run.launch();
  const words = `${debugpyMissingText('/usr/bin/python3')}.`;
  const line = `[03/02/2026 10:00:00 > abc123: ERR ] ${words}\n`;
  host.onText(line);
  host.onText(line);
  assert.deepEqual(events, [`stderr: ${words}\n`, `failed: ${words}`, `stderr: ${words}\n`]);
});
