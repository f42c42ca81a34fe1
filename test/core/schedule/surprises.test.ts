import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseCron } from '../../../src/core/schedule/cronExpression';
import { fixesForSurprise } from '../../../src/core/schedule/cronFixes';
import { findSurprises } from '../../../src/core/schedule/surprises';
import { seeded, validExpression } from './support';

/** Checks the surprises in `text`, each as severity, code, marked part, and the expressions that its fixes give. */
function check(text: string, ...expected: readonly string[]): void {
  test(`surprises of ${JSON.stringify(text)}`, () => {
    const parsed = parseCron(text);
    assert.ok(parsed.valid);
    assert.deepEqual(
      findSurprises(parsed.schedule, parsed.tokens).map((surprise) =>
        [
          `${surprise.severity} ${surprise.code} ${text.slice(surprise.start, surprise.end)}`,
          ...fixesForSurprise(text, surprise).map((fix) => fix.text),
        ].join(' | '),
      ),
      expected,
    );
  });
}

check('0 */15 * * * *');
check('0 30 9 * * MON-FRI');
check('0 5/1 * * * *', 'warning value-step-one 5/1 | 0 5 * * * * | 0 5-59 * * * *');
check('0 */1 * * * *');
check('0 */0 * * * *', 'warning step-below-one */0 | 0 * * * * *');
check('0 5/0 * * * *', 'warning step-below-one 5/0 | 0 5-59 * * * *');
check('0 5-20/-1 * * * *', 'warning step-below-one 5-20/-1 | 0 5-20 * * * *');
check('0 10/100 * * * *', 'warning step-beyond-range 10/100 | 0 10 * * * *');
check('0 */7 * * * *', 'info uneven-step */7');
check('0 0 22-2 * * *', 'warning reversed-range 22-2 | 0 0 0-2,22-23 * * * | 0 0 2-22 * * *');
check('0 0 0 * * FRI-SUN', 'warning reversed-range FRI-SUN | 0 0 0 * * 0,5-6 | 0 0 0 * * 0-5');
check('0 0 0 * * MON-SUN', 'warning reversed-range MON-SUN | 0 0 0 * * * | 0 0 0 * * 0-1');
check('0 0 20-10/3 * * *', 'warning reversed-range 20-10/3 | 0 0 10-20/3 * * *');
check('0 0 0 13 * 5', 'warning both-day-fields 13 * 5 | 0 0 0 13 * * | 0 0 0 * * 5');
check('0 0 0 1-7 * 1', 'info both-day-fields 1-7 * 1 | 0 0 0 1-7 * * | 0 0 0 * * 1');
check('0 0 0 15 * 0-6');
check('* 5 * * * *', 'warning every-second * | 0 5 * * * *');
check('0 * 9 * * *', 'warning every-minute * | 0 0 9 * * *');
check('0 0 0 30 2 *', 'warning never-runs 30 2 | 0 0 0 28 2 *');
check('0 0 0 31 4,6 *', 'warning never-runs 31 4,6 | 0 0 0 30 4,6 *');
check('0 0 0 31 * *', 'info missing-days 31 | 0 0 0 28 * *');
check('0 0 0 31 1 *');
check('0 0 0 * M *', 'info short-name M | 0 0 0 * 3 *');
check('0 0 0 * * W', 'info short-name W | 0 0 0 * * 3');
check('0 5,* * * * *', 'info redundant-element 5 | 0 * * * * *');
check('0 1,1 * * * *', 'info redundant-element 1 | 0 1 * * * *');
check('0 0 0 * * 0\t', 'warning hidden-white-space 0\t | 0 0 0 * * 0');

test('every fix of a surprise is a valid schedule, and ranges lie inside the text', () => {
  fc.assert(
    fc.property(validExpression, (text) => {
      const parsed = parseCron(text);
      assert.ok(parsed.valid);
      for (const surprise of findSurprises(parsed.schedule, parsed.tokens)) {
        assert.ok(surprise.start < surprise.end && surprise.end <= text.length);
        for (const fix of fixesForSurprise(text, surprise))
          assert.ok(parseCron(fix.text).valid, `${text}: ${fix.text}`);
      }
    }),
    seeded(1000),
  );
});
