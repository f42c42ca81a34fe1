import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JobSnapshot } from '../../../src/core/runner/jobSnapshot';
import { debugProgress } from '../../../src/vscode/debug/debugProgress';
import { report, succeededRun, worker, workerProcess } from '../sampleJobs';

const running: JobSnapshot = { ...worker, status: 'Running', isActive: true, process: workerProcess };

function progress(job: JobSnapshot, hasSeenProcess: boolean, runId: string | null = null) {
  return debugProgress(job, { hasSeenProcess, runId });
}

test('a continuous job is debugged from its first process to its rest, waits between restarts included', () => {
  assert.deepEqual(progress(worker, false), { kind: 'goesOn' });
  assert.deepEqual(progress(running, true), { kind: 'goesOn' });
  const waiting: JobSnapshot = { ...running, status: 'PendingRestart', process: null, lastError: 'exit code 1' };
  assert.deepEqual(progress(waiting, true), { kind: 'goesOn' });
  assert.deepEqual(progress({ ...worker, status: 'Stopped' }, true), { kind: 'ended' });
});

test('a continuous job whose process could not be started has failed at once', () => {
  const waiting: JobSnapshot = { ...worker, isActive: true, status: 'PendingRestart', lastError: 'node is missing' };
  assert.deepEqual(progress(waiting, false), { kind: 'failed', reason: 'node is missing' });
});

test('a triggered job is debugged until its own run has ended', () => {
  const ended: JobSnapshot = { ...report, status: 'Success', latestRun: succeededRun };
  assert.deepEqual(progress(ended, false), { kind: 'goesOn' }, 'the run is not known yet');
  assert.deepEqual(progress(ended, true, 'another'), { kind: 'goesOn' }, 'an earlier run says nothing');
  assert.deepEqual(progress({ ...ended, isActive: true }, true, succeededRun.id), { kind: 'goesOn' });
  assert.deepEqual(progress(ended, true, succeededRun.id), { kind: 'ended' });
  assert.deepEqual(progress(ended, false, succeededRun.id), { kind: 'ended' }, 'it was too short to be seen');
  assert.deepEqual(progress({ ...ended, lastError: 'php is missing' }, false, succeededRun.id), {
    kind: 'failed',
    reason: 'php is missing',
  });
});
