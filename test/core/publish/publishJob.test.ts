import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { preparePublish, type PublishRequest } from '../../../src/core/publish/preparePublish';
import { PublishStore } from '../../../src/core/publish/publishJournal';
import { publishJob } from '../../../src/core/publish/publishJob';
import { publishReport, type PublishReport } from '../../../src/core/publish/publishReport';
import { temporaryFolder, type TreeFile, writeTree } from '../../support/fileTree';
import { type LocalSite, startLocalSite } from '../../support/localSite';

/** A local job folder and the site that it is published to. */
class Scene {
  private constructor(
    readonly site: LocalSite,
    readonly folder: string,
    readonly store: PublishStore,
    private readonly request: Pick<PublishRequest, 'kind' | 'name'>,
  ) {}

  static async create(
    t: TestContext,
    files: Record<string, TreeFile>,
    options: { readonly kind?: 'continuous' | 'triggered'; readonly environment?: Record<string, string> } = {},
  ): Promise<Scene> {
    const site = await startLocalSite(t, options);
    const folder = await temporaryFolder(t);
    await writeTree(join(folder, 'job'), files);
    const store = new PublishStore(join(folder, 'publishes'));
    return new Scene(site, join(folder, 'job'), store, { kind: options.kind ?? 'triggered', name: 'job' });
  }

  get siteFolder(): string {
    return join(this.site.home, 'site', 'wwwroot', 'App_Data', 'jobs', this.request.kind, this.request.name);
  }

  async publish(
    options: Partial<PublishRequest> = {},
  ): Promise<Omit<PublishReport, 'uploadedBytes' | 'requests' | 'job'>> {
    const client = this.site.connect();
    const prepared = await preparePublish(client, { mode: 'newer', ...this.request, ...options, folder: this.folder });
    const result = await publishJob(client, prepared, { store: this.store, pollMs: 20 });
    assert.deepEqual(result.warnings, []);
    const { uploadedBytes, requests, job, ...lists } = publishReport(prepared, result, client.transport.statistics);
    assert.ok(requests > 3 && uploadedBytes >= 0);
    assert.equal((job as { name: string }).name, this.request.name);
    return lists;
  }
}

const nothing = {
  mode: 'newer' as const,
  added: [],
  replaced: [],
  kept: [],
  deleted: [],
  newerOnSite: [],
  verified: true,
};

test('the first publish sends everything, the next nothing, and after a change one file', async (t) => {
  const scene = await Scene.create(t, {
    'run.sh': { text: 'echo 1\n', mtime: '2025-03-04T05:06:07.800Z' },
    'lib/a.txt': { text: 'a', mtime: '2025-03-04T05:06:08Z' },
    'settings.job': { text: '{"schedule":"0 0 0 1 1 *"}', mtime: '2025-03-04T05:06:08Z' },
  });
  assert.deepEqual(await scene.publish(), { ...nothing, added: ['lib/a.txt', 'run.sh', 'settings.job'] });
  assert.equal((await stat(join(scene.siteFolder, 'run.sh'))).mtime.toISOString(), '2025-03-04T05:06:06.000Z');
  const same = ['lib/a.txt', 'run.sh', 'settings.job'].map((path) => ({ path, reason: 'same' }));
  assert.deepEqual(await scene.publish(), { ...nothing, kept: same });
  await writeTree(scene.folder, { 'lib/a.txt': 'changed' });
  assert.deepEqual(await scene.publish(), {
    ...nothing,
    replaced: ['lib/a.txt'],
    kept: same.filter(({ path }) => path !== 'lib/a.txt'),
  });
  assert.equal(await readFile(join(scene.siteFolder, 'lib/a.txt'), 'utf8'), 'changed');
});
