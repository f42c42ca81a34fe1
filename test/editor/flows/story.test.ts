import assert from 'node:assert/strict';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { DebugDriver } from '../driver/debugDriver';
import type { EditorDriver } from '../driver/editorDriver';
import { withShop } from '../shop';

test('the whole story: hover, run, stop, debug, publish, see it run, change a file, publish again', async () => {
  await withShop(async (shop) => {
    const { editor } = shop;
    const debug = new DebugDriver(editor);

    // Author: the schedule in words, with its next runs.
    await editor.openFile('nightly-report/settings.job');
    await editor.goToLine(3, 18);
    // The first hover can come before the language server has started; a person looks again.
    const hover = await editor.patience.until('the schedule in words', async () => {
      await editor.press('Escape');
      const text = await editor.hoverText();
      return text.includes('At 02:30, Monday to Friday') && text;
    });
    assert.match(hover, /UTC/);
    await editor.screenshot('story-1-hover');
    await editor.press('Escape');

    // Run: real output, both levels, in the job's own channel.
    await editor.openView('WebJobs');
    await editor.clickTreeAction('order-worker', 'Run Job');
    const output = await editor.waitForOutput(/order 1003: 3 items/);
    assert.match(output, /INFO.*order 1001: 5 items, 48\.50 EUR, shipped/);
    assert.match(output, /ERROR.*order order-1002\.json: quantity 0 of kettle is not positive/);
    await editor.patience.until('the tree to show the job running', async () =>
      (await rowText(editor, ['Continuous', 'order-worker'])).startsWith('running'),
    );
    await editor.screenshot('story-2-run');

    // Stop: the job ends by itself, and says so.
    await editor.clickTreeAction('order-worker', 'Stop Job');
    await editor.waitForOutput(/order-worker ends: 2 shipped, 1 rejected/);
    await editor.patience.until('the tree to show the job stopped', async () =>
      (await rowText(editor, ['Continuous', 'order-worker'])).startsWith('stopped'),
    );
    assert.deepEqual(shop.jobProcesses('run.js'), []);

    // Debug: F5 with no launch.json.
    await debug.setBreakpoint('order-worker/run.js', 'const order = await inbox.take();');
    await editor.press('F5');
    assert.match(await debug.stoppedLine(), /inbox\.take\(\);$/);
    await debug.setBreakpoint('order-worker/run.js', 'const order = await inbox.take();');
    await editor.press('Shift+F5');
    await debug.ended();
    assert.deepEqual(shop.jobProcesses('run.js'), []);

    // Publish: right-click, plan, progress.
    await editor.openView('Explorer');
    await editor.contextMenu(['continuous', 'order-worker'], 'Publish Job…');
    await editor.pick('Local Site');
    await editor.waitForText('Publish order-worker to Local Site');
    await editor.screenshot('story-3-plan');
    await editor.press('Enter');
    await editor.waitForNotification(/5 files sent/, 60_000);
    await editor.screenshot('story-4-published');
    await editor.runCommand('Notifications: Clear All Notifications');

    // It runs there, as in the service: by itself.
    await editor.openView('WebJobs');
    await editor.expandTreeRow('Local Site');
    await editor.patience.until(
      'the job to run under the local site',
      async () => (await rowText(editor, ['Local Site', 'Continuous', 'order-worker'])).includes('running'),
      30_000,
    );
    assert.equal(shop.jobProcesses('run.js').length, 1);
    await editor.screenshot('story-5-site');

    // Change one file: only that one travels, and the job is running again afterwards.
    await appendFile(join(shop.folder, 'App_Data/jobs/continuous/order-worker/lib/orders.js'), '\n// changed\n');
    await editor.openView('Explorer');
    await editor.contextMenu(['continuous', 'order-worker'], 'Publish Job…');
    await editor.pick('Local Site');
    await editor.waitForText('Publish order-worker to Local Site: 1 to send');
    await editor.press('Enter');
    await editor.waitForNotification(/1 file sent/, 60_000);
    await editor.screenshot('story-6-published-again');
    await editor.openView('WebJobs');
    await editor.patience.until(
      'the job to run again under the local site',
      async () => (await rowText(editor, ['Local Site', 'Continuous', 'order-worker'])).includes('running'),
      30_000,
    );
  });
});

/** The pale text of a row: its state and more. */
async function rowText(editor: EditorDriver, path: readonly string[]): Promise<string> {
  const row = await editor.treeRow(path);
  return (await row.locator('.label-description').innerText()).trim();
}
