import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { buildBundles } from '../support/bundles';

const expressions = [
  '0 */7 3-5 * * *',
  '*/11 5 */2 1-7 * MON',
  '59 59 23 * * *',
  '0 0,30 8 29 2 *',
  '1-5 1 1 31 * *',
  '* * * * * *',
  '0 0 0 1 JAN,DEC *',
];
const starts = ['1999-12-31T23:59:58', '2024-02-28T03:06:59', '2026-03-29T01:59:59', '2026-07-01T12:00:00'];

test('the bundle finds the runs that the source finds', () => {
  const lines = expressions.flatMap((expr) => starts.map((start) => JSON.stringify({ expr, start, count: 40 })));
  const input = `${lines.join('\n')}\n`;
  const answer = (...words: string[]): string =>
    execFileSync(process.execPath, [...words, 'next', '--batch'], { input, encoding: 'utf8' });
  const expected = answer('--conditions=import', '--import', 'tsx', 'src/cli/main.ts');
  assert.equal(expected.trim().split('\n').length, lines.length);
  assert.equal(answer(buildBundles().cli), expected);
});

test('the bundle knows the zones of Windows that the source knows', () => {
  const next = (...words: string[]): string => {
    const zone = ['--zone', 'aus eastern standard time', '--from', '2026-04-04T12:00:00', '--json'];
    return execFileSync(process.execPath, [...words, 'next', '0 0 */6 * * *', ...zone], { encoding: 'utf8' });
  };
  const expected = next('--conditions=import', '--import', 'tsx', 'src/cli/main.ts');
  assert.match(expected, /2026-04-04T13:00:00Z/);
  assert.equal(next(buildBundles().cli), expected);
});
