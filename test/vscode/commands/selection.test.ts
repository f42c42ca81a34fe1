import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachJob, selectionOf } from '../../../src/vscode/commands/selection';
import type { Site } from '../../../src/vscode/sites/site';
import { TreeNodes } from '../../../src/vscode/views/treeNodes';
import { report, worker } from '../sampleJobs';

const shop = { id: 'w' } as Site;
const nodes = new TreeNodes();
const [first, second, site] = [nodes.job(shop, worker), nodes.job(shop, report), nodes.site(shop)];

test('a menu that is opened on one of the selected rows is about all of them', () => {
  assert.deepEqual(selectionOf(first, [first, second]), [first, second]);
  assert.deepEqual(selectionOf(first, [second, site]), [first], 'opened beside the selection');
  assert.deepEqual(selectionOf(first, undefined), [first]);
  assert.deepEqual(selectionOf(undefined, undefined), [undefined], 'from the palette');
});

test('what is done to one job is done to every selected one, and to no other row', async () => {
  const done: unknown[] = [];
  const command = forEachJob((target) => Promise.resolve(void done.push(target)));
  for (const [target, selected, expected] of [
    [first, [first, site, second], [first, second]],
    [site, [first, site], [first]],
    [site, [site], [site]],
    [first, undefined, [first]],
    [undefined, undefined, [undefined]],
  ] as const) {
    done.length = 0;
    await command(target, selected);
    assert.deepEqual(done, expected);
  }
});
