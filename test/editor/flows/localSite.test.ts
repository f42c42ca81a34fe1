import assert from 'node:assert/strict';
import test from 'node:test';
import { withShop } from '../shop';
import { untilRow } from '../siteInShop';

test('the local site runs what is published to it, and gives back what was there, also after a restart', async () => {
  await withShop(async (shop) => {
    const { editor } = shop;
    const cleanup = ['Local Site', 'Triggered', 'cleanup'];
    await editor.openView('WebJobs');
    await editor.contextMenu(['shop', 'Triggered', 'cleanup'], 'Publish Job…');
    await editor.pick('Local Site');
    await editor.waitForText('Publish cleanup to Local Site: 1 to send');
    await editor.press('Enter');
    await editor.waitForNotification(/cleanup on Local Site: 1 file sent/, 60_000);
    await editor.runCommand('Notifications: Clear All Notifications');

    await editor.clickTreeAction(cleanup, 'Run Job');
    await editor.waitForOutput(/cleanup: 0 files older than 7 days/, 60_000);
    await untilRow(editor, cleanup, /succeeded/);
    await editor.expandTreeRow(cleanup);
    const run = await editor.patience.until('a run below the job', async () =>
      (await editor.treeRows()).find(({ level, description }) => level === 4 && description.startsWith('succeeded')),
    );
    await (await editor.treeRow([...cleanup, run.label])).click();
    await editor.waitForEditorText(/INFO\] cleanup: 0 files older than 7 days/);
    await editor.screenshot('local-site');

    // Its address changes with each start; what was published to it is known nevertheless.
    await editor.clickTreeAction('Local Site', 'Stop Local Site');
    await untilRow(editor, ['Local Site'], /stopped/);
    // Longer than the pause between two looks at the log that is open: nobody but the user starts the site again.
    await editor.page.waitForTimeout(4000);
    assert.match((await editor.treeRows()).find(({ label }) => label === 'Local Site')?.description ?? '', /stopped/);
    await editor.clickTreeAction('Local Site', 'Start Local Site');
    await untilRow(editor, ['Local Site'], /running/);
    await editor.runCommand('WebJobs: Undo Last Publish…');
    assert.match(await editor.dialogText(), /Undo the publish of cleanup to Local Site[^]*1 are deleted again/);
    await editor.clickDialogButton('Undo Publish');
    await editor.waitForNotification(/cleanup on Local Site is as it was before the publish/, 60_000);
    await editor.patience.until('the job to leave the local site', async () => {
      const rows = await editor.treeRows();
      const site = rows.findIndex(({ label }) => label === 'Local Site');
      return rows.slice(site).every(({ label }) => label !== 'cleanup');
    });

    await editor.contextMenu('shop', 'Start All Continuous Jobs');
    await untilRow(editor, ['shop', 'Continuous', 'order-worker'], /running/);
    assert.equal(shop.jobProcesses('run.js').length, 1);
  });
});
