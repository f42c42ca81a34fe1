import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { stateFolderFor } from '../../../src/core/hostClient/userStateFolder';
import { webviewPage } from '../driver/webviewPage';
import { writeHistory } from '../sampleHistory';
import { withShop } from '../shop';
import { connectByAddress, untilRow, withSampleSite } from '../siteInShop';

test('the timeline shows runs as they happen and starts to come; keys lead to the log of a run', async () => {
  await withShop(async (shop) => {
    const { editor, folder, environment } = shop;
    const job = join(folder, 'App_Data/jobs/triggered/nightly-report');
    await writeFile(join(job, 'settings.job'), '{ "schedule": "0 30 2 * * *" }');
    const userState = join(environment.XDG_STATE_HOME ?? '', 'webjobs');
    const state = await stateFolderFor(join(folder, 'App_Data/jobs'), userState);
    await writeHistory(join(state, 'data'), 'nightly-report', [{ minutesAgo: 90, minutes: 12, status: 'Failed' }]);
    const item = (label: RegExp) =>
      webviewPage(editor).locator('.row .item').and(webviewPage(editor).getByLabel(label));
    const seen = (what: string, label: RegExp) => editor.patience.forVisible(what, item(label));

    await editor.openView('WebJobs');
    await untilRow(editor, ['shop', 'Triggered', 'nightly-report'], /failed \d/);
    const title = editor.page.locator('.part.sidebar .title-actions .action-label[aria-label="Show Timeline of Runs"]');
    await (await editor.patience.forVisible('the button of the timeline', title)).click();
    await seen('a run of an earlier day', /^nightly-report: .*failed, 12 min/);
    await seen('a start to come', /^nightly-report: .*start if schedules were on/);
    assert.deepEqual(shop.hostProcesses(), [], 'a picture starts no host');

    await editor.clickTreeAction(['shop', 'Triggered', 'cleanup'], 'Run Job');
    await untilRow(editor, ['shop', 'Triggered', 'cleanup'], /succeeded/);
    await seen('the new run', /^cleanup: .*succeeded/);

    await item(/^nightly-report: .*failed/).focus();
    await editor.press('ArrowUp');
    await editor.page.keyboard.press('Enter');
    await editor.waitForEditorText(/cleanup: 0 files older than 7 days/);

    // Back on its tab the page is there as it was left.
    await editor.runCommand('WebJobs: Show Timeline of Runs');
    await seen('the timeline again', /^cleanup: .*succeeded/);
    await webviewPage(editor).getByRole('radio', { name: 'Table' }).check();
    const row = webviewPage(editor).locator('#past tr', { hasText: 'nightly-report' });
    assert.match(await row.innerText(), /failed\s+12 min/);
    await editor.screenshot('timeline-table');
    await row.getByRole('button').focus();
    await editor.page.keyboard.press('Enter');
    await editor.waitForEditorText(/Status changed to Failed/);
  });
});

test('a connected site has its part in the timeline, and its runs lead to their logs too', async () => {
  await withSampleSite(async (site) => {
    const host = new URL(site.url).host;
    const job = join(site.home, 'site/wwwroot/App_Data/jobs/triggered/nightly-report');
    await writeFile(join(job, 'settings.job'), '{ "schedule": "0 30 2 * * *" }');
    await withShop(async ({ editor }) => {
      await editor.openView('WebJobs');
      await connectByAddress(editor, site);
      await untilRow(editor, [host, 'Triggered', 'cleanup'], /not run yet/);
      await editor.runCommand('WebJobs: Show Timeline of Runs');
      const group = webviewPage(editor).locator('.group').filter({ hasText: host });
      const start = group.getByLabel(/^nightly-report: .*start planned/);
      await webviewPage(editor).getByRole('radio', { name: '24 hours' }).check();
      await editor.patience.forVisible('a start that the schedule of the site will bring', start);

      await editor.clickTreeAction([host, 'Triggered', 'cleanup'], 'Run Job');
      const run = group.getByLabel(/^cleanup: .*succeeded/);
      await editor.patience.forVisible('the run of the site', run, 45_000);
      await run.click();
      await editor.waitForEditorText(/cleanup: 0 files older than 7 days/);
    });
  });
});
