import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { findUndoablePublish, undoPublish } from '../../../src/core/publish/undoPublish';
import { writeTree } from '../../support/fileTree';
import { PublishScene, worker } from './publishScene';

const t1 = '2025-03-04T05:06:08Z';
const t2 = '2025-03-04T06:00:00Z';

async function undo(scene: PublishScene): Promise<void> {
  const record = await findUndoablePublish(scene.store, scene.site.url, { kind: scene.kind, name: 'job' });
  assert.ok(record, 'nothing to undo');
  await undoPublish(scene.site.connect(), record, { pollMs: 15 });
}

test('the last publish is undone: replaced, deleted and added files, and a running job runs the old code again', async (t) => {
  const scene = await PublishScene.create(
    t,
    { 'run.sh': { text: worker('new'), mtime: t2 }, 'added/x.txt': 'x' },
    { kind: 'continuous' },
  );
  await scene.writeSite({ 'run.sh': { text: worker('old'), mtime: t1 }, 'gone/y.txt': { text: 'y', mtime: t1 } });
  await scene.waitForStatus(['Running']);
  await scene.publish({ deleteExtra: true });
  const log = join(scene.site.home, 'data/jobs/continuous/job/job_log.txt');
  await scene.waitForLog(log, 'version new');
  await undo(scene);
  assert.deepEqual(await scene.siteFiles(), { 'gone/y.txt': 'y', 'run.sh': worker('old') });
  await scene.waitForStatus(['Running']);
  assert.equal(await findUndoablePublish(scene.store, scene.site.url, { kind: 'continuous', name: 'job' }), undefined);
});

test('a first publish is undone by removing the job', async (t) => {
  const scene = await PublishScene.create(t, { 'run.sh': '1', 'lib/a.txt': 'a' });
  await scene.publish();
  await undo(scene);
  assert.equal(await scene.siteFiles(), undefined);
});

test('only the last publish is kept, and only as long as the site holds what it sent', async (t) => {
  const scene = await PublishScene.create(t, { 'run.sh': { text: '1', mtime: t1 } });
  await scene.publish();
  await writeTree(scene.folder, { 'run.sh': { text: '2', mtime: t2 } });
  await scene.publish();
  assert.equal((await scene.store.list()).length, 1);
  await scene.writeSite({ 'run.sh': 'somebody else' });
  await assert.rejects(undo(scene), { code: 'undo-outdated', message: /run\.sh changed on 127/ });
  assert.deepEqual(await scene.siteFiles(), { 'run.sh': 'somebody else' });
});
