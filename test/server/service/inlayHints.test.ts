import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCron } from '../../../src/core/schedule/cronExpression';
import { describeCron } from '../../../src/core/schedule/describeCron';
import { openSettings, type SettingsEditorOptions } from '../../support/settingsEditor';

function hintsOf(text: string, options: SettingsEditorOptions = {}): (readonly [before: string, label: unknown])[] {
  const { service, document } = openSettings(text, options);
  return service.inlayHints(document).map(({ position, label }) => [text.slice(0, document.offsetAt(position)), label]);
}

test('a valid schedule is followed by its words and its next run', () => {
  const parse = parseCron('0 0 9 * * 1');
  const words = parse.valid ? describeCron(parse.schedule) : '';
  assert.deepEqual(hintsOf('{"schedule":"0 0 9 * * 1" }', { siteZone: 'W. Europe Standard Time' }), [
    ['{"schedule":"0 0 9 * * 1"', `${words} · next Mon 09:00`],
  ]);
  assert.match(String(hintsOf('{"schedule":"30 0 0 1 7 *"}')[0]?.[1]), / · next 2026-07-01 00:00:30$/);
  assert.deepEqual(
    hintsOf('{"schedule":"0 0 0 30 2 *"}').map(([, label]) => String(label).endsWith(' · never runs')),
    [true],
  );
});

test('nothing follows what does not run', () => {
  assert.deepEqual(hintsOf('{"schedule":"@daily"}'), []);
  assert.deepEqual(hintsOf('{"schedule":"0 0 9 * * 1"}', { kind: 'continuous' }), []);
  assert.deepEqual(hintsOf('{}'), []);
});
