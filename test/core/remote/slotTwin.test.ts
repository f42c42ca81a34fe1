import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mayBeSlotTwins } from '../../../src/core/remote/slotTwin';

const azure = 'scm.azurewebsites.net';
const region = 'scm.westeurope-01.azurewebsites.net';

const cases: readonly [left: string, right: string, others: readonly string[], expected: boolean][] = [
  [`shop.${azure}`, `shop-staging.${azure}`, [], true],
  [`shop-staging.${azure}`, `SHOP.${azure}:443`, [], true],
  [`shop.${azure}`, `shop.${azure}`, [], false],
  [`shop.${azure}`, `shops.${azure}`, [], false],
  [`shop.${azure}`, 'shop-staging.scm.azurewebsites.us', [], false],
  [`shop-a.${azure}`, `shop-b.${azure}`, [], false],
  [`shop-a.${azure}`, `shop-b.${azure}`, [`shop.${azure}`], true],
  [`shop-a.${azure}`, `shop-b.${azure}`, [`other.${azure}`, '127.0.0.1:5000'], false],
  [`shop-a1b2c3d4e5f6a7b8.${region}`, `shop-staging-h8g7f6e5d4c3b2a1.${region}`, [], true],
  [`shop-a1b2c3d4e5f6a7b8.${region}`, `desk-h8g7f6e5d4c3b2a1.${region}`, [], false],
  ['127.0.0.1:5000', '127.0.0.1:5001', [], false],
  ['localhost', 'localhost-staging', [], false],
];

for (const [left, right, others, expected] of cases) {
  test(`${left} and ${right}${others.length > 0 ? ` beside ${others.join(', ')}` : ''}`, () => {
    assert.equal(mayBeSlotTwins(left, right, others), expected);
    assert.equal(mayBeSlotTwins(right, left, others), expected);
  });
}
