import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { HostRegistry } from '../../../src/core/hostClient/hostRegistry';
import { localSiteAt } from '../../../src/core/hostClient/localSiteAt';

test('a site of this machine is named by its folder, whichever of its addresses is used', async () => {
  const state = await mkdtemp(join(tmpdir(), 'webjobs-registry-'));
  try {
    assert.equal(await localSiteAt('http://127.0.0.1:4000', state), undefined, 'no host has ever run');
    const entry = { protocolVersion: 1, version: '0', pid: 1, user: 'u', password: 'p' };
    const registry = new HostRegistry(state);
    await registry.write('a', { ...entry, url: 'http://127.0.0.1:4000', site: '/home/me/my site' });
    await registry.write('b', { ...entry, url: 'http://127.0.0.1:4001', site: '/home/me/other' });
    await writeFile(join(state, 'hosts', 'c.json'), 'half an entr');
    assert.equal(await localSiteAt('http://127.0.0.1:4000/', state), 'file:///home/me/my%20site');
    assert.equal(await localSiteAt('http://localhost:4001', state), 'file:///home/me/other');
    assert.equal(await localSiteAt('http://127.0.0.1:4002', state), undefined);
    assert.equal(await localSiteAt('https://shop.scm.azurewebsites.net:4000', state), undefined);
  } finally {
    await rm(state, { recursive: true });
  }
});
