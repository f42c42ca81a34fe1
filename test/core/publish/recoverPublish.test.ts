import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutOffPublishes, recoverPublish, recoveryOf } from '../../../src/core/publish/recoverPublish';
import { startFaultProxy } from '../../support/faultProxy';
import { withPublishLock } from '../../../src/core/publish/publishLock';
import { PublishScene, worker } from './publishScene';

const t1 = '2025-03-04T05:06:08Z';
const t2 = '2025-03-04T06:00:00Z';

for (const former of ['app/run.sh', 'run.sh']) {
  test(`a job whose script moves from ${former} to app/run.sh is started by the recovery, though the service denies it`, async (t) => {
    const scene = await PublishScene.create(
      t,
      { 'app/run.sh': { text: worker('new'), mtime: t2 } },
      { kind: 'continuous' },
    );
    await scene.writeSite({ [former]: { text: worker('old'), mtime: t1 } });
    await scene.waitForStatus(['Running']);
    const proxy = await startFaultProxy(t, scene.site.url);
    const client = scene.site.connect(proxy.url);
    let isDead = false;
    proxy.disturb((_, { path }) => {
      isDead ||= path.endsWith('/start');
      return isDead ? { type: 'cut-before' } : undefined;
    });
    const prepared = await scene.prepare(client, { deleteExtra: true });
    await assert.rejects(scene.carryOut(client, prepared), { outcome: 'new-not-started' });
    proxy.disturb((_, { path }) => (path.endsWith('/start') ? { type: 'status', status: 404 } : undefined));
    const [record] = await scene.store.list();
    assert.ok(record?.isUnfinished);
    assert.equal(recoveryOf(record), 'finished');
    assert.equal((await cutOffPublishes(scene.store)).length, 1);
    assert.deepEqual(
      await withPublishLock(scene.store.folder, record.journal, () => cutOffPublishes(scene.store)),
      [],
      'what is being carried out is not cut off',
    );
    assert.equal(await recoverPublish(client, record, { pollMs: 15 }), 'finished');
    assert.deepEqual(await cutOffPublishes(scene.store), []);
    await scene.waitForStatus(['Running']);
    assert.deepEqual(await scene.siteFiles(), { 'app/run.sh': worker('new') });
  });
}
