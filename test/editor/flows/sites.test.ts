import assert from 'node:assert/strict';
import { cp, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import type { EditorDriver } from '../driver/editorDriver';
import { sampleWorkspace } from '../fixtures';
import { type LocalSite, startLocalSite } from '../localSite';
import { withShop } from '../shop';

test('a site is connected, run, published to and forgotten; wrong passwords and a dead site are explained', async () => {
  await withSite(async (site) => {
    const host = new URL(site.url).host;
    await withShop(async ({ editor }) => {
      await editor.openView('WebJobs');

      await connect(editor, { url: site.url, user: site.user, password: 'wrong' });
      await editor.waitForNotification(/HTTP 401.*credentials are wrong/s);
      await editor.runCommand('Notifications: Clear All Notifications');

      await connect(editor, site);
      const worker = [host, 'Continuous', 'order-worker'];
      await untilRow(editor, worker, /running/);
      await editor.screenshot('site-connected');

      await editor.clickTreeAction([host, 'Triggered', 'cleanup'], 'Run Job');
      await editor.waitForOutput(/INFO\] cleanup: 0 files/, 30_000);

      await editor.clickTreeAction(worker, 'Stop Job');
      await untilRow(editor, worker, /stopped/);
      await editor.clickTreeAction(worker, 'Run Job');
      await untilRow(editor, worker, /running/);

      await editor.contextMenu(['shop', 'Continuous', 'order-worker'], 'Publish Job…');
      await editor.pick(host);
      await editor.waitForText('Nothing to publish');
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

/** Serves a site that holds the sample jobs for the time of `use`. */
async function withSite(use: (site: LocalSite) => Promise<void>): Promise<void> {
  const home = await realpath(await mkdtemp(join(tmpdir(), 'webjobs-site-')));
  await cp(join(sampleWorkspace, 'App_Data'), join(home, 'site/wwwroot/App_Data'), {
    recursive: true,
    preserveTimestamps: true,
  });
  const site = await startLocalSite(home);
  assert.ok(site, 'the terminal command has been built');
  try {
    await use(site);
  } finally {
    await site.stop();
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function connect(editor: EditorDriver, { url, user, password }: Omit<LocalSite, 'stop'>): Promise<void> {
  await editor.runCommand('WebJobs: Connect to Site…');
  await editor.pick('Address, User and Password…');
  const answers: readonly [question: string, text: string][] = [
    ['Address of the SCM site', url],
    ['User (2/3)', user],
    ['Password (3/3)', password],
  ];
  for (const [question, text] of answers) {
    await editor.waitForText(question);
    await editor.typeInput(text);
    await editor.acceptInput();
  }
}

async function untilRow(editor: EditorDriver, path: readonly string[], state: RegExp): Promise<void> {
  const row = await editor.treeRow(path);
  await editor.patience.until(
    `the row ${path.join(' › ')} to match ${String(state)}`,
    async () => state.test(await row.innerText()),
    45_000,
  );
}
