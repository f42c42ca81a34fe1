import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseCron } from '../../../src/core/schedule/cronExpression';
import { fixesForProblem } from '../../../src/core/schedule/cronFixes';
import { cronFields } from '../../../src/core/schedule/cronFields';
import { describeCron } from '../../../src/core/schedule/describeCron';
import { nextRuns } from '../../../src/core/schedule/nextRuns';
import { findSurprises } from '../../../src/core/schedule/surprises';
import { dayMs } from '../../../src/core/schedule/wallTime';
import { bruteForceMatcher, bruteForceRuns } from '../../core/schedule/bruteForce';
import { scheduleOf, validExpression } from '../../core/schedule/support';
import type { FuzzTarget } from '../fuzzTarget';
import { mutatedText } from '../mutations';

/** Valid expressions: their values and next runs are those of a second, independent reading. */
export function schedules(): FuzzTarget {
  const start = fc.integer({ min: Date.UTC(1999, 11) / 1000, max: Date.UTC(2040, 0) / 1000 });
  const property = fc.property(validExpression, start, (text, seconds) => {
    const schedule = scheduleOf(text);
    const matches = bruteForceMatcher(text);
    cronFields.forEach(({ name, min, max }, index) => {
      const expected = Array.from({ length: max - min + 1 }, (_, offset) => min + offset);
      assert.deepEqual(
        schedule.values[name],
        expected.filter((value) => matches(index, value)),
      );
    });
    const after = seconds * 1000;
    const until = after + 400 * dayMs;
    const expected = bruteForceRuns(matches, new Date(after), 3, new Date(until));
    const runs = nextRuns(schedule, { after, count: 3, until });
    assert.deepEqual(
      runs,
      expected.map((time) => time.getTime()),
    );
  });
  return { name: 'schedules', property };
}

const seeds = ['0 */15 * * * *', '0 30 9 * * 1-5', '* 5 * * * *', '@daily', '0 0 2 1-7 JAN,FEB Mon#2', '0 0 0 L 2 ?'];
const pieces = [
  '*',
  '/',
  '-',
  ',',
  ' ',
  '\t',
  '?',
  'L',
  'W',
  '#',
  '0',
  '7',
  '60',
  '99999999999999999999',
  'sunday',
  '-1',
];

/** Any text: reading never throws, problems lie inside, and what is valid can be explained. */
export function scheduleTexts(): FuzzTarget {
  const property = fc.property(mutatedText(seeds, pieces), (text) => {
    const parse = parseCron(text);
    const ranges: { readonly start: number; readonly end: number }[] = [...parse.tokens];
    if (parse.valid) {
      const { schedule, tokens } = parse;
      assert.notEqual(describeCron(schedule), '');
      ranges.push(...findSurprises(schedule, tokens));
      const again = parseCron(schedule.canonical);
      assert.ok(again.valid);
      assert.deepEqual(again.schedule.values, schedule.values);
      nextRuns(schedule, { after: Date.UTC(2026, 0), count: 5 });
    } else {
      assert.ok(parse.problems.length > 0);
      ranges.push(...parse.problems);
      for (const problem of parse.problems) fixesForProblem(text, problem);
    }
    for (const { start, end } of ranges) assert.ok(0 <= start && start <= end && end <= text.length);
  });
  return { name: 'schedule texts', property };
}
