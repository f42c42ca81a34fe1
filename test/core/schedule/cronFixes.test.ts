import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCron } from '../../../src/core/schedule/cronExpression';
import { fixesForProblem } from '../../../src/core/schedule/cronFixes';

/** Checks the expressions that the fixes of the first problem give. */
function check(text: string, ...expected: readonly string[]): void {
  test(`fixes of ${JSON.stringify(text)}`, () => {
    const parsed = parseCron(text);
    const problem = parsed.valid ? undefined : parsed.problems[0];
    assert.ok(problem !== undefined);
    assert.deepEqual(
      fixesForProblem(text, problem).map((fix) => fix.text),
      expected,
    );
  });
}

check('*/5 * * * *', '0 */5 * * * *');
check('@daily', '0 0 0 * * *');
check('@WEEKLY', '0 0 0 * * 0');
check('@reboot');
check('0 0 0 1 1 * 2024', '0 0 0 1 1 *');
check('0 0 9 * * mon, tue', '0 0 9 * * mon,tue');
check('0\t0\t9 * * *\n', '0 0 9 * * *');
check('0 0 9 * * 7', '0 0 9 * * 0');
check('0 0 9 * * 5-7', '0 0 9 * * 0,5-6');
check('0 0 9 * * 1-7', '0 0 9 * * 0-6');
check('0 0 9 * * 6-7', '0 0 9 * * 0,6');
check('0 0 9 * * 1,7', '0 0 9 * * 1,0');
check('0 0 9 ? * MON', '0 0 9 * * MON');
check('0 1,,2 * * * *', '0 1,2 * * * *');
check('0 , * * * *', '0 * * * * *');
check('0 /5 * * * *', '0 */5 * * * *');
check('0 */ * * * *', '0 * * * * *');
check('0 5- * * * *', '0 5-59 * * * *', '0 5 * * * *');
check('0 60 * * * *', '0 59 * * * *', '0 0 * * * *');
check('0 0 24 * * *', '0 0 23 * * *', '0 0 0 * * *');
check('0 0 0 0 * *', '0 0 0 1 * *');
check('0 0 0 L * *', '0 0 0 28 * *');
check('0 0 0 * * 5L', '0 0 0 22-28 * 5');
check('0 0 0 * * FRI#2', '0 0 0 8-14 * FRI');
check('0 0 0 * * 1#5', '0 0 0 29-31 * 1');
check('0 0 0 15W * *', '0 0 0 15 * *');
check('0 H/15 * * * *', '0 */15 * * * *');
check('0 H * * * *', '0 0 * * * *');
check('0 0 0 H * *', '0 0 0 1 * *');
check('0 bad * * * *');
