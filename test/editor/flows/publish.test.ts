import assert from 'node:assert/strict';
import { appendFile, readFile, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import type { EditorDriver } from '../driver/editorDriver';
import { withShop } from '../shop';
import { connectByAddress, untilRow, withSampleSite } from '../siteInShop';

const worker = 'App_Data/jobs/continuous/order-worker';

test('files are chosen in the plan, sent again with one key, kept or overwritten in a conflict, and taken back', async () => {
  await withSampleSite(async (site) => {
    const host = new URL(site.url).host;
    const onSite = (file: string): Promise<string> => readFile(join(site.home, 'site/wwwroot', worker, file), 'utf8');
    await withShop(async ({ editor, folder }) => {
      const here = (file: string): string => join(folder, worker, file);
      const former = await onSite('lib/orders.js');
      await editor.openView('WebJobs');
      await connectByAddress(editor, site);
      await untilRow(editor, [host, 'Continuous', 'order-worker'], /running/);

      await appendFile(here('lib/orders.js'), '\n// sent\n');
      await appendFile(here('lib/inbox.js'), '\n// left out\n');
      const theirs = join(site.home, 'site/wwwroot', worker, 'lib/sampleOrders.js');
      await appendFile(theirs, '\n// theirs\n');
      await utimes(theirs, new Date(), new Date(Date.now() + 60_000));

      await editor.contextMenu(['shop', 'Continuous', 'order-worker'], 'Publish Job…');
      await editor.pick(host);
      await editor.waitForText(`Publish order-worker to ${host}: 2 to send, 1 newer on the site, 2 unchanged`);
      await editor.screenshot('publish-plan');
      await compare(editor, 'lib/sampleOrders.js');
      await editor.waitForEditorText('// theirs');
      await editor.screenshot('publish-diff');
      await editor.pick('lib/inbox.js');
      await editor.screenshot('publish-plan-chosen');
      await editor.press('Enter');
      await editor.waitForNotification(/1 file sent, 1 newer on the site and kept, 1 left out, 2 unchanged/, 60_000);
      await editor.screenshot('publish-sent');
      assert.match(await onSite('lib/orders.js'), /sent/);
      assert.doesNotMatch(await onSite('lib/inbox.js'), /left out/);

      // One key sends it to the same site with the same choices, and asks only about what would be lost.
      await editor.runCommand('Notifications: Clear All Notifications');
      await appendFile(here('run.js'), '\n// again\n');
      await editor.openFile('order-worker/run.js');
      await editor.press('Control+Shift+F7');
      assert.match(await editor.dialogText(60_000), /changed on .* after your copy[^]*lib\/sampleOrders\.js/);
      await editor.screenshot('publish-conflict');
      await editor.clickDialogButton('Overwrite');
      await editor.waitForNotification(/2 files sent, 1 left out, 2 unchanged/, 60_000);
      assert.match(await onSite('run.js'), /again/);
      assert.doesNotMatch(await onSite('lib/sampleOrders.js'), /theirs/);
      assert.doesNotMatch(await onSite('lib/inbox.js'), /left out/);

      // Taking it back brings the former files, and no others.
      await editor.runCommand('Notifications: Clear All Notifications');
      await editor.contextMenu([host, 'Continuous', 'order-worker'], 'Undo Last Publish…');
      assert.match(await editor.dialogText(), /2 of its files get their former content/);
      await editor.clickDialogButton('Undo Publish');
      await editor.waitForNotification(/as it was before the publish/, 60_000);
      assert.match(await onSite('lib/sampleOrders.js'), /theirs/);
      assert.doesNotMatch(await onSite('run.js'), /again/);
      assert.notEqual(await onSite('lib/orders.js'), former, 'the publish before it stays');
      await untilRow(editor, [host, 'Continuous', 'order-worker'], /running/);
    });
  });
});

/** Presses the button beside a file of the plan. */
async function compare(editor: EditorDriver, path: string): Promise<void> {
  const row = editor.page.locator(`.quick-input-widget .monaco-list-row[aria-label*=${JSON.stringify(path)}]`);
  await (await editor.patience.forVisible(`the file ${path} in the plan`, row)).hover();
  await row.locator('.action-label[aria-label="Compare with the Site"]').click();
}
