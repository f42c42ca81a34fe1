import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatAge, formatDuration, formatTime } from '../../../src/vscode/views/formatTime';
import { english } from '../englishLocalizer';

const now = new Date(2026, 2, 4, 12, 0);

function check(expected: string, time: Date): void {
  test(`${expected} at noon of 4 March 2026`, () => {
    assert.equal(formatTime(time.toISOString(), now, 'en', english), expected);
  });
}

check('14:05', new Date(2026, 2, 4, 14, 5));
check('00:00', new Date(2026, 2, 4));
check('tomorrow 02:00', new Date(2026, 2, 5, 2));
check('yesterday 23:59', new Date(2026, 2, 3, 23, 59));
check('Sat 09:30', new Date(2026, 2, 7, 9, 30));
check('Mar 30 02:00', new Date(2026, 2, 30, 2));
check('Jan 1, 2027 00:00', new Date(2027, 0, 1));

test('what is no time comes back as it is', () => {
  assert.equal(formatTime('soon', now, 'en', english), 'soon');
});

test('durations', () => {
  const shown = [0, 850, 12_400, 185_000, 2_700_000, 7_200_000, 7_800_000].map((each) => formatDuration(each, english));
  assert.deepEqual(shown, ['0 ms', '850 ms', '12 s', '3 min 5 s', '45 min', '2 h', '2 h 10 min']);
});

test('ages are told to the minute', () => {
  const minute = 60_000;
  const ages = [59_999, 5 * minute, 130 * minute, 76 * 60 * minute].map((age) => formatAge(age, english));
  assert.deepEqual(ages, ['<1 min', '5 min', '2 h 10 min', '3 d 4 h']);
});
