import assert from 'node:assert/strict';
import { test } from 'node:test';
// @ts-expect-error Plain JavaScript, which runs before any package is installed.
import { TestTotals as Untyped } from './testTotals.mjs';

const TestTotals = Untyped as new () => { read(source: string, text: string): void; toString(): string };

test('results of several runners are added up, however their output is cut', () => {
  const totals = new TestTotals();
  totals.read('unit', '\u001b[34mℹ pass 1');
  totals.read('vectors', 'ncrontab.json: passed 332, fai');
  totals.read('unit', '2\u001b[39m\nℹ fail 1\n');
  totals.read('vectors', 'led 2\n');
  assert.equal(totals.toString(), '344 passed, 3 failed\n');
});

test('an interpreter that is missing is named once', () => {
  const totals = new TestTotals();
  for (const source of ['unit', 'editor']) totals.read(source, '# missing interpreter: php\n');
  assert.equal(totals.toString(), 'Not tested, an interpreter is missing: php\n0 passed, 0 failed\n');
});
