import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import test, { after, before } from 'node:test';
import { type EditorDriver } from '../driver/editorDriver';
import { focusFix, problemRows, quickFix, seeProblems, suggest } from '../driver/settingsEditor';
import { copyWorkspace, extensionUnderTest, type WorkspaceCopy } from '../fixtures';
import { openEditor } from '../openEditor';

/** One window for all tests of this file: each writes the text it is about, and leaves no list or menu open. */
let editor: EditorDriver;
let workspace: WorkspaceCopy;

before(async () => {
  workspace = await copyWorkspace();
  for (const [path, text] of Object.entries(furtherJobs)) await writeJobFile(path, text);
  editor = await openEditor({
    folder: workspace.folder,
    extensionPath: extensionUnderTest(),
    env: { XDG_STATE_HOME: join(workspace.folder, '..', 'state') },
  });
});

after(async () => {
  await editor.close();
  await workspace.remove();
});

/** The hint stands at the end of a line, so that the text can be found on the screen. */
const everyDay = '{\n  "schedule": "0 0 0 * * *"\n}\n';

/** Files of jobs that have something wrong with them. */
const furtherJobs = {
  'triggered/script-faults/run.sh': '\ufeffecho one\r\necho two\r\n',
  'triggered/script-faults/settings.job': everyDay,
  'triggered/two-scripts/first.py': 'print(1)\n',
  'triggered/two-scripts/second.py': 'print(2)\n',
  'triggered/two-scripts/settings.job': everyDay,
  'triggered/hidden-script/bin/run.js': 'console.log(1);\n',
  'triggered/hidden-script/settings.job': everyDay,
};

const jobPath = (path: string): string => join(workspace.folder, 'App_Data/jobs', path);

async function writeJobFile(path: string, text: string): Promise<void> {
  await mkdir(dirname(jobPath(path)), { recursive: true });
  await writeFile(jobPath(path), text);
}

/** Opens a job's settings with this text, and closes everything else. */
async function openSettings(job: string, text: string): Promise<void> {
  await editor.press('Control+K', 'Control+W');
  await writeJobFile(`${job}/settings.job`, text);
  await editor.openFile(`${job.split('/')[1] ?? ''}/settings.job`);
  await editor.patience.until(`the text of ${job}`, async () => {
    const shown = await editor.editorText();
    return text.split('\n').every((line) => shown.includes(line));
  });
  // Away from whatever would show a tooltip.
  await editor.page.mouse.move(900, 480);
}

async function saved(path: string, expected: (text: string) => boolean): Promise<string> {
  return editor.patience.until(`the change in ${path}`, async () => {
    const text = await readFile(jobPath(path), 'utf8').catch(() => '');
    return expected(text) && text;
  });
}

test('hint, lenses and hover of a schedule', async () => {
  await editor.runCommand('Problems: Focus on Problems View');
  await openSettings('triggered/nightly-report', '{\n  "schedule": "0 30 2 * * 1-5"\n}\n');
  await editor.waitForEditorText(/At 02:30, Monday to Friday · next \w{3} 02:30/);
  const lenses = editor.page.locator('.codelens-decoration');
  await editor.patience.until('the lenses', async () =>
    /Run.*Debug.*Publish/s.test(String(await lenses.allInnerTexts())),
  );
  await seeProblems(editor);
  await editor.screenshot('language-hints');
  await editor.goToLine(2, 18);
  const hover = await editor.hoverText();
  assert.match(hover, /^At 02:30, Monday to Friday/);
  assert.match(hover, /UTC, the default/);
  await editor.screenshot('language-hover');
  await editor.press('Escape');
});

