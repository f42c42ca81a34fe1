import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitArguments } from '../../../src/core/runner/commandLine';

const cases: readonly (readonly [text: string, words: readonly string[]])[] = [
  ['', []],
  ['run.sh', ['run.sh']],
  ['run.sh   a   b  ', ['run.sh', 'a', 'b']],
  ['a "b c" d', ['a', 'b c', 'd']],
  ['"" x', ['', 'x']],
  [String.raw`\"a b\"`, ['"a', 'b"']],
  [String.raw`C:\dir\ x`, ['C:\\dir\\', 'x']],
  [String.raw`"a\\" b`, ['a\\', 'b']],
  ['"a""b"', ['a"b']],
  ["'a b' c", ["'a", "b'", 'c']],
  ['{0} %PATH% $HOME', ['{0}', '%PATH%', '$HOME']],
  ['my script.sh', ['my', 'script.sh']],
];

for (const [text, words] of cases) {
  test(`splits ${JSON.stringify(text)} into ${words.length} words`, () => {
    assert.deepEqual(splitArguments(text), words);
  });
}
