import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runEndLine } from '../../../src/vscode/output/runEnd';
import { english } from '../englishLocalizer';
import { succeededRun } from '../sampleJobs';

test('a run that ended tells how and after how long', () => {
  assert.equal(
    runEndLine('cleanup', { ...succeededRun, status: 'Failed' }, english),
    '── cleanup: run 202603020130000000 failed after 12 s ──\n',
  );
});

test('a run whose host has gone has no duration', () => {
  assert.equal(
    runEndLine('cleanup', { ...succeededRun, status: 'Running', endTime: null }, english),
    '── cleanup: run 202603020130000000 lost its output while it was running ──\n',
  );
});
