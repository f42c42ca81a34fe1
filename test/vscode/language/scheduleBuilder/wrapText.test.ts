import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wrapText } from '../../../../src/vscode/language/scheduleBuilder/wrapText';

test('lines are as long as they can be', () => {
  assert.deepEqual(wrapText('one two three four', 9), ['one two', 'three', 'four']);
  assert.deepEqual(wrapText('one two', 7), ['one two']);
  assert.deepEqual(wrapText('extraordinary a b', 5), ['extraordinary', 'a b']);
  assert.deepEqual(wrapText('', 5), ['']);
});
