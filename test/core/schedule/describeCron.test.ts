import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalCron } from '../../../src/core/schedule/canonicalCron';
import { cronFields, type CronValues } from '../../../src/core/schedule/cronFields';
import { englishCronTexts } from '../../../src/core/schedule/cronTexts';
import { describeCron, describeField } from '../../../src/core/schedule/describeCron';
import { readWords } from './readWords';
import { fieldText, scheduleOf, seeded, validExpression, valueSet } from './support';

function check(expression: string, words: string): void {
  test(`${expression} is "${words}"`, () => assert.equal(describeCron(scheduleOf(expression)), words));
}

check('* * * * * *', 'Every second');
check('*/10 * * * * *', 'Every 10 seconds');
check('*/7 * * * * *', 'Every 7 seconds from second 0 to 56 of every minute');
check('5/15 * * * * *', 'Every 15 seconds from 00:00:05');
check('30 * * * * *', 'At second 30 of every minute');
check('5,10,12 * * * * *', 'At seconds 5, 10 and 12 of every minute');
check('30-40 * * * * *', 'Every second from second 30 to 40 of every minute');
check('0 * * * * *', 'Every minute');
check('0 */2 * * * *', 'Every 2 minutes');
check('0 */15 * * * *', 'Every 15 minutes');
check('0 5/15 * * * *', 'Every 15 minutes from 00:05');
check('0 */7 * * * *', 'Every 7 minutes from minute 0 to 56 of every hour');
check('0 5,10,12 * * * *', 'At 5, 10 and 12 minutes past every hour');
check('0 10-20 * * * *', 'Every minute from minute 10 to 20 of every hour');
check('0 10-40/15 * * * *', 'At 10, 25 and 40 minutes past every hour');
check('0 30 * * * *', 'At 30 minutes past every hour');
check('0 1 * * * *', 'At 1 minute past every hour');
check('0 0 * * * *', 'Every hour');
check('15 30 * * * *', 'At second 15 of minute 30 of every hour');
check('0 0 */2 * * *', 'Every 2 hours');
check('0 30 */2 * * *', 'Every 2 hours from 00:30');
check('0 0 */7 * * *', 'Every 7 hours from 00:00 to 21:00, every day');
check('0 0 0,12 * * *', 'At 00:00 and 12:00 every day');
check('0 0 */8 * * *', 'Every 8 hours');
check('0 0 9-17 * * *', 'Every hour from 09:00 to 17:00, every day');
check('0 30 9-17 * * 1-5', 'Every hour from 09:30 to 17:30, Monday to Friday');
check('0 */15 9-17 * * 1-5', 'Every 15 minutes from 09:00 to 17:45, Monday to Friday');
check('0 */15 9,17 * * *', 'Every 15 minutes from 09:00 to 09:45 and from 17:00 to 17:45, every day');
check('0 */10 */2 * * *', 'Every 10 minutes of hours 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20 and 22, every day');
check('0 0/30 8-10 * * *', 'Every 30 minutes from 08:00 to 10:30, every day');
check('0 0 9,12,15 * * *', 'At 09:00, 12:00 and 15:00 every day');
check('0 0,30 9,17 * * *', 'At 09:00, 09:30, 17:00 and 17:30 every day');
check('0 5,20 9-17 * * *', 'At minutes 5 and 20 of hours 9 to 17, every day');
check('0 * 9 * * *', 'Every minute from 09:00 to 09:59, every day');
check('* 5 * * * *', 'Every second of minute 5 of every hour');
check('* * 9 * * *', 'Every second from 09:00:00 to 09:59:59, every day');
check('* 5 9 * * *', 'Every second from 09:05:00 to 09:05:59, every day');
check('*/10 5 * * * *', 'Every 10 seconds of minute 5 of every hour');
check('*/10 * 9,11 * * *', 'Every 10 seconds from 09:00:00 to 09:59:50 and from 11:00:00 to 11:59:50, every day');
check('*/10 5,6 9,11 * * *', 'Every 10 seconds of minutes 5 and 6 of hours 9 and 11, every day');
check('0 30 9 * * *', 'At 09:30 every day');
check('0 30 9 * * 1-5', 'At 09:30, Monday to Friday');
check('0 30 9 * * 1', 'At 09:30, every Monday');
check('0 30 9 * * 0,6', 'At 09:30, Saturday and Sunday');
check('0 30 9 * * 5,6,0', 'At 09:30, Friday to Sunday');
check('15 30 9 * * *', 'At 09:30:15 every day');
check('0 0 2 1-7 * 1', 'At 02:00 on the first Monday of the month');
check('0 0 2 8-14 * 1', 'At 02:00 on the second Monday of the month');
check('0 0 2 1-7,15-21 * 1', 'At 02:00 on the first and third Monday of the month');
check('0 0 2 1-7 * 1,2', 'At 02:00 on the first Monday and the first Tuesday of the month');
check('0 0 2 29-31 * 1', 'At 02:00 on the fifth Monday of the month');
check('0 0 2 25-31 1 1', 'At 02:00 on the last Monday of January');
check('0 0 0 13 * 5', 'At 00:00 on the 13th of the month, but only on Friday');
check('0 0 0 1-10 * 1-5', 'At 00:00 on the 1st to 10th of the month, but only from Monday to Friday');
check('0 0 0 1 * *', 'At 00:00 on the 1st of the month');
check('0 0 0 1,15 * *', 'At 00:00 on the 1st and 15th of the month');
check('0 0 0 1 1 *', 'At 00:00 on the 1st of January');
check('0 0 0 */2 * *', 'At 00:00 on the odd days of the month');
check('0 0 0 2-30/2 * *', 'At 00:00 on the even days of the month');
check('0 0 0 */3 * *', 'At 00:00 every 3 days from the 1st to the 31st of the month');
check('0 0 0 1 */3 *', 'At 00:00 on the 1st of January, April, July and October');
check('0 0 9 * 6-8 *', 'At 09:00 every day from June to August');
check('0 0 9 * 6-8 1', 'At 09:00, every Monday from June to August');
check('0 */15 * * 6 *', 'Every 15 minutes in June');
check('0 */15 * * 6-8 *', 'Every 15 minutes from June to August');
check('0 */15 9-17 * 6-8 *', 'Every 15 minutes from 09:00 to 17:45, every day from June to August');
check('0 */15 9-17 * 6 *', 'Every 15 minutes from 09:00 to 17:45, every day in June');
check('0 */15 * 1 * *', 'Every 15 minutes on the 1st of the month');
check('0 0 0 30 2 *', 'At 00:00 on the 30th of February, a date that does not exist');
check('0 0 0 29 2 *', 'At 00:00 on the 29th of February');
check('0 0 0 31 * *', 'At 00:00 on the 31st of the month');
check('0 0 1-23/2 * * *', 'Every 2 hours from 01:00');
check('0 15,45 * * * *', 'Every 30 minutes from 00:15');
check('0 0,5 0,12 * * *', 'At 00:00, 00:05, 12:00 and 12:05 every day');
check('0 5 9,10 * * *', 'At 09:05 and 10:05 every day');
check('0 0 9,10 * * *', 'At 09:00 and 10:00 every day');
check('0 0 9,10,11 * * *', 'Every hour from 09:00 to 11:00, every day');
check('*/30 0 * * * *', 'Every 30 seconds of minute 0 of every hour');
check('* 0-10 * * * *', 'Every second of minutes 0 to 10 of every hour');
check('* * 9-17 * * 1-5', 'Every second from 09:00:00 to 17:59:59, Monday to Friday');
check('0 0-30 9 * * *', 'Every minute from 09:00 to 09:30, every day');
check('0 0-30 9-17 * * *', 'Every minute from minute 0 to 30 of hours 9 to 17, every day');
check('0 30 4 1,15 * *', 'At 04:30 on the 1st and 15th of the month');
check('0 0 6,18 * * 2', 'At 06:00 and 18:00, every Tuesday');
check('0 0 0 1 1,7 *', 'At 00:00 on the 1st of January and July');
check('0 0 12 25 12 *', 'At 12:00 on the 25th of December');
check('0 0 22 * * 1-5', 'At 22:00, Monday to Friday');
check('0 5 4 * * 0', 'At 04:05, every Sunday');
check('0 0 8 1-7 1 1-5', 'At 08:00 on the 1st to 7th of January, but only from Monday to Friday');
check('0 0 0 8-14 * 2', 'At 00:00 on the second Tuesday of the month');
check('0 0 9 15-21 3,6,9,12 3', 'At 09:00 on the third Wednesday of March, June, September and December');
check('0 0 9 22-28 * 5', 'At 09:00 on the fourth Friday of the month');
check('0 0 9 22-28 * 5,6', 'At 09:00 on the fourth Friday and the fourth Saturday of the month');
check('0 0 9 24-30 4,6,9,11 5', 'At 09:00 on the last Friday of April, June, September and November');
check('0 0 9 25-31 * 5', 'At 09:00 on the 25th to 31st of the month, but only on Friday');
check('0 59 23 31 12 6', 'At 23:59 on the 31st of December, but only on Saturday');
check('59 59 23 31 12 6', 'At 23:59:59 on the 31st of December, but only on Saturday');
check('0 0 0 29 2 1', 'At 00:00 on the 29th of February, but only on Monday');
check('0 0 0 1-5 * *', 'At 00:00 on the 1st to 5th of the month');
check('0 0 0 10-20 6 *', 'At 00:00 on the 10th to 20th of June');
check('0 0 0 1-15/7 * *', 'At 00:00 on the 1st, 8th and 15th of the month');
check('0 0 0 */5 * *', 'At 00:00 every 5 days from the 1st to the 31st of the month');
check('0 0 0 */10 * 1', 'At 00:00 on the 1st, 11th, 21st and 31st of the month, but only on Monday');
check('0 0 0 */2 * 1', 'At 00:00 on the odd days of the month, but only on Monday');
check('0 0 0 31 4,6,9,11 *', 'At 00:00 on the 31st of April, June, September and November, a date that does not exist');
check('0 0 0 31 4 1', 'At 00:00 on the 31st of April, but only on Monday, a date that does not exist');
check('0 0 9-17/2 * * *', 'Every 2 hours from 09:00 to 17:00, every day');
check('0 0 9-17/2 * * 1-5', 'Every 2 hours from 09:00 to 17:00, Monday to Friday');
check('0 0 9-17 1 * *', 'Every hour from 09:00 to 17:00 on the 1st of the month');
check('0 0 9-17 * 1 *', 'Every hour from 09:00 to 17:00, every day in January');
check('0 0 9-17 1 1 *', 'Every hour from 09:00 to 17:00 on the 1st of January');
check('0 */20 9-17 * * 6', 'Every 20 minutes from 09:00 to 17:40, every Saturday');
check('0 10/20 * * * *', 'Every 20 minutes from 00:10');
check('0 */30 9-11,14-16 * * 1-5', 'Every 30 minutes from 09:00 to 11:30 and from 14:00 to 16:30, Monday to Friday');
check(
  '0 */30 8-9,12-13,16-17 * * *',
  'Every 30 minutes from 08:00 to 09:30, from 12:00 to 13:30 and from 16:00 to 17:30, every day',
);
check('0 */30 1,3,5,7 * * *', 'Every 30 minutes of hours 1, 3, 5 and 7, every day');
check('0 */5 0 * * *', 'Every 5 minutes from 00:00 to 00:55, every day');
check('0 0,15,45 8 * * *', 'At 08:00, 08:15 and 08:45 every day');
check('0 1,2,3 8 * * *', 'Every minute from 08:01 to 08:03, every day');
check('0 1,2 8 * * *', 'At 08:01 and 08:02 every day');
check('0 2,3,5,7,11,13,17 8 * * *', 'At minutes 2, 3, 5, 7, 11, 13 and 17 of hour 8, every day');
check('0 2,3,5,7,11,13,17 * * * *', 'At 2, 3, 5, 7, 11, 13 and 17 minutes past every hour');
check('0 0 2,3,5,7,11,13,17,19 * * *', 'At 02:00, 03:00, 05:00, 07:00, 11:00, 13:00, 17:00 and 19:00 every day');
check('0 0 0-22/2 * * *', 'Every 2 hours');
check('0 0 1-21/4 * * *', 'Every 4 hours from 01:00');
check('0 0 2/6 * * *', 'Every 6 hours from 02:00');
check('0 0 3/6 * * *', 'Every 6 hours from 03:00');
check('0 0 */5 * * *', 'Every 5 hours from 00:00 to 20:00, every day');
check('0 50 */5 * * *', 'Every 5 hours from 00:50 to 20:50, every day');
check('0 0 0 * */2 *', 'At 00:00 every day in January, March, May, July, September and November');
check('0 0 0 * 1,3,5 *', 'At 00:00 every day in January, March and May');
check('0 0 0 * 12 0', 'At 00:00, every Sunday in December');
check('0 0 * * 12 *', 'Every hour in December');
check('0 0 * * * 0', 'Every hour, every Sunday');
check('0 0 * 1 * 0', 'Every hour on the 1st of the month, but only on Sunday');
check('0 * * * * 1-5', 'Every minute, Monday to Friday');
check('* * * * * 1', 'Every second, every Monday');
check('0 */45 * * * *', 'At 0 and 45 minutes past every hour');
check('0 0/59 * * * *', 'At 0 and 59 minutes past every hour');
check('0,30 * * * * *', 'Every 30 seconds');
check('0,30 0 * * * *', 'Every 30 seconds of minute 0 of every hour');
check('0,30 0 0 * * *', 'At 00:00:00 and 00:00:30 every day');
check('10,40 * * * * *', 'Every 30 seconds from 00:00:10');
check('0-29 * * * * *', 'Every second from second 0 to 29 of every minute');
check('0-29/2 * * * * *', 'Every 2 seconds from second 0 to 28 of every minute');
check('45 */15 * * * *', 'Every 15 minutes from 00:00:45');
check('45 30 9 * * 1', 'At 09:30:45, every Monday');
check('45 30 9,12 * * 1', 'At 09:30:45 and 12:30:45, every Monday');
check('45 0,30 * * * *', 'Every 30 minutes from 00:00:45');
check('15 1,2,3 * * * *', 'At second 15 of minutes 1 to 3 of every hour');
check('15 1,2,3 9-10 * * *', 'At 09:01:15, 09:02:15, 09:03:15, 10:01:15, 10:02:15 and 10:03:15 every day');
check('0 20 20 20 10 2', 'At 20:20 on the 20th of October, but only on Tuesday');
check('0 0 3 * * 2,4', 'At 03:00, Tuesday and Thursday');
check('0 0 3 * * 2,4,6', 'At 03:00, Tuesday, Thursday and Saturday');
check('0 0 3 * * 1-3,6', 'At 03:00, Monday to Wednesday and Saturday');
check('0 0 3 * 3-5,10-11 *', 'At 03:00 every day in March to May, October and November');
check('0 0 3 1-7,15-21,29-31 * 1', 'At 03:00 on the first, third and fifth Monday of the month');
check('* * 0 1 1 *', 'Every second from 00:00:00 to 00:59:59 on the 1st of January');
check('* 0 0 1 1 *', 'Every second from 00:00:00 to 00:00:59 on the 1st of January');
check('0 0 0 1,2,3 * *', 'At 00:00 on the 1st to 3rd of the month');
check('0 0 0 1,2 * *', 'At 00:00 on the 1st and 2nd of the month');
check('0 0 0 2-31 * *', 'At 00:00 on the 2nd to 31st of the month');
check('0 0 0 22-31 * 1', 'At 00:00 on the fourth and fifth Monday of the month');

