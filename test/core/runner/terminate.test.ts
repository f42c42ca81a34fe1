import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import {
  markVariable,
  type ProcessEntry,
  type ProcessTable,
  processTable,
  withDescendants,
} from '../../../src/core/runner/processTable';
import { killProcesses, signalProcess } from '../../../src/core/runner/terminate';
import { parseJournal } from '../../../src/core/runner/leftovers';
import { isAlive, untilGone } from '../../support/processes';

function entry(pid: number, parentPid: number, startedAt = 'then'): ProcessEntry {
  return { pid, parentPid, sessionId: undefined, startedAt, cpuMs: 0 };
}

test('descendants are found through any number of generations', () => {
  const entries = [entry(1, 0), entry(2, 1), entry(3, 2), entry(4, 3), entry(5, 1)];
  assert.deepEqual([...withDescendants(entries, [2])].sort(), [2, 3, 4]);
});

test('a marked process is killed with its children, and a stranger is left alone', async (context) => {
  const mark = `test:${process.pid}:`;
  const script = 'sleep 1000 & echo $!; wait';
  const marked = spawn('/bin/sh', ['-c', script], { env: { PATH: process.env.PATH, [markVariable]: `${mark}job;` } });
  const stranger = spawn('sleep', ['1000'], { env: { PATH: process.env.PATH, [markVariable]: 'other:engine:' } });
  context.after(() => stranger.kill('SIGKILL'));
  const [text] = (await once(marked.stdout, 'data')) as [Buffer];
  await killProcesses(processTable(), { mark });
  await untilGone(Number(text.toString()));
  assert.equal(isAlive(stranger.pid ?? 0), true);
});

test('a pid that belongs to another process now is not touched', async (context) => {
  const stranger = spawn('sleep', ['1000']);
  context.after(() => stranger.kill('SIGKILL'));
  const reused = { pid: stranger.pid ?? 0, startedAt: 'long ago' };
  await killProcesses(processTable(), { mark: 'nobody:', roots: [reused] });
  await signalProcess(processTable(), reused, 'SIGKILL');
  assert.equal(isAlive(reused.pid), true);
});

test('children that appear while their parent is killed are found in the next round', async () => {
  const rounds: ProcessEntry[][] = [[entry(2_000_001, 1)], [entry(2_000_002, 1)], []];
  const asked: number[] = [];
  const table: ProcessTable = {
    list: () => {
      const entries = rounds.shift() ?? [];
      asked.push(entries.length);
      return Promise.resolve(entries);
    },
    find: () => Promise.resolve(undefined),
    // The pids lie beyond those that Linux gives away.
    marked: () => Promise.resolve([2_000_001, 2_000_002]),
  };
  await killProcesses(table, { mark: 'x' });
  assert.deepEqual(asked, [1, 1, 0]);
});

test('a journal that is half-written or foreign names no process', () => {
  const good = '[{"pid":12,"startedAt":"34"}]';
  assert.deepEqual(['', '[{"pid":1', '{}', '[{"pid":"1"}]', '[{"pid":1,"startedAt":""}]', good].map(parseJournal), [
    [],
    [],
    [],
    [],
    [],
    [{ pid: 12, startedAt: '34' }],
  ]);
});
