import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCron } from '../../../src/core/schedule/cronExpression';
import { describeCron } from '../../../src/core/schedule/describeCron';
import { openSettings, type SettingsEditorOptions } from '../../support/settingsEditor';

async function hintsOf(
  text: string,
  options: SettingsEditorOptions = {},
): Promise<(readonly [before: string, label: unknown])[]> {
  const { service, document } = openSettings(text, options);
  const hints = await service.inlayHints(document);
  return hints.map(({ position, label }) => [text.slice(0, document.offsetAt(position)), label]);
}

test('a valid schedule is followed by its words and its next run', async () => {
  const parse = parseCron('0 0 9 * * 1');
  const words = parse.valid ? describeCron(parse.schedule) : '';
  assert.deepEqual(await hintsOf('{"schedule":"0 0 9 * * 1" }', { siteZone: 'W. Europe Standard Time' }), [
    ['{"schedule":"0 0 9 * * 1"', `${words} · next Mon 09:00`],
  ]);
  assert.match(String((await hintsOf('{"schedule":"30 0 0 1 7 *"}'))[0]?.[1]), /^next 2026-07-01 00:00:30 · At /);
  assert.deepEqual(
    (await hintsOf('{"schedule":"0 0 0 30 2 *"}')).map(([, label]) => String(label).startsWith('never runs · ')),
    [true],
  );
});

test('nothing follows what does not run', async () => {
  assert.deepEqual(await hintsOf('{"schedule":"@daily"}'), []);
  assert.deepEqual(await hintsOf('{"schedule":"0 0 9 * * 1"}', { kind: 'continuous' }), []);
  assert.deepEqual(await hintsOf('{}'), []);
});
