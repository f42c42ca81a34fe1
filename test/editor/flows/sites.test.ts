import assert from 'node:assert/strict';
import test from 'node:test';
import { withShop } from '../shop';
import { connectByAddress, untilRow, withSampleSite } from '../siteInShop';

test('a site is connected, run, published to and forgotten; wrong passwords and a dead site are explained', async () => {
  await withSampleSite(async (site) => {
    const host = new URL(site.url).host;
    await withShop(async ({ editor }) => {
      await editor.openView('WebJobs');

      await connectByAddress(editor, { url: site.url, user: site.user, password: 'wrong' });
      await editor.waitForNotification(/HTTP 401.*credentials are wrong/s);
      await editor.runCommand('Notifications: Clear All Notifications');

      await connectByAddress(editor, site);
      const worker = [host, 'Continuous', 'order-worker'];
      await untilRow(editor, worker, /running/);
      await editor.screenshot('site-connected');

      // An editor in a browser reaches a port of its machine by way of its server.
      const opened = editor.page.context().waitForEvent('page');
      await editor.contextMenu(host, 'Open Site in Browser');
      const browserPage = await opened;
      assert.ok(browserPage.url().includes(new URL(site.url).port), browserPage.url());
      await browserPage.close();

      await editor.clickTreeAction([host, 'Triggered', 'cleanup'], 'Run Job');
      await editor.waitForOutput(/INFO\] cleanup: 0 files/, 30_000);

      await editor.contextMenu(['shop', 'Continuous', 'order-worker'], 'Publish Job…');
      await editor.pick(host);
      await editor.waitForText('Nothing to publish');
      await editor.press('Escape');

      // Several rows at once.
      const report = await editor.treeRow(['shop', 'Triggered', 'nightly-report']);
      await (await editor.treeRow(['shop', 'Triggered', 'cleanup'])).click();
      await report.click({ modifiers: ['Control'] });
      await editor.contextMenu(report, 'Publish Job…');
      await editor.waitForText('Publish 2 jobs to which site?');
      await editor.screenshot('site-publish-selected');
      await editor.press('Escape');

      await site.stop();
      await editor.runCommand('WebJobs: Refresh');
      await untilRow(editor, [host], /the connection is refused/);
      await editor.screenshot('site-gone');

      await editor.contextMenu(host, 'Remove Site…');
      await editor.clickDialogButton('Forget Site');
      await editor.patience.until('the site to leave the tree', async () =>
        (await editor.treeRows()).every(({ label }) => label !== host),
      );
    });
  });
});

test('in an untrusted folder jobs are listed, and running them waits for trust', async () => {
  await withShop(
    async (shop) => {
      const { editor } = shop;
      await editor.openView('WebJobs');
      const row = await editor.treeRow('order-worker');
      await row.hover();
      const run = row.locator('.actions .action-label').and(editor.page.getByLabel('Run Job'));
      await editor.patience.forVisible('the action "Run Job"', run);
      assert.equal(await run.getAttribute('aria-disabled'), 'true');
      await editor.screenshot('restricted');
      assert.deepEqual(shop.jobProcesses('run.js'), []);
    },
    { trust: 'restricted' },
  );
});
