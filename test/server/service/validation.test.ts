import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DiagnosticTag } from 'vscode-languageserver';
import { openSettings, type SettingsEditorOptions } from '../../support/settingsEditor';

type Found = readonly [code: string, text: string];

/** Compares codes and underlined texts; in an editor without JSON support, so that every problem is ours to report. */
function check(text: string, expected: readonly Found[], options: SettingsEditorOptions = {}): void {
  test(`${options.kind ?? 'triggered'} ${JSON.stringify(text)} ${Object.keys(options.files ?? {}).join(' ')}`, async () => {
    assert.deepEqual(await problemsOf(text, options, false), expected);
  });
}

async function problemsOf(text: string, options: SettingsEditorOptions, hasJsonSupport: boolean): Promise<Found[]> {
  const { service, document } = openSettings(text, options);
  const diagnostics = await service.validate(document, hasJsonSupport);
  return diagnostics.map(({ code, range }) => [String(code), document.getText(range)]);
}

const continuous = { kind: 'continuous' } as const;

check('', []);
check('{"schedule":"0 */15 * * * *"}', []);
check('{"is_singleton":true,"stopping_wait_time":60}', [], continuous);

// What the service ignores silently.
check('{"stopping_wait_time":"60"}', [['wrong-type', '"60"']], continuous);
check('{"stopping_wait_time":60.0}', [['wrong-type', '60.0']], continuous);
check('{"stopping_wait_time":6e1}', [['wrong-type', '6e1']], continuous);
check('{"stopping_wait_time":null}', [['wrong-type', 'null']], continuous);
check('{"stopping_wait_time":9223372036854775808}', [['wrong-type', '9223372036854775808']], continuous);
check('{"is_singleton":"true"}', [['wrong-type', '"true"']], continuous);
check('{"is_in_place":1}', [['wrong-type', '1']]);
check('{"schedule":["0 0 * * * *"]}', [['wrong-type', '["0 0 * * * *"]']]);
check('{"schedule":"2025-01-02T03:04:05"}', [['wrong-type', '"2025-01-02T03:04:05"']]);
check('{"Is_Singleton":true}', [['wrong-case', '"Is_Singleton"']], continuous);
check('{"is-singleton":true}', [['wrong-case', '"is-singleton"']], continuous);
check('{"interval":5}', [['unknown-key', '"interval"']]);
check('{"run_mode":"continuous"}', [['unread-key', '"run_mode"']]);
check('{"is_in_place":true,"is_in_place":true}', [['duplicate-key', '"is_in_place"']]);

// A file that counts as {}.
check('{"is_singleton":TRUE}', [['settings-unreadable', 'TRUE']], continuous);
check('{"is_singleton":true', [['settings-unreadable', '']], continuous);
check('{"is_singleton" /* c */: true}', [['settings-unreadable', '/']], continuous);
check('[]', [['settings-unreadable', '[]']]);
check('{"$ref":"1","is_in_place":false}', [
  ['settings-unreadable', '"$ref":"1"'],
  ['unknown-key', '"$ref"'],
  ['in-place-is-default', '"is_in_place"'],
]);

// What the service reads, but nobody else.
check("{'is_in_place':true}", [['not-plain-json', "'is_in_place'"]]);
check('{is_in_place:true}', [['not-plain-json', 'is_in_place']]);
check('{"stopping_wait_time":0x10}', [['not-plain-json', '0x10']], continuous);
check('{"is_in_place":,"is_in_place":true}', [
  ['duplicate-key', '"is_in_place"'],
  ['not-plain-json', ''],
]);

// Stopping that would fail.
check('{"stopping_wait_time":-1}', [['negative-stop-wait', '-1']], continuous);
check('{"stopping_wait_time":2147484}', [['stop-wait-too-long', '2147484']], continuous);
check('{"stopping_wait_time":922337203686}', [['stop-wait-too-long', '922337203686']], continuous);

// Kind and host.
check('{"schedule":"nonsense"}', [['schedule-without-effect', '"schedule"']], continuous);
check('{"is_singleton":true}', [['singleton-without-effect', '"is_singleton"']]);
check('{"stopping_wait_time":10}', [['stop-wait-seldom-used', '"stopping_wait_time"']]);
check('{"is_in_place":false}', [['in-place-is-default', '"is_in_place"']]);
check('{"is_in_place":true}', [['in-place-is-default', '"is_in_place"']], { files: { 'run.js': '' } });
check('{"is_in_place":false}', [], { files: { 'run.js': '' } });

