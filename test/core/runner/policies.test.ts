import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expiredRuns } from '../../../src/core/runner/historyRetention';
import { idleTimeoutMs, type IdleState, judgeIdle, startIdle, stepIdle } from '../../../src/core/runner/idlePolicy';
import { restartDelayMs } from '../../../src/core/runner/restartPolicy';
import { readSiteSettings, settingLookup } from '../../../src/core/runner/siteSettings';

test('a process that lived two minutes is restarted at once, others after the restart time', () => {
  const rule = { restartMs: 60_000, longLifeMs: 120_000 };
  const delays = [0, 119_999, 120_000, 500_000].map((lived) => restartDelayMs(lived, rule));
  assert.deepEqual(delays, [60_000, 60_000, 0, 0]);
});

test('before a run all but the newest runs go', () => {
  assert.deepEqual(expiredRuns(['3', '1', '2'], 3), ['1']);
  assert.deepEqual(expiredRuns(['3', '1', '2'], 1), ['3', '2', '1']);
  assert.deepEqual(expiredRuns(['3', '1', '2'], 50), []);
});

test('a run that neither writes nor computes is idle after twice the timeout', () => {
  assert.equal(secondOfIdleness({ timeoutSeconds: 3, outputAt: [], cpuAt: () => 0 }), 6);
});

test('a timeout of zero counts as one second', () => {
  assert.equal(idleTimeoutMs(0), 1_000);
  assert.equal(idleTimeoutMs(-5), 1_000);
  assert.equal(secondOfIdleness({ timeoutSeconds: 0, outputAt: [], cpuAt: () => 0 }), 2);
});

test('output starts the clock anew', () => {
  assert.equal(secondOfIdleness({ timeoutSeconds: 3, outputAt: [2, 4, 5], cpuAt: () => 0 }), 11);
});

test('use of the CPU keeps a silent run alive for as long as it lasts', () => {
  assert.equal(secondOfIdleness({ timeoutSeconds: 2, outputAt: [], cpuAt: (second) => Math.min(second, 9) }), 12);
});

test('numbers of app settings are 32-bit integers, blanks and a sign allowed; anything else is the default', () => {
  const restartSeconds = (text: string): number =>
    readSiteSettings((name) => (name === 'WEBJOBS_RESTART_TIME' ? text : undefined)).restartMs / 1_000;
  const cases = {
    '4': 4,
    ' 3 ': 3,
    '+3': 3,
    '0': 0,
    '-5': 0,
    '2.5': 60,
    '1e1': 60,
    '0x3': 60,
    '': 60,
    '99999999999': 60,
  };
  assert.deepEqual(Object.fromEntries(Object.keys(cases).map((text) => [text, restartSeconds(text)])), cases);
});

test('truth is 1 or true in any case, and nothing else', () => {
  const isStopped = (text: string): boolean =>
    readSiteSettings((name) => (name === 'WEBJOBS_STOPPED' ? text : undefined)).isStopped;
  assert.deepEqual(['1', 'true', 'True', 'yes', '2', ' 1', ''].map(isStopped), [
    true,
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});

test('the history size is 50 unless a positive number is set', () => {
  const size = (text: string): number =>
    readSiteSettings((name) => (name === 'WEBJOBS_HISTORY_SIZE' ? text : undefined)).historySize;
  assert.deepEqual(['3', '0', '-3', 'abc'].map(size), [3, 50, 50, 50]);
});

test('app settings come before the environment, and its prefixed names before the bare ones', () => {
  const find = settingLookup({ A: 'setting' }, { A: 'host', APPSETTING_B: 'platform', B: 'bare', C: 'host' });
  assert.deepEqual(['A', 'B', 'C', 'D'].map(find), ['setting', 'platform', 'host', undefined]);
});

interface Activity {
  readonly timeoutSeconds: number;
  readonly outputAt: readonly number[];
  readonly cpuAt: (second: number) => number;
}

/** The second at which a run counts as idle when it is looked at once a second. */
function secondOfIdleness({ timeoutSeconds, outputAt, cpuAt }: Activity): number {
  const timeoutMs = idleTimeoutMs(timeoutSeconds);
  let state: IdleState = startIdle(0);
  for (let second = 1; second < 100; second++) {
    const lastOutput = Math.max(0, ...outputAt.filter((at) => at <= second));
    if (stepIdle(state, second * 1_000, lastOutput * 1_000, timeoutMs).kind === 'active') continue;
    const next = judgeIdle(state, second * 1_000, cpuAt(second));
    if (!next) return second;
    state = next;
  }
  return Infinity;
}