/** Checks that the words say exactly what the sets say: no time and no day more or less. */
function assertWordsMatch(expression: string): void {
  const schedule = scheduleOf(expression);
  const { second, minute, hour, dayOfMonth, month, dayOfWeek } = schedule.values;
  const words = describeCron(schedule);
  const { times, matchesDay } = readWords(words);
  assert.equal(times.size, second.length * minute.length * hour.length, words);
  for (const time of times) {
    const isInSets =
      second.includes(time % 60) &&
      minute.includes(Math.floor(time / 60) % 60) &&
      hour.includes(Math.floor(time / 3600));
    assert.ok(isInSets, `${words}: ${time}`);
  }
  for (let m = 1; m <= 12; m++) {
    for (let d = 1; d <= new Date(2001, m, 0).getDate(); d++) {
      for (let w = 0; w < 7; w++) {
        const isInSets = dayOfMonth.includes(d) && month.includes(m) && dayOfWeek.includes(w);
        assert.equal(matchesDay(d, m, w), isInSets, `${expression} is "${words}": ${d}/${m}, weekday ${w}`);
      }
    }
  }
}

const bases = ['* * * * * *', '0 0 0 * * *', '30 15 9 1 1 *', '0 */15 9-17 * * 1-5'];

cronFields.forEach((field, index) => {
  test(`words read back: variations of ${field.name}`, () => {
    const text = fc.oneof(
      fieldText(field),
      valueSet(field).map((values) => values.join(',')),
    );
    fc.assert(
      fc.property(fc.constantFrom(...bases), text, (base, variation) => {
        assertWordsMatch(base.split(' ').with(index, variation).join(' '));
      }),
      seeded(120),
    );
  });
});

