import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { UserError } from '../../../src/core/base/userError';
import { applyEdit, removeSchedule, setSchedule } from '../../../src/core/jobs/editSettings';
import { effectiveSettings, readSettingsText } from '../../../src/core/jobs/jobSettings';

const schedule = '0 30 9 * * 1-5';
const value = `"${schedule}"`;

/** Checks what the text becomes, and that the service then reads the schedule. */
function check(before: string, after: string): void {
  const result = applyEdit(before, setSchedule(before, schedule));
  assert.equal(result, after);
  assert.equal(scheduleOf(result), schedule);
}

function scheduleOf(text: string): string | null {
  return effectiveSettings(readSettingsText(text), 'triggered', null).schedule;
}

test('a missing or empty file gets an object', () => {
  check('', `{\n  "schedule": ${value}\n}\n`);
  check('  \n', `{\n  "schedule": ${value}\n}\n`);
  check('null', `{\n  "schedule": ${value}\n}`);
  check('// mine', `// mine\n{\n  "schedule": ${value}\n}\n`);
});

test('a missing key becomes the first one, in the layout of the file', () => {
  check('{}', `{\n  "schedule": ${value}\n}`);
  check('{\r\n}\r\n', `{\r\n  "schedule": ${value}\r\n}\r\n`);
  check('{"is_in_place":true}', `{"schedule": ${value}, "is_in_place":true}`);
  check('{ "a": 1 }', `{ "schedule": ${value}, "a": 1 }`);
  check('{\n\t"is_in_place": true\n}', `{\n\t"schedule": ${value},\n\t"is_in_place": true\n}`);
  check('{\n    // why\n    "a": 1,\n}\n', `{\n    "schedule": ${value},\n    // why\n    "a": 1,\n}\n`);
  check('{\n  // nothing yet\n}\n', `{\n  // nothing yet\n  "schedule": ${value}\n}\n`);
  check('{ /* nothing yet */ }', `{ /* nothing yet */\n  "schedule": ${value} }`);
  check('{ // head\n  "a": 1\n}', `{ // head\n  "schedule": ${value},\n  "a": 1\n}`);
});

test('the value that counts is replaced, comments stay', () => {
  check('{ "schedule": "" }', `{ "schedule": ${value} }`);
  check(
    '{\n  // a\n  "schedule": "0 0 1 * * *" /* b */, // c\n}',
    `{\n  // a\n  "schedule": ${value} /* b */, // c\n}`,
  );
  check('{ "schedule": 5 }', `{ "schedule": ${value} }`);
  check("{ schedule: 'x' }", `{ schedule: ${value} }`);
  check('{ "schedule": "a", "schedule": "b" }', `{ "schedule": "a", "schedule": ${value} }`);
  check('{ "schedule":, "a": 1 }', `{ "schedule": ${value}, "a": 1 }`);
  check('{ "schedule": ["a", "b"] }', `{ "schedule": ${value} }`);
});

test('a file that the service cannot read is not touched', () => {
  assert.throws(
    () => setSchedule('{\n  "a": 1,\n  "b" 2\n}', schedule),
    (error) => error instanceof UserError && error.code === 'settings-not-readable' && error.message.includes('line 3'),
  );
  assert.throws(() => setSchedule('[]', schedule), UserError);
});

test('a schedule that is taken away leaves everything else, also when it is written twice', () => {
  for (const [before, after] of [
    ['{ "schedule": "0 0 1 * * *" }', '{ }'],
    ['{"schedule":"x","is_in_place":true}', '{"is_in_place":true}'],
    ['{\n  // why\n  "is_in_place": true,\n  "schedule": "x"\n}\n', '{\n  // why\n  "is_in_place": true\n}\n'],
    ['{\n  "schedule": "a",\n  "b": 1,\n  "schedule": "c"\n}', '{\n  "b": 1\n}'],
    ["{ schedule: 'x', }", '{ }'],
    ['{ "Schedule": "x" }', '{ "Schedule": "x" }'],
    ['{\n  "a": 1,\n  "schedule": "x",\n}', '{\n  "a": 1,\n}'],
    ['', ''],
    ['null', 'null'],
  ] as const) {
    assert.equal(removeSchedule(before), after, before);
    assert.equal(scheduleOf(removeSchedule(before)), null, before);
  }
  assert.throws(() => removeSchedule('{ "schedule": "x"'), UserError);
});

test('property: an object without its schedule is the same object', () => {
  const keys = fc.constantFrom('schedule', 'is_singleton', 'a b', '"');
  const values = fc.oneof(fc.boolean(), fc.integer(), fc.string(), fc.constant([1, 'x']));
  fc.assert(
    fc.property(fc.dictionary(keys, values), fc.constantFrom(0, 2, '\t'), (object, space) => {
      const rest = Object.entries(object).filter(([key]) => key !== 'schedule');
      const text = removeSchedule(JSON.stringify(object, undefined, space));
      assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(Object.fromEntries(rest))));
    }),
  );
});

test('property: in every object the schedule is read afterwards and all else is as before', () => {
  const keys = fc.constantFrom('schedule', 'is_singleton', 'a b', '"');
  const values = fc.oneof(fc.boolean(), fc.integer(), fc.string(), fc.constant([1, 'x']));
  fc.assert(
    fc.property(fc.dictionary(keys, values), fc.constantFrom(0, 2, '\t'), (object, space) => {
      const text = JSON.stringify(object, undefined, space);
      const result = applyEdit(text, setSchedule(text, schedule));
      assert.deepEqual(JSON.parse(result), { ...JSON.parse(text), schedule });
    }),
  );
});
