import assert from 'node:assert/strict';
import test from 'node:test';
import { quickFix, seeProblems } from '../driver/settingsEditor';
import { extensionUnderTest } from '../fixtures';
import { withWebEditor } from '../openWebEditor';

test('in a browser without a machine behind it a job is made, its schedule built, checked and mended', async () => {
  await withWebEditor(extensionUnderTest(), async (editor) => {
    await editor.runCommand('Problems: Focus on Problems View');
    await editor.runCommand('WebJobs: New Job…', 60_000);
    await editor.pick('Triggered');
    await editor.waitForText('Name of the job');
    await editor.typeInput('weekly');
    await editor.acceptInput();
    await editor.pick('Python');
    await editor.pick('Build a schedule…');
    await editor.pick('Every week, on chosen days');
    await editor.waitForText('At 09:00, Monday to Friday');
    await editor.screenshot('browser-builder');
    await editor.pick('Continue with Monday, Tuesday, Wednesday, Thursday, and Friday');
    await editor.pick('09:00');
    await editor.pick('Write 0 0 9 * * 1-5');

    // The server in its worker: which file runs, the schedule in words, the hover.
    await editor.waitForEditorText(/run\.py · working copy/, 60_000);
    const text = await editor.waitForEditorText(/"0 0 9 \* \* 1-5".*At 09:00, Monday to Friday · next \w{3} 09:00/);
    const line = text.split('\n').findIndex((each) => each.includes('"schedule":')) + 1;
    await editor.goToLine(line, 18);
    await editor.patience.until('the hover', async () => {
      const hover = await editor.hoverText();
      if (/At 09:00, Monday to Friday.*UTC, the default/s.test(hover)) return true;
      await editor.press('Escape');
      return false;
    });
    await editor.screenshot('browser-hover');
    await editor.press('Escape');

    // A problem, its squiggle and its fix.
    await editor.goToLine(line, 16);
    await editor.press('Delete', 'Delete');
    await seeProblems(editor, /Five fields: the service needs six.*webjobs missing-seconds/);
    await editor.patience.forVisible('the squiggle', editor.page.locator('.monaco-editor .squiggly-error'));
    await editor.screenshot('browser-problem');
    await editor.goToLine(line, 17);
    await quickFix(editor, 'Add the seconds: 0 0 9 * * 1-5');
    await seeProblems(editor);
    await editor.waitForEditorText('"0 0 9 * * 1-5"');

    // What needs a machine is not offered.
    await editor.press('F1');
    await editor.typeInput('>WebJobs: ');
    await editor.patience.until('the commands', async () =>
      (await editor.quickPickItems()).includes('WebJobs: Build Schedule…'),
    );
    const offered = await editor.quickPickItems();
    assert.ok(!offered.some((label) => /Run Job|Publish Job|Debug Job/.test(label)), offered.join());
    await editor.press('Escape');
  });
});
