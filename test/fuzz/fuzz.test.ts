import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureOf } from './fuzzTarget';
import { allTargets } from './targets/allTargets';

for (const target of allTargets()) {
  test(`a second of ${target.name}`, async () => {
    assert.equal(await failureOf(target, 1000), undefined);
  });
}
