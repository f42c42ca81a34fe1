import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Memento } from 'vscode';
import { PublishMemory } from '../../../src/vscode/publish/publishMemory';
import type { Site } from '../../../src/vscode/sites/site';
import { report, worker } from '../sampleJobs';

const shop = { id: 'shop' } as Partial<Site> as Site;
const staging = { id: 'staging' } as Partial<Site> as Site;
const production = { id: 'production' } as Partial<Site> as Site;
const job = { site: shop, job: worker };

/** What a window keeps until it is loaded again. */
function memento(): Memento {
  const values = new Map<string, unknown>();
  return {
    keys: () => [...values.keys()],
    get: <T>(key: string, fallback?: T) => (values.get(key) ?? fallback) as T,
    update: (key, value) => Promise.resolve(void values.set(key, structuredClone(value))),
  };
}

test('a job that was never published has no site, and sends what is newer', () => {
  const memory = new PublishMemory(memento());
  assert.equal(memory.targetOf(job), undefined);
  assert.equal(memory.last, undefined);
  assert.deepEqual(memory.choicesOf(job, staging), { mode: 'newer' });
});

test('mode and files left out are remembered for each job and each site', async () => {
  const memory = new PublishMemory(memento());
  const leaveOutPaths = new Set(['big.dat']);
  await memory.remember(job, staging, { mode: 'replace', leaveOutPaths });
  assert.deepEqual(memory.choicesOf(job, staging), { mode: 'replace', leaveOutPaths });
  assert.deepEqual(memory.choicesOf(job, production), { mode: 'newer' });
  assert.deepEqual(memory.choicesOf({ site: shop, job: report }, staging), { mode: 'newer' });
  assert.equal(memory.targetOf(job), 'staging');
  await memory.remember(job, staging, { mode: 'newer', leaveOutPaths: new Set() });
  assert.deepEqual(memory.choicesOf(job, staging), { mode: 'newer' });
});

test('the last publish is known by job and site', async () => {
  const memory = new PublishMemory(memento());
  await memory.remember(job, staging, { mode: 'newer' });
  await memory.remember({ site: shop, job: report }, production, { mode: 'newer' });
  const key = { kind: 'triggered', name: 'nightly-report' };
  assert.deepEqual(memory.last, { source: 'shop', key, target: 'production' });
});
