import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MarkupContent } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parseCron } from '../../../src/core/schedule/cronExpression';
import { cronFields } from '../../../src/core/schedule/cronFields';
import { describeCron, describeField } from '../../../src/core/schedule/describeCron';
import { minuteMs } from '../../../src/core/schedule/wallTime';
import { atCursor, openSettings, type SettingsEditorOptions } from '../../support/settingsEditor';

/** The hover at the cursor `|`: its text and the text it belongs to. */
async function hoverAt(
  marked: string,
  options: SettingsEditorOptions = {},
): Promise<readonly [markdown: string, range: string] | undefined> {
  const { text, offset } = atCursor(marked);
  const { service, document } = openSettings(text, options);
  const hover = await service.hover(document, document.positionAt(offset));
  if (hover?.range === undefined || !MarkupContent.is(hover.contents)) return undefined;
  return [hover.contents.value, document.getText(hover.range)];
}

test('explains a schedule: words, next runs, fields', async () => {
  const parse = parseCron('0 30 9 * * 1-5');
  assert.ok(parse.valid);
  const { schedule } = parse;
  const found = await hoverAt('{"schedule": "0 30 9 * * 1|-5"}', {
    siteZone: 'Europe/Berlin',
    localZone: 'America/New_York',
  });
  assert.deepEqual(found, [
    `**${describeCron(schedule)}**

| Site (Europe/Berlin) | UTC | Local (America/New_York) |
| --- | --- | --- |
| Thu 2026-01-01 09:30:00 | Thu 2026-01-01 08:30:00 | Thu 2026-01-01 03:30:00 |
| Fri 2026-01-02 09:30:00 | Fri 2026-01-02 08:30:00 | Fri 2026-01-02 03:30:00 |
| Mon 2026-01-05 09:30:00 | Mon 2026-01-05 08:30:00 | Mon 2026-01-05 03:30:00 |
| Tue 2026-01-06 09:30:00 | Tue 2026-01-06 08:30:00 | Tue 2026-01-06 03:30:00 |
| Wed 2026-01-07 09:30:00 | Wed 2026-01-07 08:30:00 | Wed 2026-01-07 03:30:00 |

Site time: Europe/Berlin, from the setting webjobs.timeZone

| Second | Minute | Hour | Day | Month | Weekday |
| --- | --- | --- | --- | --- | --- |
| \`0\` | \`30\` | \`9\` | \`*\` | \`*\` | \`1-5\` |
| ${cronFields.map(({ name }) => describeField(name, schedule.values[name])).join(' | ')} |`,
    '"0 30 9 * * 1-5"',
  ]);
});

test('clocks that agree share a column', async () => {
  const [markdown = ''] = (await hoverAt('{"schedule": "|0 0 0 1 1 *"}')) ?? [];
  assert.match(markdown, /^\| Site = UTC = Local \|$/m);
  assert.match(markdown, /UTC, the default/);
});

test('speaks the language of the client', async () => {
  const [markdown = ''] =
    (await hoverAt('{"schedule": "|0 0 9 * * 1-5"}', {
      translations: {
        'At {times}': 'Um {times} Uhr',
        Monday: 'Montag',
        Friday: 'Freitag',
        '{first} to {last}': '{first} bis {last}',
        Weekday: 'Wochentag',
        Site: 'Website',
      },
    })) ?? [];
  assert.match(markdown, /^\*\*Um 09:00 Uhr, Montag bis Freitag\*\*/);
  assert.match(markdown, /\| Website = UTC = Local \|/);
  assert.match(markdown, /\| Fre 2026-01-02 09:00:00 \|/);
  assert.match(markdown, /\| Wochentag \|/);
});

test('says what is surprising', async () => {
  const [markdown = ''] = (await hoverAt('{"schedule": "* 5 |* * * *"}')) ?? [];
  assert.match(markdown, /- ⚠ Runs every second/);
});

test('never stands beside a problem that it tells as well', async () => {
  const places = ['"|* 5 * * * *"', '"* 5 |* * * *"', '"*| 5 * * * *"', '"* |5 * * * *"'];
  const found = await Promise.all(
    places.map(async (place) => {
      const [markdown = '', range = ''] = (await hoverAt(`{"schedule": ${place}}`)) ?? [];
      return [range, markdown.includes('every second of these minutes')];
    }),
  );
  assert.deepEqual(found, [
    ['*', false],
    [' 5 * * * *"', true],
    ['*', false],
    [' 5 * * * *"', true],
  ]);
});

test('says that a date does not exist', async () => {
  const [markdown = ''] = (await hoverAt('{"schedule": "|0 0 0 30 2 *"}')) ?? [];
  assert.match(markdown, /Never runs: there is no such date\./);
});

