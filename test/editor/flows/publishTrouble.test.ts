import assert from 'node:assert/strict';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { type FaultProxy, startFaultProxy } from '../../support/faultProxy';
import type { EditorDriver } from '../driver/editorDriver';
import { withShop } from '../shop';
import { connectByAddress, untilRow, withSampleSite } from '../siteInShop';

const worker = 'App_Data/jobs/continuous/order-worker';

test('a publish that is cancelled or cut off leaves the old job; several jobs go in one go', async (t) => {
  await withSampleSite(async (site) => {
    const proxy = await startFaultProxy(t, site.url);
    const host = new URL(proxy.url).host;
    const orders = join(site.home, 'site/wwwroot', worker, 'lib/orders.js');
    const former = await readFile(orders, 'utf8');
    await withShop(async ({ editor, folder }) => {
      const row = [host, 'Continuous', 'order-worker'];
      await editor.openView('WebJobs');
      await connectByAddress(editor, { ...site, url: proxy.url });
      await untilRow(editor, row, /running/);
      await appendFile(join(folder, worker, 'lib/orders.js'), '\n// sent\n');
      await untilRow(editor, ['shop', 'Continuous', 'order-worker'], /newer than on/);
      await untilRow(editor, row, /older than in shop/);
      await editor.screenshot('twins');

      // The upload hangs, and the user gives up.
      proxy.disturb((_, { method, path }) => (isUpload(method, path) ? { type: 'silence' } : undefined));
      await editor.contextMenu(['shop', 'Continuous', 'order-worker'], 'Publish Job…');
      await editor.pick(host);
      await editor.waitForText(`Publish order-worker to ${host}: 1 to send`);
      await editor.press('Enter');
      await untilUploading(editor, proxy, 1);
      await editor.screenshot('publish-progress');
      await editor.clickNotificationButton(/Publishing order-worker/, 'Cancel');
      await editor.waitForNotification(/The publish was cancelled\. .* holds order-worker as it was before/, 60_000);
      assert.equal(await readFile(orders, 'utf8'), former);
      await untilRow(editor, row, /running/);

      // The upload hangs, and the extension host dies; the next window puts the site in order.
      await editor.runCommand('Notifications: Clear All Notifications');
      await editor.runCommand('WebJobs: Publish Again');
      await untilUploading(editor, proxy, 2);
      process.kill(await editor.extensionHostPid(), 'SIGKILL');
      proxy.reset();
      await editor.reload();
      await editor.waitForNotification(/order-worker to .* was cut off/, 60_000);
      // This editor keeps secrets only as long as its window.
      await connectByAddress(editor, { ...site, url: proxy.url });
      await editor.openView('WebJobs');
      await untilRow(editor, row, /publish cut off/);
      await editor.screenshot('publish-cut-off');
      await editor.clickTreeAction(row, 'Put Cut-Off Publish in Order');
      await editor.waitForNotification(/as it was before the publish/, 60_000);
      assert.equal(await readFile(orders, 'utf8'), former);
      await untilRow(editor, row, /running/);

      // Several jobs: one question, one look, one progress.
      await editor.runCommand('Notifications: Clear All Notifications');
      await writeFile(join(folder, 'App_Data/jobs/triggered/cleanup/notes.txt'), 'kept seven days\n');
      await editor.runCommand('WebJobs: Publish Jobs…');
      await editor.waitForText('Publish which jobs?');
      await editor.press('Enter');
      await editor.pick(host);
      await editor.waitForText(`Publish 3 jobs to ${host}`);
      await editor.screenshot('publish-several');
      await editor.press('Enter');
      await editor.waitForNotification(/2 jobs on .*: cleanup \(1 file sent, .*order-worker \(1 file sent/, 60_000);
      assert.match(await readFile(orders, 'utf8'), /sent/);
    });
  });
});

function isUpload(method: string, path: string): boolean {
  return method === 'PUT' && path.startsWith('/api/zip/');
}

/** Waits until the n-th upload has begun; its answer is what does not come. */
async function untilUploading(editor: EditorDriver, { seen }: FaultProxy, count: number): Promise<void> {
  await editor.patience.until(
    `upload ${count} to begin`,
    () => Promise.resolve(seen.filter(({ method, path }) => isUpload(method, path)).length === count),
    60_000,
  );
}
