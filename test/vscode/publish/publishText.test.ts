import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type PlannedFile, type PublishPlan } from '../../../src/core/publish/publishPlan';
import { resultText } from '../../../src/vscode/publish/publishText';
import { english } from '../englishLocalizer';

function planOf(...actions: readonly PlannedFile['action'][]): PublishPlan {
  const files = actions.map((action, index): PlannedFile => ({
    path: `${index}.js`,
    sitePath: `${index}.js`,
    action,
    reason: 'same',
    local: undefined,
    remote: undefined,
    storedMs: undefined,
  }));
  return { files, problems: [], foldersInTheWay: [] };
}

const good = { isChanged: true, isVerified: true, job: null, warnings: [] };

test('the result counts what travelled and what stayed', () => {
  assert.equal(
    resultText('order-worker', 'Local Site', planOf('replace', 'keep', 'keep'), good, english),
    'order-worker on Local Site: 1 file sent, 2 unchanged.',
  );
  assert.equal(
    resultText('a', 'b', planOf('add', 'replace', 'delete', 'newerOnSite'), good, english),
    'a on b: 2 files sent, 1 deleted, 1 newer on the site and kept.',
  );
});

test('doubts and warnings follow the counts', () => {
  const result = { ...good, isVerified: false, warnings: ['The old code still runs.'] };
  assert.equal(
    resultText('a', 'b', planOf('add'), result, english),
    'a on b: 1 file sent. Reading it back did not confirm every file. The old code still runs.',
  );
});