test('says why the service rejects a schedule', async () => {
  const [markdown = ''] = (await hoverAt('{"schedule": "|0 0 9 * * 7"}')) ?? [];
  assert.equal(markdown, '**The service rejects this schedule.**\n\n- Sunday is 0 here; 7 is rejected.');
});

test('says that a continuous job has no schedule', async () => {
  const [markdown = ''] = (await hoverAt('{"schedule": "|0 0 9 * * 1"}', { kind: 'continuous' })) ?? [];
  assert.match(markdown, /^This job is continuous: the service ignores its schedule\./);
});

test('works on half-typed text', async () => {
  assert.equal((await hoverAt('{"schedule": "0 0 9 * * 1|'))?.[1], '"0 0 9 * * 1');
  assert.equal((await hoverAt('{schedule: "0 0 |9'))?.[1], '0 0 9');
});

test('leaves other places to the schema', async () => {
  assert.equal(await hoverAt('{"sched|ule": "0 0 9 * * 1"}'), undefined);
  assert.equal(await hoverAt('{"is_singleton": tr|ue}'), undefined);
  assert.equal(await hoverAt('|'), undefined);
});

test('follows the clock and the text', async () => {
  const { service, document, passTime } = openSettings('{"schedule": "0 */5 * * * *"}');
  const firstRun = async (): Promise<string | undefined> => {
    const hover = await service.hover(document, document.positionAt(15));
    return MarkupContent.is(hover?.contents) ? /^\| (Thu .*?) \|$/m.exec(hover.contents.value)?.[1] : undefined;
  };
  assert.equal(await firstRun(), 'Thu 2026-01-01 00:05:00');
  passTime(5 * minuteMs - 1);
  assert.equal(await firstRun(), 'Thu 2026-01-01 00:05:00');
  passTime(1);
  assert.equal(await firstRun(), 'Thu 2026-01-01 00:10:00');
  TextDocument.update(document, [{ text: '{"schedule": "30 */5 * * * *"}' }], 2);
  assert.equal(await firstRun(), 'Thu 2026-01-01 00:05:30');
  TextDocument.update(document, [{ text: '{ "schedule": "30 */5 * * * *"}' }], 3);
  assert.equal(await firstRun(), 'Thu 2026-01-01 00:05:30');
});

test('the opening brace tells which file starts the job, and why', async () => {
  const found = await hoverAt('|{ "is_in_place": true }', { files: { 'run.py': '', 'other.py': '', 'notes.txt': '' } });
  assert.deepEqual(found, [
    `**Triggered job report**

[run.py](file:///project/App_Data/jobs/triggered/report/run.py) · Python · PythonScriptHost

run.py starts the job: a file named run.\\* is taken before any other.

It runs in its own folder, because is_in_place is true.

Other candidates: other.py`,
    '{',
  ]);
});

test('where a job runs follows from the key, or from the host', async () => {
  const placeOf = async (text: string, script: string): Promise<string | undefined> =>
    (await hoverAt(text, { kind: 'continuous', files: { [script]: '' } }))?.[0].split('\n\n')[3];
  assert.match((await placeOf('{|}', 'run.js')) ?? '', /own folder, as Node\.js jobs do/);
  assert.match((await placeOf('{|"is_in_place": false}', 'run.js')) ?? '', /working copy.*is false/);
  assert.match((await placeOf('{|"is_in_place": "no"}', 'run.sh')) ?? '', /working copy.*without/);
});

test('a folder in which nothing runs says why, and what else is wrong where the editor does not show it', async () => {
  const [markdown = ''] = (await hoverAt('// settings\n|{}', { files: { 'bin/run.js': '' } })) ?? [];
  assert.match(markdown, /Nothing runnable: bin\/run\.js is not found, because settings\.job lies beside its folder/);
  assert.match(markdown, /- ⚠ bin\/run\.js does not start the job/);
  const [atBeginning = ''] = (await hoverAt('|{}', { files: { 'bin/run.js': '' } })) ?? [];
  assert.doesNotMatch(atBeginning, /⚠/);
});

test('the kind comes from the place or from Visual Studio, or nobody knows it', async () => {
  const headingOf = async (options: SettingsEditorOptions): Promise<string | undefined> =>
    (await hoverAt('|{}', options))?.[0].split('\n\n', 1)[0];
  assert.equal(await headingOf({ kind: 'continuous' }), '**Continuous job report**');
  assert.match((await headingOf({ folder: 'file:///project/tool' })) ?? '', /^\*\*Job of unknown kind/);
  const project = {
    folder: 'file:///project/tool',
    files: { 'Properties/webjob-publish-settings.json': publishSettings },
  };
  assert.equal(await headingOf(project), '**Continuous job mail**');
  assert.match((await hoverAt('|{}', project))?.[0] ?? '', /Visual Studio builds the program/);
});

const publishSettings = '{ "webJobName": "mail", "runMode": "Continuous" }';
