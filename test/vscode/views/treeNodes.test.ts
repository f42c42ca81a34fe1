import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TreeNodes, isTreeNode } from '../../../src/vscode/views/treeNodes';
import type { Site } from '../../../src/vscode/sites/site';
import { report, worker } from '../sampleJobs';

const shop = { id: 'w' } as Site;

test('a row is always the same object, whatever the case of the name', () => {
  const nodes = new TreeNodes();
  assert.equal(nodes.job(shop, worker), nodes.job(shop, { ...worker, name: 'Order-Worker' }));
  assert.equal(nodes.group(shop, 'continuous'), nodes.group(shop, 'continuous'));
  assert.notEqual(nodes.job(shop, worker), nodes.job(shop, { ...worker, kind: 'triggered' }));
});

test('ids tell rows apart and last over windows', () => {
  const nodes = new TreeNodes();
  const rows = [nodes.site(shop), nodes.group(shop, 'triggered'), nodes.job(shop, report), nodes.empty(shop)];
  assert.deepEqual(
    rows.map(({ id }) => id),
    ['site/w', 'site/w/triggered', 'site/w/triggered/nightly-report', 'site/w/empty'],
  );
  assert.ok(rows.every(isTreeNode));
});

test('a site that came back has rows of its own', () => {
  const nodes = new TreeNodes();
  const before = nodes.job(shop, worker);
  const again = { id: 'w' } as Site;
  assert.equal(nodes.job(again, worker).site, again);
  assert.notEqual(nodes.job(again, worker), before);
});

test('rows of a site that is gone are forgotten', () => {
  const nodes = new TreeNodes();
  const before = nodes.job(shop, worker);
  nodes.keepOnly([shop]);
  assert.equal(nodes.job(shop, worker), before);
  nodes.keepOnly([]);
  assert.notEqual(nodes.job(shop, worker), before);
});
