import assert from 'node:assert/strict';
import { test } from 'node:test';
// @ts-expect-error Plain JavaScript, which runs before any package is installed.
import { runLanes as runUntyped } from './runLanes.mjs';

interface Section {
  readonly title: string;
  run(show: (text: string) => void): Promise<number>;
}

const runLanes = runUntyped as (lanes: Section[][], options: { print(text: string): void }) => Promise<number>;

test('what two lanes print does not mix', async () => {
  const printed: string[] = [];
  let letGo = (): void => undefined;
  const other = new Promise<void>((resolve) => (letGo = resolve));
  const first = section('first', async (show) => {
    show('one\n');
    await other;
    show('two\n');
    return 0;
  });
  const second = section('second', (show) => {
    show('between\n');
    letGo();
    return Promise.resolve(0);
  });

  const code = await runLanes([[first], [second]], { print: (text) => printed.push(text) });

  assert.equal(code, 0);
  assert.equal(printed.length, 2);
  assert.match(printed.join(''), /=== first\none\ntwo\n=== first: fine/);
  assert.match(printed.join(''), /=== second\nbetween\n=== second: fine/);
});

test('a failure ends its own lane and is the outcome of all', async () => {
  const ran: string[] = [];
  const printed: string[] = [];
  const ending = (title: string, code: number): Section =>
    section(title, () => {
      ran.push(title);
      return Promise.resolve(code);
    });

  const lanes = [
    [ending('lint', 3), ending('unit', 0)],
    [ending('editor', 0), ending('vectors', 0)],
  ];
  const code = await runLanes(lanes, { print: (text) => printed.push(text) });

  assert.equal(code, 3);
  assert.deepEqual(ran.sort(), ['editor', 'lint', 'vectors']);
  assert.match(printed.join(''), /=== lint: failed with exit code 3/);
});

function section(title: string, run: Section['run']): Section {
  return { title, run };
}
