import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Site } from '../../../src/vscode/sites/site';
import { SiteRegistry } from '../../../src/vscode/sites/siteRegistry';

test('looking again finds sites that were not known, and refreshes all of them', async () => {
  const refreshed: string[] = [];
  const site = (id: string): Site =>
    ({
      id,
      onDidChange: () => ({ dispose: () => undefined }),
      refresh: () => Promise.resolve(void refreshed.push(id)),
    }) as Partial<Site> as Site;
  const registry: SiteRegistry = new SiteRegistry(() => {
    registry.add(site('workspace'));
    return Promise.resolve();
  });
  registry.add(site('local'));
  await registry.lookAgain();
  assert.deepEqual(refreshed, ['local', 'workspace']);
  registry.dispose();
});