test('which file starts the job, and why', async () => {
  await openSettings('triggered/two-scripts', everyDay);
  await editor.waitForEditorText(/\{\s*first\.py · working copy/);
  await editor.goToLine(1, 1);
  await editor.patience.until('the job in the hover', async () =>
    /Triggered job two-scripts.*first\.py.*Python.*it comes first by name.*working copy.*Other candidates: second\.py/s.test(
      await editor.hoverText(),
    ),
  );
  await editor.screenshot('language-job');
  await editor.press('Escape');

  await openSettings('continuous/order-worker', '{}\n');
  await editor.waitForEditorText(/\{\}\s*run\.js · in place/);
  await openSettings('triggered/hidden-script', everyDay);
  await editor.waitForEditorText(/\{\s*nothing to run/);
  await editor.screenshot('language-nothing-to-run');
});

test('hints and lenses go away when they are switched off', async () => {
  await openSettings('triggered/nightly-report', '{\n  "schedule": "0 30 2 * * 1-5"\n}\n');
  await editor.waitForEditorText(/run\.\w+ · .*At 02:30/s);
  const lenses = editor.page.locator('.codelens-decoration a');
  await editor.patience.forVisible('the lenses', lenses);
  const switches = {
    'webjobs.showScheduleHints': false,
    'webjobs.showScriptHints': false,
    'webjobs.showJobLenses': false,
  };
  const settingsFile = join(workspace.folder, '.vscode/settings.json');
  const previous = await readFile(settingsFile, 'utf8').catch(() => undefined);
  await mkdir(dirname(settingsFile), { recursive: true });
  await writeFile(settingsFile, JSON.stringify(switches));
  await editor.patience.until('hints and lenses to go', async () => {
    const text = await editor.editorText();
    return !text.includes('At 02:30') && !text.includes('·') && (await lenses.count()) === 0;
  });
  await editor.screenshot('language-switched-off');
  await (previous === undefined ? rm(settingsFile) : writeFile(settingsFile, previous));
  await editor.waitForEditorText(/run\.\w+ · .*At 02:30/s);
  await editor.patience.forVisible('the lenses', lenses);
});

test('a schedule with five fields: one problem, mended by keyboard', async () => {
  await openSettings('triggered/nightly-report', '{\n  "schedule": "*/5 * * * *"\n}\n');
  await seeProblems(editor, /Five fields: the service needs six.*webjobs missing-seconds \[Ln 2, Col 16\]/);
  await editor.patience.forVisible('the squiggle', editor.page.locator('.monaco-editor .squiggly-error'));
  await editor.goToLine(2, 18);
  await editor.hoverText();
  await editor.screenshot('language-five-fields');
  await editor.press('Escape');
  // The menu is the preview that there is: the title tells the next run.
  const fix = await focusFix(editor, 'Add the seconds: 0 */5 * * * *');
  assert.match(await fix.innerText(), /\(next \w{3} \d{4}-\d\d-\d\d \d\d:\d[05]:00\)/);
  await editor.screenshot('language-fix-preview');
  await editor.press('Enter');
  await editor.waitForEditorText('"0 */5 * * * *"');
  await seeProblems(editor);
  await editor.press('Control+S');
  await saved('triggered/nightly-report/settings.job', (text) => text.includes('"0 */5 * * * *"'));
});

test('something legal but surprising is said in hover and problems', async () => {
  await openSettings('triggered/nightly-report', '{\n  "schedule": "* 5 9 1 * 1"\n}\n');
  await seeProblems(editor, /Runs every second/, /Runs only on days that match/);
  await editor.goToLine(2, 16);
  // The messages of problems come first, what the server says a moment later.
  await editor.patience.until('both parts of the hover', async () => {
    const hover = await editor.hoverText();
    return hover.includes('Runs every second') && hover.includes('Every second from 09:05:00 to 09:05:59');
  });
  await editor.screenshot('language-surprise');
  await editor.press('Escape');
});

test('each problem is said once, by VS Code or by us', async () => {
  const job = 'continuous/order-worker';
  const cases: readonly (readonly [text: string, ...problems: RegExp[]])[] = [
    ['{ "interval": 5 }', /does not read this key: it has no effect/],
    // VS Code marks both places.
    ['{ "is_singleton": true, "is_singleton": false }', /Duplicate object key/, /Duplicate object key/],
    ['{ "stopping_wait_time": "60" }', /Incorrect type/],
    ['{ "is_singleton": true, }'],
    ['{ "Is_Singleton": true }', /must be written exactly is_singleton/],
    ['{ "schedule": "0 0 0 * * *" }', /A continuous job has no schedule/],
    ['{ // comment\n  "is_singleton": true /* and another */ }'],
  ];
  for (const [text, ...expected] of cases) {
    await openSettings(job, text);
    await seeProblems(editor, ...expected);
  }
  // What only the service reads: VS Code calls it an error, and we say beside it that the service would read it.
  await openSettings(job, '{ "stopping_wait_time": 0x10 }');
  await editor.patience.until('our problem', async () => {
    const ours = (await problemRows(editor)).filter((row) => row.includes(' webjobs '));
    return ours.length === 1 && /The service reads 0x10 as 16.*not-plain-json/.test(ours[0] ?? '');
  });
  await editor.screenshot('language-not-plain');
});

test('schedules and values of fields are completed by keyboard', async () => {
  await openSettings('triggered/nightly-report', '{\n  "schedule": ""\n}\n');
  await editor.goToLine(2, 16);
  const list = editor.page.locator('.suggest-widget .monaco-list-row');
  await suggest(editor, /Every 5 minutes/);
  await editor.screenshot('language-completion');
  for (let moves = 0; moves < 6; moves++) await editor.press('ArrowDown');
  const chosen = editor.page.locator('.suggest-widget .monaco-list-row.focused');
  assert.match(await chosen.innerText(), /At 09:30, Monday to Friday\s+\w{3} 09:30/);
  await editor.press('Enter');
  await editor.waitForEditorText('"0 30 9 * * 1-5"');

  // The weekday under the cursor.
  await editor.goToLine(2, 30);
  await editor.press('Backspace', 'Backspace', 'Backspace');
  await editor.page.keyboard.type('W');
  await editor.press('Backspace');
  await suggest(editor, /MON.*Monday/s);
  await editor.screenshot('language-completion-weekday');
  await editor.page.keyboard.type('FR');
  await editor.patience.until('FRI', async () => (await list.first().innerText()).trim().startsWith('FRI'));
  await editor.press('Enter');
  await editor.waitForEditorText(/0 30 9 \* \* FRI".*At 09:30, every Friday/);
  await editor.press('Control+S');
});

test('faults of the script are mended from the lightbulb of settings.job', async () => {
  await openSettings('triggered/script-faults', everyDay);
  await seeProblems(editor, /byte order mark/, /Windows line ends/, /no shebang/);
  await editor.goToLine(1, 1);
  await quickFix(editor, 'Remove the byte order mark');
  await seeProblems(editor, /Windows line ends/, /no shebang/);
  await editor.goToLine(1, 1);
  await quickFix(editor, 'Convert the line ends to LF');
  await seeProblems(editor, /no shebang/);
  await editor.screenshot('language-script-faults');
  await editor.goToLine(1, 1);
  await quickFix(editor, 'Add #!/bin/bash');
  await saved('triggered/script-faults/run.sh', (text) => text === '#!/bin/bash\necho one\necho two\n');
  await seeProblems(editor);
});

test('files are renamed and moved from the lightbulb', async () => {
  await openSettings('triggered/two-scripts', everyDay);
  await seeProblems(editor, /first\.py starts the job only because it comes first by name/);
  await editor.goToLine(1, 1);
  await quickFix(editor, 'Rename second.py to run.py');
  await saved('triggered/two-scripts/run.py', (text) => text === 'print(2)\n');
  await seeProblems(editor);

  await openSettings('triggered/hidden-script', everyDay);
  await seeProblems(editor, /bin\/run\.js does not start the job/);
  await editor.goToLine(1, 1);
  await quickFix(editor, 'Move settings.job into bin');
  await saved('triggered/hidden-script/bin/settings.job', (text) => text.includes('schedule'));
  await seeProblems(editor);
});

test('a lens runs the job', async () => {
  await openSettings('triggered/nightly-report', '{\n  "schedule": "0 30 2 * * 1-5"\n}\n');
  const run = editor.page.locator('.codelens-decoration a').filter({ hasText: 'Run' });
  await (await editor.patience.forVisible('the lens "Run"', run)).click();
  await editor.waitForOutput(/Status changed to Success/, 60_000);
  await editor.screenshot('language-lens-run');
});

for (const theme of ['Dark Modern', 'Dark High Contrast']) {
  test(`hint, squiggle and hover can be read in ${theme}`, async () => {
    await editor.runCommand('Preferences: Color Theme');
    await editor.typeInput(theme);
    await editor.acceptInput();
    await editor.runCommand('Problems: Focus on Problems View');
    await openSettings('triggered/nightly-report', '{\n  "schedule": "* 5 9 * * 1-5"\n}\n');
    await seeProblems(editor, /Runs every second/);
    await editor.goToLine(2, 18);
    await editor.patience.until('the hover', async () => (await editor.hoverText()).includes('Site = UTC = Local'));
    await editor.screenshot(`language-${theme.replaceAll(' ', '-').toLowerCase()}`);
    await editor.press('Escape');
  });
}
