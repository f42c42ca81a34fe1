import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { settingsProblems } from '../../../src/core/jobs/settingsProblems';
import { effectiveSettings, readSettingsText } from '../../../src/core/jobs/jobSettings';
import { parseRelaxedJson } from '../../../src/core/jobs/relaxedJson';
import { type JsonNode, type StringNode, textOffset, valueOffset } from '../../../src/core/jobs/relaxedJsonNodes';
import { settingsApiText } from '../../../src/core/jobs/settingsApiText';

/** Shows a parsed value as plain data: integers as bigint, what is not typed yet as undefined. */
function plain(node: JsonNode | undefined): unknown {
  if (node === undefined) return undefined;
  switch (node.type) {
    case 'object':
      return node.members.map(({ key, value }) => [key.value, plain(value)]);
    case 'array':
      return node.items.map(plain);
    case 'null':
      return node.word;
    default:
      return node.value;
  }
}

function check(text: string, expected: unknown, fault?: string): void {
  test(`reads ${JSON.stringify(text)}`, () => {
    const document = parseRelaxedJson(text);
    const { fault: found } = document;
    assert.deepEqual(
      [plain(document.root), found === undefined ? undefined : text.slice(found.start, found.end)],
      [expected, fault],
    );
  });
}

check('', undefined);
check('// only a comment\n', undefined);
check('{"a":1,}', [['a', 1n]]);
check("{'a':'b\"c'}", [['a', 'b"c']]);
check('{a:,b:undefined,c:NaN}', [
  ['a', 'missing'],
  ['b', 'undefined'],
  ['c', NaN],
]);
check('{a:0x10,b:010,c:-010,d:6e1,e:.5,f:5.}', [
  ['a', 16n],
  ['b', 8n],
  ['c', -10n],
  ['d', 60],
  ['e', 0.5],
  ['f', 5],
]);
check('{a:0xFFFFFFFFFFFFFFFF}', [['a', -1n]]);
check('{a:0x1FFFFFFFFFFFFFFFF}', [['a', undefined]], '0x1FFFFFFFFFFFFFFFF');
check('{a:08}', [['a', undefined]], '08');
check('{a:+5}', [['a', undefined]], '+5');
check('{a:[1,,2]}', [['a', [1n, 'missing', 2n]]]);
check('{a:1}\0\0', [['a', 1n]]);
check('\ufeff{a:1}', [['a', 1n]], '\ufeff');
check('{a:1}//', [['a', 1n]], '//');
check('{a:1}// ', [['a', 1n]]);
check('{a /*c*/:1}', [['a', 1n]], '/');
check('{"a":truex}', [['a', undefined]], 'truex');
check(
  '{"a":true"b":1}',
  [
    ['a', true],
    ['b', 1n],
  ],
  '"',
);
check('{"a":"\\ud800x"}', [['a', '\ufffdx']]);
check('{"a":"\\x"}', [['a', 'x']], '\\x');

// Half-typed texts keep what is there.
check('{', [], '');
check('{"sche', [['sche', undefined]], '"sche');
check('{"schedule"', [['schedule', undefined]], '');
check('{"schedule":', [['schedule', undefined]], '');
check('{"schedule": "0 */5', [['schedule', '0 */5']], '"0 */5');
check('{"schedule": "0 */5\n}', [['schedule', '0 */5']], '"0 */5');
check(
  '{"schedule": "0 0\n  "is_singleton": true}',
  [
    ['schedule', '0 0'],
    ['is_singleton', true],
  ],
  '"0 0',
);
check(
  '{"schedule":\n "is_singleton": true}',
  [
    ['schedule', undefined],
    ['is_singleton', true],
  ],
  ':',
);
check(
  '{"a":1 "b":2}',
  [
    ['a', 1n],
    ['b', 2n],
  ],
  '"',
);
check('{"a":[1,2}', [['a', [1n, 2n]]], '}');
check('{}\r\uFEFF\n', [], '\uFEFF\n');

test('reads deep nesting without a stack overflow', () => {
  const depth = 100_000;
  assert.equal(parseRelaxedJson('['.repeat(depth) + ']'.repeat(depth)).fault, undefined);
});

test('maps positions inside a string past its escapes', () => {
  const text = String.raw`{"schedule":"0\u0020\/5 *"}`;
  const { root } = parseRelaxedJson(text);
  const value = root?.type === 'object' ? (root.members[0]?.value as StringNode) : undefined;
  assert.ok(value !== undefined);
  assert.equal(value.value, '0 /5 *');
  const units = Array.from({ length: 6 }, (_, index) =>
    text.slice(textOffset(value, index), textOffset(value, index + 1)),
  );
  assert.deepEqual(units, ['0', String.raw`\u0020`, String.raw`\/`, '5', ' ', '*']);
  assert.deepEqual(
    units.map((_, index) => valueOffset(value, textOffset(value, index))),
    [0, 1, 2, 3, 4, 5],
  );
  assert.equal(valueOffset(value, textOffset(value, 1) + 3), 1);
});

const fragments = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  "'",
  '//',
  '/*',
  '*/',
  '\n',
  '\\',
  '\\u00',
  ' ',
  '0x',
  '-',
  '1e400',
];
const words = [
  '"schedule"',
  'is_singleton',
  '"0 */5 * * * *"',
  '"stopping_wait_time"',
  'true',
  'null',
  '-1',
  '60.0',
  '$ref',
  '"@daily"',
];
const settingsText = fc.array(
  fc.oneof(fc.constantFrom(...fragments, ...words), fc.string({ unit: 'binary', maxLength: 3 })),
  { maxLength: 30 },
);

test('any text gives settings, and problems inside the text', () => {
  fc.assert(
    fc.property(settingsText, (parts) => {
      const text = parts.join('');
      const file = readSettingsText(text);
      effectiveSettings(file, 'continuous', 'NodeScriptHost');
      JSON.parse(settingsApiText(file.dictionary));
      for (const { range, fixes = () => [] } of settingsProblems(file, { kind: 'triggered', host: 'BashScriptHost' })) {
        const ranges = [range, ...fixes().flatMap((fix) => (fix.kind === 'edit' ? fix.edits : []))];
        for (const { start, end } of ranges) assert.ok(0 <= start && start <= end && end <= text.length);
      }
    }),
    { numRuns: 3000 },
  );
});

test('plain JSON means the same to the service as to everybody', () => {
  const value = fc.oneof(fc.boolean(), fc.integer(), fc.string(), fc.constant(null), fc.array(fc.integer()));
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.string().filter((key) => !key.startsWith('$')),
        value,
      ),
      (settings) => {
        const file = readSettingsText(JSON.stringify(settings));
        assert.equal(file.dictionary.fault, undefined);
        assert.deepEqual(JSON.parse(settingsApiText(file.dictionary)), JSON.parse(JSON.stringify(settings)));
      },
    ),
  );
});
