import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TextEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { minuteMs } from '../../../src/core/schedule/wallTime';
import { atCursor, openSettings } from '../../support/settingsEditor';

/** Labels at the cursor `|`, and what the text becomes when the item with `chosen` is taken. */
function complete(
  marked: string,
  chosen = '',
): { readonly labels: readonly string[]; readonly text: string | undefined } {
  const { text, offset } = atCursor(marked);
  const { service, document } = openSettings(text);
  const items = service.complete(document, document.positionAt(offset));
  const edit = items.find(({ label }) => label === chosen)?.textEdit;
  return {
    labels: items.map(({ label }) => label),
    text: TextEdit.is(edit) ? TextDocument.applyEdits(document, [edit]) : undefined,
  };
}

test('offers whole schedules with their words and next run', () => {
  const { service, document } = openSettings('{"schedule": ""}');
  const [first] = service.complete(document, document.positionAt(14));
  assert.deepEqual(
    [first?.label, first?.labelDetails?.description, first?.detail, first?.documentation],
    ['Every 5 minutes', 'Thu 00:05', '0 */5 * * * *', 'Next run: Thu 2026-01-01 00:05:00 (UTC)'],
  );
});

test('of long words the end is cut off, not the next run', () => {
  const { labels } = complete('{"schedule": "|"}');
  assert.ok(labels.includes('Mon 09:00 · At 09:00 on the first Monday of the month'), labels.slice(0, 11).join('; '));
});

test('next runs follow the clock', () => {
  const { service, document, passTime } = openSettings('{"schedule": ""}');
  const next = (): unknown => service.complete(document, document.positionAt(14))[0]?.documentation;
  assert.equal(next(), 'Next run: Thu 2026-01-01 00:05:00 (UTC)');
  passTime(5 * minuteMs - 1);
  assert.equal(next(), 'Next run: Thu 2026-01-01 00:05:00 (UTC)');
  passTime(1);
  assert.equal(next(), 'Next run: Thu 2026-01-01 00:10:00 (UTC)');
});

test('a whole schedule replaces what was typed', () => {
  assert.equal(complete('{"schedule": "0|"}', 'Every 5 minutes').text, '{"schedule": "0 */5 * * * *"}');
});

test('offers the values of the field under the cursor', () => {
  assert.equal(complete('{"schedule": "0 0 9 * * |"}', 'MON').text, '{"schedule": "0 0 9 * * MON"}');
  assert.equal(complete('{"schedule": "0 0 9 * * 1,F|"}', 'FRI').text, '{"schedule": "0 0 9 * * 1,FRI"}');
  assert.equal(complete('{"schedule": "0 0 9 * JA|N *"}', 'FEB').text, '{"schedule": "0 0 9 * FEB *"}');
  assert.equal(complete('{"schedule": "0 |* * * * *"}', '*/15').text, '{"schedule": "0 */15 * * * *"}');
});

test('after a dash only values fit', () => {
  const { labels } = complete('{"schedule": "0 0 9 * * 1-|"}');
  assert.deepEqual(
    labels.filter((label) => label.includes('*')),
    [],
  );
  assert.ok(labels.includes('FRI'));
});

test('works on half-typed text and with escapes', () => {
  assert.equal(complete('{"schedule": "0 0 9 * * |', 'SUN').text, '{"schedule": "0 0 9 * * SUN');
  assert.equal(
    complete(String.raw`{"schedule": "0 *\/5 * * * |"}`, 'SAT').text,
    String.raw`{"schedule": "0 *\/5 * * * SAT"}`,
  );
});

test('offers nothing where there is nothing to offer', () => {
  assert.deepEqual(complete('{"sche|dule": ""}').labels, []);
  assert.deepEqual(complete('{"is_singleton": |}').labels, []);
  assert.deepEqual(complete('{"schedule": "0 0 9 * * * |"}').labels, []);
  assert.deepEqual(complete('{"schedule": "0 */| * * * *"}').labels, []);
});
