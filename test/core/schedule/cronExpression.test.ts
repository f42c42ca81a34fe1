import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseCron } from '../../../src/core/schedule/cronExpression';
import { cronFields } from '../../../src/core/schedule/cronFields';
import { bruteForceMatcher } from './bruteForce';
import { seeded, validExpression } from './support';

/** Checks the faults of `text`, each as its code and the part of the text that it marks. */
function checkProblems(text: string, ...expected: readonly string[]): void {
  test(`problems of ${JSON.stringify(text)}`, () => {
    const parsed = parseCron(text);
    const problems = parsed.valid ? [] : parsed.problems;
    assert.deepEqual(
      problems.map(({ code, start, end }) => `${code} ${text.slice(start, end)}`),
      expected,
    );
  });
}

checkProblems('', 'empty-expression ');
checkProblems('   ', 'empty-expression    ');
checkProblems('*', 'too-few-fields *');
checkProblems('*/5 * * * *', 'missing-seconds */5 * * * *');
checkProblems(' */5 * * * 7 ', 'missing-seconds */5 * * * 7', 'sunday-seven 7');
checkProblems('@daily', 'macro @daily');
checkProblems('0 0 0 1 1 * 2024', 'too-many-fields 2024');
checkProblems('0 0 0 1 1 * # each year', 'too-many-fields # each year');
checkProblems('0 0 9 * * mon, tue', 'space-in-field mon, tue');
checkProblems('0 0 9 * * mon - fri', 'space-in-field mon - fri');
checkProblems('0\t0 0 * * *', 'white-space 0\t0 0 * * *');
checkProblems('0 0 12 * * *\n', 'white-space \n');
checkProblems('0 0 0\u00a0 * * *', 'white-space \u00a0');
checkProblems(
  '60 60 24 0 13 7',
  'value-too-high 60',
  'value-too-high 60',
  'value-too-high 24',
  'value-too-low 0',
  'value-too-high 13',
  'sunday-seven 7',
);
checkProblems('0 1,60,2,70 * * * *', 'value-too-high 60', 'value-too-high 70');
checkProblems('0 60-70 * * * *', 'value-too-high 70', 'value-too-high 60');
checkProblems('0 0 0 40-0 * *', 'value-too-low 0', 'value-too-high 40');
checkProblems('0 1,,2 * * * *', 'empty-element ,');
checkProblems('0 1, * * * *', 'empty-element ,');
checkProblems('0 ,1 * * * *', 'empty-element ,');
checkProblems('0 , * * * *', 'empty-element ,');
checkProblems('0 99999999999 * * * *', 'number-too-large 99999999999');
checkProblems('0 */99999999999 * * * *', 'step-too-large 99999999999');
checkProblems('0 1/2147483647 * * * *', 'step-too-large 2147483647');
checkProblems('0 */2147483647 * * * *');
checkProblems('0 */ * * * *', 'missing-step /');
checkProblems('0 */x * * * *', 'bad-step x');
checkProblems('0 */1/2 * * * *', 'bad-step 1/2');
checkProblems('0 x/y * * * *', 'bad-step y', 'not-a-number x');
checkProblems('0 /5 * * * *', 'missing-base /5');
checkProblems('0 5- * * * *', 'open-range -');
checkProblems('0 1-5-7 * * * *', 'bad-range 5-7');
checkProblems('0 5* * * * *', 'misplaced-star 5*');
checkProblems('0 ** * * * *', 'misplaced-star **');
checkProblems('0 0 0 ? * MON', 'question-mark ?');
checkProblems('0 0 0 ?/2 * *', 'question-mark ?/2');
checkProblems('0 0 0 L * *', 'last-day L');
checkProblems('0 0 0 L-3 * *', 'last-day L-3');
checkProblems('0 0 0 * * 5L', 'last-day 5L');
checkProblems('0 0 0 * * FRIL', 'last-day FRIL');
checkProblems('0 0 0 15W * *', 'nearest-weekday 15W');
checkProblems('0 0 0 LW * *', 'nearest-weekday LW');
checkProblems('0 0 0 * * W');
checkProblems('0 0 0 * * 5#2', 'nth-weekday 5#2');
checkProblems('0 H/15 * * * *', 'hash H/15');
checkProblems('0 H(0-29)/10 * * * *', 'hash H(0-29)/10');
checkProblems('0 0 0 1 MON *', 'name-in-other-field MON');
checkProblems('0 0 0 * * JAN-FRI', 'name-in-other-field JAN');
checkProblems('0 0 0 * * Weds', 'unknown-name Weds');
checkProblems('0 0 0 1 FOO *', 'unknown-name FOO');
checkProblems('0 0 -5 * * *', 'not-a-number -5');
checkProblems('0 0 １ * * *', 'not-a-number １');
checkProblems('0 1.5 * * * *', 'not-a-number 1.5');
checkProblems('💥 0 1 * 9', 'missing-seconds 💥 0 1 * 9', 'not-a-number 💥', 'value-too-high 9');

test('white space that .NET tolerates after digits is tolerated', () => {
  assert.ok(parseCron('0\t 0 0 * * 0\n').valid);
  assert.ok(parseCron('0 */\t5 0 * * *').valid);
});

test('half-typed text keeps the elements that can be read', () => {
  const { tokens } = parseCron('0 5,x-,10-20/2 9');
  assert.deepEqual(
    tokens.map(({ field, elements }) => [field, elements.map(({ text }) => text)]),
    [
      ['second', ['0']],
      ['minute', ['5', '10-20/2']],
      ['hour', ['9']],
    ],
  );
});

test('a valid expression has the sets of an independent reading, and its canonical text has them, too', () => {
  fc.assert(
    fc.property(validExpression, (text) => {
      const parsed = parseCron(text);
      assert.ok(parsed.valid);
      const matches = bruteForceMatcher(text);
      cronFields.forEach(({ name, min, max }, index) => {
        const expected = Array.from({ length: max - min + 1 }, (_, n) => min + n).filter((value) =>
          matches(index, value),
        );
        assert.deepEqual(parsed.schedule.values[name], expected);
      });
      const again = parseCron(parsed.schedule.canonical);
      assert.ok(again.valid);
      assert.deepEqual(again.schedule.values, parsed.schedule.values);
    }),
    seeded(2000),
  );
});

test('any text is read without throwing, and every range lies inside it', () => {
  const piece = fc.constantFrom(
    ' ',
    '*',
    '/',
    '-',
    ',',
    '?',
    'L',
    'W',
    '#',
    'H',
    '@',
    '0',
    '7',
    '59',
    'MON',
    'JAN',
    '\t',
    '\u0000',
    '😀',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join('')),
  );
  fc.assert(
    fc.property(text, (each) => {
      const parsed = parseCron(each);
      const ranges = [
        ...parsed.tokens,
        ...parsed.tokens.flatMap(({ elements }) => elements),
        ...(parsed.valid ? [] : parsed.problems),
      ];
      for (const { start, end } of ranges) assert.ok(start >= 0 && start <= end && end <= each.length);
      assert.ok(parsed.valid || parsed.problems.length > 0);
    }),
    seeded(3000),
  );
});