test('words read back: whole expressions', () => {
  fc.assert(fc.property(validExpression, assertWordsMatch), seeded(250));
});

test('words depend on the sets alone', () => {
  fc.assert(
    fc.property(validExpression, (text) => {
      const schedule = scheduleOf(text);
      assert.equal(describeCron(scheduleOf(canonicalCron(schedule.values))), describeCron(schedule));
    }),
    seeded(300),
  );
});

test('another language supplies its own table', () => {
  const texts = {
    ...englishCronTexts,
    atTimes: 'Um {times} Uhr',
    list: '{start}, {next}',
    listEnd: '{start} und {last}',
    run: '{first} bis {last}',
    weekdays: ['Sonntag', 'Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag'],
  };
  assert.equal(describeCron(scheduleOf('0 0 9,12 * * 1-5'), texts), 'Um 09:00 und 12:00 Uhr, Montag bis Freitag');
});

test('a field by itself', () => {
  const words = (expression: string): string[] => {
    const values: CronValues = scheduleOf(expression).values;
    return cronFields.map(({ name }) => describeField(name, values[name]));
  };
  assert.deepEqual(words('0 */20 9-17 1,15 6-8 *'), [
    '0',
    '0, 20 and 40',
    '9 to 17',
    '1st and 15th',
    'June to August',
    'every day of the week',
  ]);
  assert.deepEqual(words('* * * * * 0,6')[5], 'Saturday and Sunday');
});