// Schedules: ranges lie inside the string, whatever its escapes.
check('{"schedule":"*/5 * * * *"}', [['missing-seconds', '*/5 * * * *']]);
check('{"schedule":""}', [['empty-expression', '""']]);
check('{"schedule":"0 0 0 * * 7"}', [['sunday-seven', '7']]);
check(String.raw`{"schedule":"0\u00200 *\/2 * 13 7"}`, [
  ['value-too-high', '13'],
  ['sunday-seven', '7'],
]);
check('{"schedule":"* 5 * * * *"}', [['every-second', '*']]);
check('{"schedule":"0 0 0 30 2 *"}', [['never-runs', '30 2']]);

// Folder and script.
check('{}', [['nothing-runnable', '{']], { files: { 'app.ts': '' } });
check('{}', [['settings-hide-script', '{']], { files: { 'bin/run.sh': '' } });
check('{}', [['hidden-script', '{']], { files: { 'bin/run.sh': '', 'README.md': '' } });
check('{}', [['several-scripts', '{']], { files: { 'a.py': '', 'b.py': '' } });
check('{}', [['space-in-script-name', '{']], { files: { 'my job.py': '' } });
check('{}', [['documented-only', '{']], { files: { 'app.jar': '' } });
check('{}', [['windows-line-ends', '{']], { files: { 'run.sh': '#!/bin/bash\r\n' } });
check('{}', [['missing-shebang', '{']], { files: { 'run.sh': 'echo\n' } });
check('{}', [['byte-order-mark', '{']], { files: { 'run.cmd': '\ufeffecho' } });
check('  {}', [['settings-not-read', '{']], {
  path: 'bin/settings.job',
  files: { 'run.cmd': '', 'settings.job': '{"x":1}' },
});

// A period shorter than the usual run.
const slow = { usualRunMs: 600_000 };
check('{"schedule":"0 */5 * * * *"}', [['period-shorter-than-run', '0 */5 * * * *']], slow);
check('{"schedule":"0 0,5 2 * * *"}', [['period-shorter-than-run', '0 0,5 2 * * *']], slow);
check('{"schedule":"0 */10 * * * *"}', [], slow);
check('{"schedule":"0 */5 * * * *"}', [], { usualRunMs: 299_000 });

test('a period that is too short is told with both durations', async () => {
  const { service, document } = openSettings('{"schedule":"0 */5 * * * *"}', { usualRunMs: 450_000 });
  const [diagnostic] = await service.validate(document, true);
  const text =
    'A run of this job usually takes 7.5 minutes, but the next one is due after 5 minutes: the service skips it without a word. Leave more time between the runs.';
  assert.equal(diagnostic?.message, text);
});

// A project of Visual Studio: its publish settings tell the kind, and its script is built.
const project = 'file:///project/MailSender';
const publishSettings = (runMode: string): SettingsEditorOptions => ({
  folder: project,
  files: {
    'Program.cs': '',
    'Properties/webjob-publish-settings.json': `\ufeff{"webJobName":"x","runMode":"${runMode}"}`,
  },
});
check('{"schedule":"0 0 0 * * *"}', [['schedule-without-effect', '"schedule"']], publishSettings('Continuous'));
check('{"is_singleton":true}', [['singleton-without-effect', '"is_singleton"']], publishSettings('OnDemand'));
check('{"is_singleton":true,"schedule":"@daily"}', [['macro', '@daily']], { folder: project, files: { 'run.js': '' } });

test('answers in the language of the client', async () => {
  const { service, document } = openSettings('{"schedule":"0 0 9 * * 32"}', {
    translations: {
      '{value} is too high for the {field}: {min} to {max}.': '{field}: {value} ist zu hoch ({min}–{max}).',
      'day of the week': 'Wochentag',
    },
  });
  const [diagnostic] = await service.validate(document, true);
  assert.equal(diagnostic?.message, 'Wochentag: 32 ist zu hoch (0–6).');
});

test('leaves to the JSON support what it reports', async () => {
  const text = '{"interval":5,"is_in_place":true,"is_in_place":"yes","schedule":"@daily"}';
  assert.deepEqual(await problemsOf(text, {}, true), [['macro', '@daily']]);
});

test('points to the file that a problem lies in, and fades out what has no effect', async () => {
  const { service, document } = openSettings('{"schedule":"x"}', {
    kind: 'continuous',
    files: { 'run.sh': '#!/bin/bash\r\n' },
  });
  const [lineEnds, schedule] = await service.validate(document, true);
  assert.deepEqual(lineEnds?.relatedInformation, [
    {
      location: {
        uri: 'file:///project/App_Data/jobs/continuous/report/run.sh',
        range: { start: { line: 0, character: 11 }, end: { line: 0, character: 12 } },
      },
      message: 'run.sh',
    },
  ]);
  assert.deepEqual(schedule?.tags, [DiagnosticTag.Unnecessary]);
});
