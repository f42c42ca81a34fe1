import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatTime, formatTimeSpan, parseTime, runIdAt, ticksOf } from '../../../src/core/runner/dotnetTime';

test('times are read with up to seven digits of a second and written without trailing zeros', () => {
  const cases: Readonly<Record<string, string | undefined>> = {
    '2025-01-01T05:00:00.1234567Z': '2025-01-01T05:00:00.1234567Z',
    '2025-01-01T00:00:05.250000Z': '2025-01-01T00:00:05.25Z',
    '2025-01-01T00:00:05Z': '2025-01-01T00:00:05Z',
    '2025-01-01T02:00:00+02:00': '2025-01-01T00:00:00Z',
    '2025-01-01T00:00:00': '2025-01-01T00:00:00Z',
    '0001-01-01T00:00:00': '0001-01-01T00:00:00Z',
    yesterday: undefined,
  };
  const read = (text: string): string | undefined => {
    const ticks = parseTime(text);
    return ticks === undefined ? undefined : formatTime(ticks);
  };
  assert.deepEqual(Object.fromEntries(Object.keys(cases).map((text) => [text, read(text)])), cases);
});

test('durations show days and fractions only when there are some', () => {
  const spans = [0n, 5_250_000n, 904_280_000_000n, -10_000_000n].map(formatTimeSpan);
  assert.deepEqual(spans, ['00:00:00', '00:00:00.5250000', '1.01:07:08', '-00:00:01']);
});

test('a run id is the UTC start time in 18 digits', () => {
  assert.equal(runIdAt(Date.UTC(2025, 10, 20, 10, 0, 1, 23)), '202511201000010230');
});

test('ticks begin in year one', () => {
  assert.equal(ticksOf(0), 621_355_968_000_000_000n);
});
