import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  readDate,
  readDates,
  readHours,
  readNumber,
  readTimes,
} from '../../../../src/vscode/language/scheduleBuilder/typedValues';

test('times of the day', () => {
  const minutes = (text: string): (number | undefined)[] | undefined => readTimes(text)?.map((time) => time / 60);
  for (const text of ['9:30', '09:30', '9.30', '930', '0930', '9:30am', '9:30 AM']) {
    assert.deepEqual(minutes(text), [570], text);
  }
  assert.deepEqual(minutes('9'), [540]);
  assert.deepEqual(minutes('12am, 12pm'), [0, 720]);
  assert.deepEqual(minutes('17:00 9, 9'), [540, 1020]);
  assert.deepEqual(readTimes('9:00:15'), [32415]);
  for (const text of ['', '24:00', '9:60', '9:5', 'noon', '13pm', '9,', '9;;', '-1']) {
    const isList = text === '9,' || text === '9;;';
    assert.deepEqual(minutes(text), isList ? [540] : undefined, text);
  }
});

test('numbers', () => {
  assert.equal(readNumber(' 15 ', 1, 30), 15);
  for (const text of ['', '0', '31', '1.5', '1e1', 'x']) assert.equal(readNumber(text, 1, 30), undefined, text);
});

test('dates of a month', () => {
  assert.deepEqual(readDates('15, 1 20-22'), [1, 15, 20, 21, 22]);
  assert.deepEqual(readDates('1 - 3'), [1, 2, 3]);
  for (const text of ['', '0', '32', '5-2', 'last', '1-']) assert.equal(readDates(text), undefined, text);
});

test('a date', () => {
  assert.deepEqual(readDate('2026-12-24'), { month: 12, day: 24 });
  assert.deepEqual(readDate('2-29'), { month: 2, day: 29 });
  for (const text of ['', '24', '13-01', '2-30', '4-31', '24.12.']) assert.equal(readDate(text), undefined, text);
});

test('hours of a day', () => {
  assert.deepEqual(readHours('8-18'), { from: 8, to: 18 });
  assert.deepEqual(readHours('8:00 to 24:00'), { from: 8, to: 24 });
  for (const text of ['', '8', '18-8', '8-25', '8-8']) assert.equal(readHours(text), undefined, text);
});
