import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Leases } from '../../src/host/leases';
import { ManualClock } from '../support/manualClock';

const times = { firstMs: 15, againMs: 3 };

test('a host that nobody connects to ends', () => {
  const clock = new ManualClock();
  let ended = 0;
  new Leases(clock, times, () => (ended += 1));
  clock.advance(14);
  assert.equal(ended, 0);
  clock.advance(1);
  assert.equal(ended, 1);
});

test('it ends a while after its last client, unless another one comes', () => {
  const clock = new ManualClock();
  let ended = 0;
  const leases = new Leases(clock, times, () => (ended += 1));
  const [first, second] = [leases.acquire(), leases.acquire()];
  clock.advance(100);
  first.dispose();
  first.dispose();
  clock.advance(100);
  assert.equal(leases.count, 1);
  second.dispose();
  clock.advance(2);
  const third = leases.acquire();
  clock.advance(100);
  assert.equal(ended, 0);
  third.dispose();
  clock.advance(3);
  assert.equal(ended, 1);
});

test('a host in the foreground stays', () => {
  const clock = new ManualClock();
  const leases = new Leases(clock, undefined, () => assert.fail('it ended'));
  leases.acquire().dispose();
  clock.advance(1_000_000);
});
