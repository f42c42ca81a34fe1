import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localTimings } from '../../src/host/localTimings';

test('changes of files are acted upon as soon as the setting says, and missing folders are looked for in proportion', () => {
  const timings = (text?: string): unknown => localTimings(() => text);
  assert.deepEqual(timings('0.5'), { debounceMs: 500, rootRetryMs: 3_000 });
  assert.deepEqual(timings('0'), { debounceMs: 100, rootRetryMs: 600 });
  assert.deepEqual(timings('60'), { debounceMs: 60_000, rootRetryMs: 360_000 });
  for (const text of [undefined, '', 'soon', '-1', '1e3']) assert.deepEqual(timings(text), {}, text);
});
