import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatTimeSpan } from '../../../src/core/schedule/timeSpan';

function check(durationMs: number, expected: string): void {
  test(`${durationMs} ms is ${expected}`, () => assert.equal(formatTimeSpan(durationMs), expected));
}

check(0, '00:00:00');
check(7_750, '00:00:07.7500000');
check(1, '00:00:00.0010000');
check(0.1, '00:00:00.0001000');
check(86_399_000, '23:59:59');
check(86_400_000, '1.00:00:00');
check(40 * 86_400_000, '40.00:00:00');
check(-90_500, '-00:01:30.5000000');
