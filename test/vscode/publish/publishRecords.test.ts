import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { silentLogger } from '../../../src/core/base/logger';
import { withPublishLock } from '../../../src/core/publish/publishLock';
import { type PublishPhase, PublishStore } from '../../../src/core/publish/publishJournal';
import { PublishRecords } from '../../../src/vscode/publish/publishRecords';
import type { Site } from '../../../src/vscode/sites/site';
import { SiteRegistry } from '../../../src/vscode/sites/siteRegistry';
import { temporaryFolder } from '../../support/fileTree';
import { report, worker } from '../sampleJobs';

function siteOf(kind: Site['kind'], location: string): Site {
  const onDidChange: Site['onDidChange'] = () => ({ dispose: () => undefined });
  return { id: kind, kind, location, jobs: [worker], onDidChange } as Partial<Site> as Site;
}

/** A window with a workspace and a local site, and the publishes of its user. */
class Scene {
  readonly workspace = siteOf('workspace', '/shop');
  readonly site: Site;
  readonly store: PublishStore;
  readonly records: PublishRecords;

  private constructor(folder: string) {
    this.site = siteOf('localSite', join(folder, 'home'));
    this.store = new PublishStore(join(folder, 'publishes'));
    const registry = new SiteRegistry();
    registry.add(this.workspace);
    registry.add(this.site);
    this.records = new PublishRecords(() => Promise.resolve(this.store.folder), registry, silentLogger);
  }

  static async create(t: TestContext): Promise<Scene> {
    return new Scene(await temporaryFolder(t));
  }

  async publish(phase: PublishPhase, startedAt: string, site = pathToFileURL(this.site.location).href): Promise<void> {
    const { kind, name } = worker;
    const record = await this.store.create({
      site,
      job: { kind, name },
      targetFolder: `site/wwwroot/App_Data/jobs/${kind}/${name}`,
      startedAt,
      mustRestart: true,
      scriptFolder: '',
      formerScriptFolder: '',
      isNewFolder: false,
      newFolders: [],
      changes: [],
      zone: 'UTC',
      shiftMs: 0,
    });
    await record.update({ phase });
  }

  /** The start of what can be undone, and of what was cut off, from the row of a site. */
  async seenFrom(site: Site): Promise<{ readonly undoable: string[]; readonly cutOff: string[] }> {
    await this.records.refresh();
    const startsOf = (trace: 'undoable' | 'cutOff'): string[] =>
      this.records.of(site, worker, trace).map(({ record }) => record.journal.startedAt);
    return { undoable: startsOf('undoable'), cutOff: startsOf('cutOff') };
  }
}

test('without a publish there is nothing to do', async (t) => {
  const scene = await Scene.create(t);
  assert.deepEqual(await scene.seenFrom(scene.site), { undoable: [], cutOff: [] });
});

test('the last publish of a job is seen from the site and from the workspace, whatever address the site has now', async (t) => {
  const scene = await Scene.create(t);
  await scene.publish('done', '2026-03-02T10:00:00Z');
  await scene.publish('done', '2026-03-02T11:00:00Z');
  const expected = { undoable: ['2026-03-02T11:00:00Z'], cutOff: [] };
  assert.deepEqual(await scene.seenFrom(scene.site), expected);
  assert.deepEqual(await scene.seenFrom(scene.workspace), expected);
  assert.deepEqual(scene.records.of(scene.site, report, 'undoable'), [], 'another job');
});

test('publishes to sites that the window does not know are none of its business', async (t) => {
  const scene = await Scene.create(t);
  await scene.publish('changing', '2026-03-02T10:00:00Z', 'https://other.scm.azurewebsites.net');
  assert.deepEqual(await scene.seenFrom(scene.workspace), { undoable: [], cutOff: [] });
});

test('a publish that nobody carries out any more was cut off, and hides what could be undone before', async (t) => {
  const scene = await Scene.create(t);
  await scene.publish('done', '2026-03-02T10:00:00Z');
  await scene.publish('changing', '2026-03-02T11:00:00Z');
  const [record] = (await scene.store.list()).slice(-1);
  assert.ok(record);
  const meanwhile = await withPublishLock(scene.store.folder, record.journal, () => scene.seenFrom(scene.site));
  assert.deepEqual(meanwhile, { undoable: [], cutOff: [] }, 'while somebody carries it out');
  assert.deepEqual(await scene.seenFrom(scene.site), { undoable: [], cutOff: ['2026-03-02T11:00:00Z'] });
});
