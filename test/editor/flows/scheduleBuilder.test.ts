import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { type EditorDriver } from '../driver/editorDriver';
import { copyWorkspace, extensionUnderTest, type WorkspaceCopy } from '../fixtures';
import { openEditor } from '../openEditor';

/** One window for all tests of this file: each leaves it without a question and with saved files. */
let editor: EditorDriver;
let workspace: WorkspaceCopy;

before(async () => {
  workspace = await copyWorkspace();
  editor = await openEditor({ folder: workspace.folder, extensionPath: extensionUnderTest() });
});

after(async () => {
  await editor.close();
  await workspace.remove();
});

function settingsOf(job: string): string {
  return join(workspace.folder, 'App_Data/jobs/triggered', job, 'settings.job');
}

/** Waits for the file to hold the text, and returns all of it. */
async function written(file: string, text: string): Promise<string> {
  return editor.patience.until(`"${text}" in ${file}`, async () => {
    const content = await readFile(file, 'utf8').catch(() => '');
    return content.includes(text) && content;
  });
}

/** Presses a key until the list shows a row. */
async function seeRow(label: string, ...keys: string[]): Promise<void> {
  await editor.press(...keys);
  await editor.patience.until(`the row "${label}"`, async () => (await editor.quickPickItems()).includes(label));
}

test('opens on the schedule of the active settings.job, previews by keyboard, and writes what was chosen', async () => {
  await editor.openFile('nightly-report/settings.job');
  await editor.runCommand('Build Schedule…');
  await seeRow('At 02:30, Monday to Friday');
  assert.match(await editor.quickInputText(), /Build Schedule for nightly-report: How often\?/);
  await editor.screenshot('builder-frequency');

  // The words follow the arrow keys: from "Every week" to the first of the month and back.
  await seeRow('At 02:30 on the 1st of the month', 'ArrowDown');
  await seeRow('At 02:30, Monday to Friday', 'ArrowUp');

  await editor.press('Enter');
  await seeRow('Continue with Monday, Tuesday, Wednesday, Thursday, and Friday');
  await editor.pick('Friday');
  await seeRow('At 02:30, Monday to Thursday');
  await editor.screenshot('builder-weekdays');
  await editor.pick('Continue with Monday, Tuesday, Wednesday, and Thursday');

  await seeRow('02:30');
  await editor.typeInput('6:15, 18:15');
  await seeRow('06:15 and 18:15');
  await editor.screenshot('builder-times');
  await editor.acceptInput();

  await seeRow('Write 0 15 6,18 * * 1-4');
  await editor.screenshot('builder-review');
  await editor.acceptInput();
  const text = await written(settingsOf('nightly-report'), '0 15 6,18 * * 1-4');
  assert.equal(
    text,
    '{\n  // Six fields: second, minute, hour, day of month, month, day of week.\n  "schedule": "0 15 6,18 * * 1-4"\n}\n',
  );
  await editor.screenshot('builder-written');
});

test('goes back to the answers before, and changes nothing when it is dismissed', async () => {
  const before = await readFile(settingsOf('nightly-report'), 'utf8');
  await editor.openFile('nightly-report/settings.job');
  await editor.runCommand('Build Schedule…');
  await editor.pick('Every few minutes');
  await seeRow('Every 20 minutes');
  await editor.typeInput('45');
  await seeRow('"45" is no answer here');
  await editor.typeInput('20');
  await seeRow('Every 20 minutes');
  await editor.acceptInput();
  await seeRow('All day');
  await editor.page.locator('.quick-input-titlebar').getByRole('button', { name: 'Back' }).click();
  await seeRow('Every 30 minutes');
  await editor.press('Escape');
  await editor.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  assert.equal(await readFile(settingsOf('nightly-report'), 'utf8'), before);
});

test('is offered in the lightbulb of the schedule', async () => {
  await editor.openFile('nightly-report/settings.job');
  await editor.goToLine(3, 8);
  const action = editor.page.locator('.action-widget .action-list-item, .action-widget .monaco-list-row').filter({
    hasText: 'Build Schedule…',
  });
  await editor.patience.until('the action', async () => {
    await editor.press('Control+.');
    // The same key once more would choose the first action.
    return action
      .first()
      .waitFor({ state: 'visible', timeout: 5000 })
      .then(
        () => true,
        () => false,
      );
  });
  await editor.screenshot('builder-lightbulb');
  await seeRow('Every week, on chosen days', 'Enter');
  await editor.press('Escape');
});

