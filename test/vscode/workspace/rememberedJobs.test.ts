import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Memento } from 'vscode';
import { EventEmitter } from '../../../src/core/base/event';
import { hadJobs, rememberJobs } from '../../../src/vscode/workspace/rememberedJobs';

test('whether a window has jobs is remembered, and written only when it changes', () => {
  const values = new Map<string, unknown>();
  let writes = 0;
  const memory = {
    get: (key: string, other: unknown) => values.get(key) ?? other,
    update: (key: string, value: unknown) => {
      writes += 1;
      values.set(key, value);
      return Promise.resolve();
    },
  } as unknown as Memento;
  const didChange = new EventEmitter<unknown>();
  const registry = { jobs: [] as string[], onDidChange: didChange.event };

  const remembering = rememberJobs(registry, memory);
  assert.deepEqual([hadJobs(memory), writes], [false, 0]);
  for (const job of ['report', 'worker']) {
    registry.jobs.push(job);
    didChange.fire(undefined);
  }
  assert.deepEqual([hadJobs(memory), writes], [true, 1]);
  registry.jobs.length = 0;
  didChange.fire(undefined);
  assert.deepEqual([hadJobs(memory), writes], [false, 2]);

  remembering.dispose();
  registry.jobs.push('late');
  didChange.fire(undefined);
  assert.deepEqual([hadJobs(memory), writes], [false, 2]);
});
