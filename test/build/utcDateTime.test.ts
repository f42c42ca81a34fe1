import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import fc from 'fast-check';
import { DateTime } from '../../build/utcDateTime.mjs';

/** luxon comes with cron-parser, and without types. */
const luxon = createRequire(createRequire(__filename).resolve('cron-parser'))('luxon') as {
  readonly DateTime: typeof DateTime;
};

const instants = fc.integer({ min: Date.UTC(1901, 0, 1), max: Date.UTC(2199, 11, 31) });
const units = fc.constantFrom('month', 'day', 'hour', 'minute', 'second');

/** The same work with luxon and with what stands in for it. */
function both(instant: number, work: (date: DateTime) => DateTime): readonly [actual: unknown, expected: unknown] {
  const read = (each: typeof DateTime): unknown => {
    const date = work(each.fromMillis(instant, { zone: 'UTC' }));
    return { time: date.valueOf(), weekday: date.weekday, iso: date.toISO() };
  };
  return [read(DateTime), read(luxon.DateTime)];
}

test('what stands in for luxon adds and takes away as luxon does', () => {
  const counts = fc.integer({ min: -40, max: 40 });
  const names = fc.constantFrom('years', 'months', 'days', 'hours', 'minutes', 'seconds');
  fc.assert(
    fc.property(instants, names, counts, (instant, unit, count) => {
      assert.deepEqual(...both(instant, (date) => date.plus({ [unit]: count })));
      assert.deepEqual(...both(instant, (date) => date.minus({ [unit]: count })));
    }),
  );
});

test('it finds the beginning and the end of a unit as luxon does', () => {
  fc.assert(
    fc.property(instants, units, (instant, unit) => {
      assert.deepEqual(...both(instant, (date) => date.startOf(unit)));
      assert.deepEqual(...both(instant, (date) => date.endOf(unit)));
    }),
  );
});

test('it sets a unit as luxon does', () => {
  fc.assert(
    fc.property(instants, units, fc.integer({ min: 1, max: 12 }), (instant, unit, value) => {
      assert.deepEqual(...both(instant, (date) => date.set({ [unit]: value })));
    }),
  );
});

test('it refuses every other zone', () => {
  assert.throws(() => DateTime.fromMillis(0, { zone: 'Europe/Paris' }), RangeError);
});