test('asks for the job, makes the file that is missing, and says what a CRON cannot hold', async () => {
  await rm(settingsOf('cleanup'), { force: true });
  await editor.press('Control+K', 'Control+W');
  await editor.runCommand('Build Schedule…');
  await editor.pick('cleanup');
  await editor.pick('What a schedule cannot hold…');
  await seeRow('Every second or third week');
  await editor.screenshot('builder-limits');
  await editor.pick('The last weekday of every month');
  await editor.pick('Last');
  await editor.pick('Friday');
  await editor.pick('Every month');
  await editor.pick('18:00');
  await seeRow('A month can have two runs, of which the second is the last');
  await editor.screenshot('builder-last-weekday');
  await editor.pick('Write 0 0 18 22-31 * 5');
  assert.equal(await written(settingsOf('cleanup'), '0 0 18'), '{\n  "schedule": "0 0 18 22-31 * 5"\n}\n');
});

test('a continuous job has no schedule', async () => {
  await editor.openFile('order-worker/settings.job');
  await editor.runCommand('Build Schedule…');
  await editor.waitForNotification('order-worker is a continuous job');
});

test('opens from the title of the editor with the answers filled in, and shows the runs in another zone', async () => {
  const before = '{ "schedule": "0 15 6 * * 1-4" }\n';
  await editor.press('Control+K', 'Control+W');
  await writeFile(settingsOf('nightly-report'), before);
  await editor.openFile('nightly-report/settings.job');
  const button = editor.page.locator('.editor-actions').getByRole('button', { name: /Build Schedule/ });
  await (await editor.patience.forVisible('the button in the title', button)).click();

  // Enter at each question gives the schedule back.
  await seeRow('At 06:15, Monday to Thursday');
  await seeRow('Continue with Monday, Tuesday, Wednesday, and Thursday', 'Enter');
  await seeRow('06:15', 'Enter');
  await seeRow('Write 0 15 6 * * 1-4', 'Enter');

  await editor.pick('Show the runs in another zone than UTC…');
  await editor.patience.until('the zones', async () => (await editor.quickInputText()).includes("the site's clock?"));
  await editor.typeInput('Tokyo');
  await editor.pick('Asia/Tokyo');
  await seeRow(`Show the runs in another zone than Asia/Tokyo…`);
  await editor.waitForText(`Next runs (Asia/Tokyo)`);
  // By the site's clock, and by that of UTC.
  await editor.patience.until('the runs', async () => /06:15\s*\w{3} 21:15 UTC/.test(await editor.quickInputText()));
  await editor.screenshot('builder-zone');
  await editor.press('Escape');
  assert.equal(await readFile(settingsOf('nightly-report'), 'utf8'), before);
});

test('a schedule that no choice says is told, and stays', async () => {
  await writeFile(settingsOf('cleanup'), '{\n  "schedule": "0 5,17 3,9 1-12 * 2"\n}\n');
  await editor.press('Control+K', 'Control+W');
  await editor.openFile('cleanup/settings.job');
  await editor.runCommand('Build Schedule…');
  const box = editor.page.locator('.quick-input-box input');
  await editor.patience.until('what the schedule is', async () =>
    /^Now: At .*No choice says that; it stays/.test((await box.getAttribute('placeholder')) ?? ''),
  );
  await editor.screenshot('builder-no-choice');
  await editor.press('Escape');
});

test('the builder can be read in Dark Modern', async () => {
  await editor.runCommand('Preferences: Color Theme');
  await editor.typeInput('Dark Modern');
  await editor.acceptInput();
  await editor.openFile('nightly-report/settings.job');
  await editor.runCommand('Build Schedule…');
  await seeRow('At 06:15, Monday to Thursday');
  await editor.screenshot('builder-frequency-dark-modern');
  await editor.pick('Every month or few months, on dates');
  await seeRow('1 and 15');
  await editor.typeInput('31');
  await seeRow('31');
  await editor.acceptInput();
  await editor.pick('Every month');
  await seeRow('06:15');
  await editor.acceptInput();
  await editor.patience.until('what such a schedule does not do', async () =>
    (await editor.quickInputText()).includes('Some months lack a date'),
  );
  await editor.screenshot('builder-review-dark-modern');
  await editor.press('Escape');
});
