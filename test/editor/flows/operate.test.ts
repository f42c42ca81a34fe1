import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { writeTree } from '../../support/fileTree';
import { type Shop, withShop } from '../shop';
import { connectByAddress, untilRow, withSampleSite } from '../siteInShop';

test('runs of a remote job are listed and read, its settings saved with care, and it is deleted', async () => {
  await withSampleSite(async (site) => {
    const host = new URL(site.url).host;
    const jobs = join(site.home, 'site/wwwroot/App_Data/jobs');
    const settings = join(jobs, 'triggered/nightly-report/settings.job');
    await withShop(async ({ editor }) => {
      await editor.openView('WebJobs');
      await connectByAddress(editor, site);
      const cleanup = [host, 'Triggered', 'cleanup'];
      await untilRow(editor, cleanup, /not run yet/);

      await editor.clickTreeAction(cleanup, 'Run Job');
      await editor.waitForOutput(/INFO\] cleanup: 0 files/, 30_000);
      await untilRow(editor, cleanup, /succeeded/);
      await editor.expandTreeRow(cleanup);
      const run = await editor.patience.until('a run below the job', async () => {
        const rows = await editor.treeRows();
        const start = rows.findIndex(({ label }) => label === host);
        return rows.slice(start).find(({ level, description }) => level === 4 && description.includes('succeeded · '));
      });
      await editor.screenshot('operate-runs');
      await (await editor.treeRow([...cleanup, run.label])).click();
      await editor.waitForEditorText(/INFO\] cleanup: 0 files older than 7 days/);
      await editor.screenshot('operate-run-output');

      const report = [host, 'Triggered', 'nightly-report'];
      await editor.contextMenu(report, 'Open settings.job');
      await editor.waitForEditorText('"0 30 2 * * 1-5"');
      // The inlay hint proves that the language server reads the document of the site.
      await editor.waitForEditorText(/Monday|weekday|Mon/);
      await editor.screenshot('operate-remote-settings');
      await editor.goToLine(3);
      await editor.press('End');
      await editor.page.keyboard.type(' // nights');
      await editor.press('Control+S');
      await editor.patience.until('the settings on the site', async () =>
        (await readFile(settings, 'utf8')).includes('// nights'),
      );

      // The editor has taken note of what it wrote once the tab is clean.
      await editor.patience.until(
        'the tab to be clean',
        async () => (await editor.page.locator('.tab.active.dirty').count()) === 0,
      );
      await editor.page.keyboard.type('!');
      await writeFile(settings, '{ "schedule": "0 0 4 * * *" }\n');
      // A site tells whole seconds: VS Code itself notices a change only in a later one.
      await utimes(settings, new Date(), new Date(Date.now() + 5_000));
      await editor.press('Control+S');
      // VS Code sees it by the time of the file, unless it has just read the file again; then the site's tag tells us.
      await editor.patience.until('a word of the conflict', async () => {
        const isAsked = (await editor.page.locator('.monaco-dialog-box:visible').count()) > 0;
        if (isAsked) await editor.clickDialogButton('Cancel');
        const toast = editor.page.locator('.notification-toast').filter({ hasText: 'content of the file is newer' });
        return isAsked || (await toast.count()) > 0;
      });
      await editor.screenshot('operate-conflict');
      assert.match(await readFile(settings, 'utf8'), /0 0 4/, 'the version on the site was not replaced');
      await editor.runCommand('File: Revert File');
      await editor.waitForEditorText('0 0 4 * * *');

      await editor.contextMenu(report, 'Why Does This Job Not Run?');
      await editor.waitForEditorText('Why does nightly-report not run?');
      await editor.screenshot('operate-why');

      await editor.contextMenu(cleanup, 'Delete Job…');
      assert.match(await editor.dialogText(), new RegExp(`cleanup from ${host}`));
      await editor.clickDialogButton('Delete Job');
      await editor.waitForNotification(/cleanup was deleted/);
      assert.equal(existsSync(join(jobs, 'triggered/cleanup')), false);
    });
  });
});

test('runs of a workspace job are listed too, its schedule is taken away and given back with its comments, and all jobs start and stop together', async () => {
  await withShop(async (shop) => {
    const { editor, folder } = shop;
    const settings = join(folder, 'App_Data/jobs/triggered/nightly-report/settings.job');
    const before = await readFile(settings, 'utf8');
    await editor.openView('WebJobs');
    const cleanup = ['shop', 'Triggered', 'cleanup'];
    await editor.clickTreeAction(cleanup, 'Run Job');
    await untilRow(editor, cleanup, /succeeded/);
    await editor.expandTreeRow(cleanup);
    await editor.patience.until('a run below the job', async () =>
      (await editor.treeRows()).some(({ level, description }) => level === 4 && description.includes('succeeded · ')),
    );

    const report = ['shop', 'Triggered', 'nightly-report'];
    await editor.contextMenu(report, 'Disable Schedule of Job');
    await editor.patience.until('the schedule to be gone', async () => {
      const text = await readFile(settings, 'utf8');
      return text !== '' && !text.includes('schedule');
    });
    await editor.waitForNotification(/has no schedule any more; it was 0 30 2/);
    await editor.patience.until('the row without a schedule', async () =>
      (await editor.treeRows()).some(
        ({ label, description }) => label === 'nightly-report' && !description.includes('At 02'),
      ),
    );
    await editor.contextMenu(report, 'Enable Schedule of Job…');
    await editor.patience.until('the settings as they were', async () => (await readFile(settings, 'utf8')) === before);
    await editor.screenshot('operate-workspace');
    await startAndStopAll(shop);
  });
});

/** The button of the view starts every continuous job, and another one in its place stops them. */
async function startAndStopAll(shop: Shop): Promise<void> {
  const { editor, folder } = shop;
  await writeTree(join(folder, 'App_Data/jobs/continuous/heartbeat'), {
    'beat.js': "setInterval(() => console.log('beats'), 1000);\n",
    'settings.job': '{ "stopping_wait_time": 1 }\n',
  });
  const continuous = [
    { row: ['shop', 'Continuous', 'heartbeat'], script: 'beat.js' },
    { row: ['shop', 'Continuous', 'order-worker'], script: 'run.js' },
  ];
  await editor.treeRow(['shop', 'Continuous', 'heartbeat']);
  await clickViewAction(shop, 'Start All Continuous Jobs');
  for (const { row, script } of continuous) {
    await untilRow(editor, row, /running/);
    assert.equal(shop.jobProcesses(script).length, 1, script);
  }
  assert.deepEqual(shop.jobProcesses('run.sh'), [], 'triggered jobs are asked for one by one');
  await editor.screenshot('operate-all-started');
  await clickViewAction(shop, 'Stop All Jobs');
  for (const { row, script } of continuous) {
    await untilRow(editor, row, /stopped/);
    assert.deepEqual(shop.jobProcesses(script), []);
  }
  await editor.screenshot('operate-all-stopped');
}

/** Clicks a button in the title of the view, which shows under the mouse. */
async function clickViewAction({ editor }: Shop, title: string): Promise<void> {
  const bar = editor.page.locator('.part.sidebar .composite.title');
  await bar.hover();
  const button = bar.locator(`.action-label[aria-label^=${JSON.stringify(title)}]`);
  await (await editor.patience.forVisible(`the button "${title}"`, button)).click();
}
