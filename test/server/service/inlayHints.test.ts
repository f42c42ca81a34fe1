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
  const hints = await service.inlayHints(document, { schedule: true, script: false });
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

/** The hint behind the opening brace: its label as text, and where its link leads. */
async function scriptHintOf(
  text: string,
  options: SettingsEditorOptions = {},
): Promise<readonly [before: string, label: string, target: string | undefined] | undefined> {
  const { service, document } = openSettings(text, options);
  const [hint] = await service.inlayHints(document, { schedule: false, script: true });
  if (hint === undefined) return undefined;
  const parts = typeof hint.label === 'string' ? [{ value: hint.label }] : hint.label;
  const target = parts.find(({ location }) => location !== undefined)?.location?.uri;
  return [text.slice(0, document.offsetAt(hint.position)), parts.map(({ value }) => value).join(''), target];
}

test('the script stands at the end of the line that opens the settings, as a link', async () => {
  const folder = 'file:///project/App_Data/jobs/triggered/report';
  assert.deepEqual(await scriptHintOf('// note\n{ \r\n}'), ['// note\n{', 'run.sh · working copy', `${folder}/run.sh`]);
  assert.deepEqual(await scriptHintOf('{"is_in_place": true}', { files: { 'a b.py': '' } }), [
    '{"is_in_place": true}',
    'a b.py · in place',
    `${folder}/a%20b.py`,
  ]);
  assert.deepEqual(await scriptHintOf('{}', { files: { 'run.js': '' } }), [
    '{}',
    'run.js · in place',
    `${folder}/run.js`,
  ]);
  assert.deepEqual(await scriptHintOf('{}', { files: { 'notes.txt': '' } }), ['{}', 'nothing to run', undefined]);
});

test('without a brace there is no place for the script', async () => {
  assert.equal(await scriptHintOf(''), undefined);
  assert.equal(await scriptHintOf('[]'), undefined);
});
