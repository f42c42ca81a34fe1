import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type CronSchedule, parseCron } from '../../../src/core/schedule/cronExpression';
import { type CronField, cronFields } from '../../../src/core/schedule/cronFields';
import { parseWallTime, type WallTime } from '../../../src/core/schedule/wallTime';
import { findZone, type Zone } from '../../../src/core/schedule/zones';

/** The same cases in every run, so that a failure can be repeated. */
export const seeded = (numRuns: number): fc.Parameters<unknown> => ({ seed: 20_250_620, numRuns });

export function scheduleOf(text: string): CronSchedule {
  const parsed = parseCron(text);
  assert.ok(parsed.valid, `${text} is not valid`);
  return parsed.schedule;
}

export function wallTimeOf(text: string): WallTime {
  const time = parseWallTime(text);
  assert.ok(time !== undefined, `${text} is not a wall-clock time`);
  return time;
}

export function zoneOf(name: string): Zone {
  const zone = findZone(name);
  assert.ok(zone !== undefined, `${name} is no zone`);
  return zone;
}

const numberIn = ({ min, max }: CronField): fc.Arbitrary<string> => fc.integer({ min, max }).map(String);

/** A value: a number, sometimes with a leading zero, or the start of a name. */
function valueIn(field: CronField): fc.Arbitrary<string> {
  const number = fc.tuple(fc.constantFrom('', '', '0'), numberIn(field)).map(([zero, digits]) => zero + digits);
  if (field.valueNames.length === 0) return number;
  const name = fc
    .tuple(fc.constantFrom(...field.valueNames), fc.integer({ min: 1, max: 9 }))
    .map(([full, length]) => full.slice(0, length));
  return fc.oneof(number, name);
}

function elementIn(field: CronField): fc.Arbitrary<string> {
  const base = fc.oneof(
    { weight: 2, arbitrary: fc.constant('*') },
    { weight: 4, arbitrary: valueIn(field) },
    { weight: 2, arbitrary: fc.tuple(valueIn(field), valueIn(field)).map(([a, b]) => `${a}-${b}`) },
  );
  const step = fc.oneof(
    fc.constant(''),
    fc.constant(''),
    fc.integer({ min: -1, max: 40 }).map((n) => `/${n}`),
  );
  return fc.tuple(base, step).map(([a, b]) => a + b);
}

export function fieldText(field: CronField): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant('*') },
    { weight: 5, arbitrary: fc.array(elementIn(field), { minLength: 1, maxLength: 3 }).map((list) => list.join(',')) },
  );
}

/** A valid expression that exercises the whole grammar. */
export const validExpression: fc.Arbitrary<string> = fc
  .tuple(...cronFields.map(fieldText))
  .map((fields) => fields.join(' '));

/** A non-empty set of values of a field, ascending. */
export function valueSet({ min, max }: CronField): fc.Arbitrary<number[]> {
  return fc
    .uniqueArray(fc.integer({ min, max }), { minLength: 1, maxLength: max - min + 1 })
    .map((values) => values.sort((a, b) => a - b));
}
