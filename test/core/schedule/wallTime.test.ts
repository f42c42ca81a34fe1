import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayNumber, formatWallTime, lastWallTime, parseWallTime, weekdayOf } from '../../../src/core/schedule/wallTime';

function check(text: string, expected: string | undefined): void {
  test(`${text} is read as ${expected ?? 'nothing'}`, () => {
    const time = parseWallTime(text);
    assert.equal(time === undefined ? undefined : new Date(time).toISOString(), expected);
  });
}

check('2026-01-01T00:00:00', '2026-01-01T00:00:00.000Z');
check('2026-01-01T23:59:59.1239', '2026-01-01T23:59:59.123Z');
check('2026-01-01 12:30', '2026-01-01T12:30:00.000Z');
check('2024-02-29', '2024-02-29T00:00:00.000Z');
check('0001-01-01T00:00:00', '0001-01-01T00:00:00.000Z');
check('9999-12-31T23:59:59', '9999-12-31T23:59:59.000Z');
check('2026-01-01T00:00:00Z', undefined);
check('2026-01-01T00:00:00+01:00', undefined);
check('2026-02-29', undefined);
check('2026-13-01', undefined);
check('2026-01-01T24:00:00', undefined);
check('0000-01-01', undefined);
check('10000-01-01', undefined);
check('today', undefined);

test('a fraction is dropped when written', () => {
  assert.equal(formatWallTime(1_999), '1970-01-01T00:00:01');
  assert.equal(formatWallTime(lastWallTime + 999), '9999-12-31T23:59:59');
});

test('days are counted as the calendar does', () => {
  for (let day = -719_162; day < 2_932_897; day += 13) {
    const date = new Date(day * 86_400_000);
    assert.equal(dayNumber(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()), day);
    assert.equal(weekdayOf(day), date.getUTCDay());
  }
});
