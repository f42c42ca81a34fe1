import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joined, message, messageText, verbatim } from '../../../src/core/base/message';
import { errorText, UserError } from '../../../src/core/base/userError';

const german = { 'Cannot read {path}.': '{path} ist nicht lesbar.', 'Try again.': 'Noch einmal versuchen.' };

test('an error is English where it is logged, and in the user’s language where it is shown', () => {
  const text = joined([message('Cannot read {path}.', { path: 'a' }), message('Try again.')]);
  const error = new UserError('unreadable', text);
  assert.equal(error.message, 'Cannot read a. Try again.');
  assert.equal(messageText(errorText(error), german), 'a ist nicht lesbar. Noch einmal versuchen.');
});

test('what others say stands as it is, also inside another message', () => {
  const said = 'no {path} here';
  assert.equal(messageText(verbatim(said), german), said);
  assert.equal(messageText(errorText(new Error(said)), german), said);
  const around = message('The log of the scheduler says: {line}', { line: verbatim(said) });
  assert.equal(messageText(around), `The log of the scheduler says: ${said}`);
});
