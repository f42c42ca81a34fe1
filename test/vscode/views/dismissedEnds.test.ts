import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EventEmitter } from '../../../src/core/base/event';
import type { JobSnapshot } from '../../../src/core/runner/jobSnapshot';
import type { Site, SiteChange } from '../../../src/vscode/sites/site';
import { SiteRegistry } from '../../../src/vscode/sites/siteRegistry';
import { DismissedEnds } from '../../../src/vscode/views/dismissedEnds';
import { report, succeededRun, worker, workerProcess } from '../sampleJobs';

const failed: JobSnapshot = { ...worker, status: 'Stopped', lastError: 'Job failed due to exit code 1' };

function setUp(stored: Record<string, unknown> = {}) {
  const changes = new EventEmitter<SiteChange>();
  const site = { id: 'w', kind: 'workspace', jobs: [], onDidChange: changes.event } as unknown as Site;
  const registry = new SiteRegistry();
  registry.add(site);
  const values = new Map(Object.entries(stored));
  const memory = {
    keys: () => [...values.keys()],
    get: <T>(key: string, fallback?: T) => (values.get(key) as T | undefined) ?? fallback,
    update: (key: string, value: unknown) => {
      if (value === undefined) values.delete(key);
      else values.set(key, value);
      return Promise.resolve();
    },
  };
  const dismissedEnds = new DismissedEnds(registry, memory);
  return { site, dismissedEnds, values, changes };
}

test('an end is dismissed until the job lives again, although it may end in the same words', async () => {
  const { site, dismissedEnds, changes, values } = setUp();
  const told: string[] = [];
  dismissedEnds.onDidChange(({ key }) => told.push(key.name));
  assert.equal(dismissedEnds.isDismissed(site, failed), false);
  await dismissedEnds.dismiss(site, failed);
  assert.equal(dismissedEnds.isDismissed(site, failed), true);
  assert.deepEqual(told, ['order-worker']);
  changes.fire({ type: 'job', job: { ...worker, status: 'Running', isActive: true, process: workerProcess } });
  assert.equal(dismissedEnds.isDismissed(site, failed), false);
  assert.equal(values.size, 0);
});

test('the next run of a triggered job is told, and what was dismissed is remembered for the next window', async () => {
  const run: JobSnapshot = { ...report, status: 'Failed', latestRun: succeededRun };
  const first = setUp();
  await first.dismissedEnds.dismiss(first.site, run);
  const next = setUp(Object.fromEntries(first.values));
  assert.equal(next.dismissedEnds.isDismissed(next.site, run), true);
  const later: JobSnapshot = { ...run, latestRun: { ...succeededRun, id: '202603030130000000' } };
  assert.equal(next.dismissedEnds.isDismissed(next.site, later), false);
});
