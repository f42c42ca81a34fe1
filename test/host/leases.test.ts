import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Clock } from '../../src/core/base/clock';
import { toDisposable } from '../../src/core/base/disposable';
import { Leases } from '../../src/host/leases';

/** A clock with one pending timer at a time, which is all that leases need. */
function manualClock(): { readonly clock: Clock; readonly pass: (ms: number) => void } {
  let now = 0;
  let timers: { readonly at: number; readonly callback: () => void }[] = [];
  const clock: Clock = {
    now: () => now,
    monotonic: () => now,
    after(delayMs, callback) {
      const timer = { at: now + delayMs, callback };
      timers.push(timer);
      return toDisposable(() => (timers = timers.filter((other) => other !== timer)));
    },
  };
  return {
    clock,
    pass(ms) {
      now += ms;
      const due = timers.filter(({ at }) => at <= now);
      timers = timers.filter(({ at }) => at > now);
      for (const { callback } of due) callback();
    },
  };
}

const times = { firstMs: 15, againMs: 3 };

test('a host that nobody connects to ends', () => {
  const { clock, pass } = manualClock();
  let ended = 0;
  new Leases(clock, times, () => (ended += 1));
  pass(14);
  assert.equal(ended, 0);
  pass(1);
  assert.equal(ended, 1);
});

test('it ends a while after its last client, unless another one comes', () => {
  const { clock, pass } = manualClock();
  let ended = 0;
  const leases = new Leases(clock, times, () => (ended += 1));
  const [first, second] = [leases.acquire(), leases.acquire()];
  pass(100);
  first.dispose();
  first.dispose();
  pass(100);
  assert.equal(leases.count, 1);
  second.dispose();
  pass(2);
  const third = leases.acquire();
  pass(100);
  assert.equal(ended, 0);
  third.dispose();
  pass(3);
  assert.equal(ended, 1);
});

test('a host in the foreground stays', () => {
  const { clock, pass } = manualClock();
  const leases = new Leases(clock, undefined, () => assert.fail('it ended'));
  leases.acquire().dispose();
  pass(1_000_000);
});
