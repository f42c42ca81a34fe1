import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import type { EditorDriver } from '../driver/editorDriver';
import type { LocalSite } from '../localSite';
import { withShop } from '../shop';
import { untilRow, withSampleSite } from '../siteInShop';

test('jobs of a site that is known by its publish profile are followed, scheduled, linked to and downloaded', async () => {
  await withSampleSite(async (site) => {
    const jobs = join(site.home, 'site/wwwroot/App_Data/jobs');
    const logs = join(site.home, 'data/jobs/continuous/noisy');
    const settings = join(jobs, 'triggered/nightly-report/settings.job');
    await mkdir(join(jobs, 'continuous/noisy'), { recursive: true });
    await writeFile(join(jobs, 'continuous/noisy/run.js'), noisyJob);
    await withShop(async ({ editor, folder }) => {
      await editor.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await editor.openView('WebJobs');

      // From a file, and after it was forgotten from pasted text.
      const profile = join(folder, '..', 'shop-site.PublishSettings');
      await writeFile(profile, profileOf(site));
      await editor.runCommand('WebJobs: Connect to Site…');
      await editor.pick('Publish Profile File…');
      await answerFileDialog(editor, profile);
      await untilRow(editor, ['shop-site', 'Continuous', 'noisy'], /running/);
      await editor.contextMenu('shop-site', 'Remove Site…');
      await editor.clickDialogButton('Forget Site');
      await editor.patience.until('the site to leave the tree', async () =>
        (await editor.treeRows()).every(({ label }) => label !== 'shop-site'),
      );
      await setClipboard(editor, profileOf(site));
      await editor.runCommand('WebJobs: Connect to Site…');
      await editor.pick('Publish Profile from the Clipboard');
      const noisy = ['shop-site', 'Continuous', 'noisy'];
      await untilRow(editor, noisy, /running/);

      // A tail goes on when the log is rolled over and when the job is started again.
      await editor.clickTreeAction(noisy, 'Show Output');
      await editor.waitForOutput(/generation 1 begins/);
      await writeFile(join(logs, 'fill'), '');
      await editor.waitForOutput(/the log is full/, 60_000);
      await editor.clickTreeAction(noisy, 'Stop Job');
      await untilRow(editor, noisy, /stopped/);
      assert.ok(existsSync(join(logs, 'job_prev_log.txt')), 'the log was rolled over');
      await editor.clickTreeAction(noisy, 'Run Job');
      await editor.waitForOutput(/generation 2 begins/, 60_000);
      await editor.screenshot('remote-tail');
      await editor.expandTreeRow(noisy);
      await editor.patience.until('an instance below the job', async () =>
        (await editor.treeRows()).some(({ level, description }) => level === 4 && description === 'Running'),
      );

      // A run with arguments is followed to its end.
      const cleanup = ['shop-site', 'Triggered', 'cleanup'];
      await editor.contextMenu(cleanup, 'Run Job with Arguments…');
      await editor.waitForText('Arguments for cleanup');
      await editor.typeInput('3');
      await editor.acceptInput();
      await editor.waitForOutput(/cleanup: 0 files older than 3 days/, 60_000);
      await editor.waitForOutput(/── .*cleanup.* ──/, 60_000);
      await editor.screenshot('remote-run');

      // Links hold no password.
      await editor.contextMenu(cleanup, 'Copy as curl');
      const curl = await untilClipboard(editor, /^curl /);
      assert.match(curl, /api\/triggeredwebjobs\/cleanup\/run/);
      assert.ok(!curl.includes(site.password));
      await editor.contextMenu(cleanup, 'Copy Web Hook URL');
      assert.equal(await untilClipboard(editor, /^http/), `${site.url}/api/triggeredwebjobs/cleanup/run`);

      // The schedule is taken away and given back, and the scheduler's log tells of it.
      const report = ['shop-site', 'Triggered', 'nightly-report'];
      const before = await readFile(settings, 'utf8');
      await editor.contextMenu(report, 'Disable Schedule of Job');
      await editor.patience.until('the schedule to be gone', async () => {
        const text = await readFile(settings, 'utf8');
        return text !== '' && !text.includes('schedule');
      });
      await untilRow(editor, report, /^(?!.*At 02)/s);
      await editor.contextMenu(report, 'Enable Schedule of Job…');
      await editor.patience.until('the settings as before', async () => (await readFile(settings, 'utf8')) === before);
      await editor.contextMenu(report, 'Open Scheduler Log');
      await editor.waitForEditorText(/next schedule/i);
      await editor.screenshot('remote-scheduler-log');

      // A conflict is decided once.
      await editor.contextMenu(report, 'Open settings.job');
      await editor.waitForEditorText('"0 30 2 * * 1-5"');
      await editor.goToLine(1);
      await editor.press('End');
      await editor.page.keyboard.type(' // mine');
      await writeFile(settings, '{ "schedule": "0 0 4 * * *" }\n');
      // A site tells whole seconds: VS Code itself notices a change only in a later one.
      await utimes(settings, new Date(), new Date(Date.now() + 5_000));
      await editor.press('Control+S');
      await editor.clickNotificationButton(/content of the file is newer/, 'Overwrite');
      await editor.patience.until('my version on the site', async () =>
        (await readFile(settings, 'utf8')).includes('// mine'),
      );

      // Everything that was written about a job is saved as an archive.
      await editor.contextMenu(cleanup, 'Download Logs…');
      await answerFileDialog(editor);
      await editor.waitForNotification(/Saved as .*cleanup-logs\.zip/);
      const archive = await readFile(join(folder, 'cleanup-logs.zip'));
      assert.equal(archive.subarray(0, 2).toString(), 'PK');
    });
  });
});

/** Tells its generation, and fills its log beyond the size at which the engine begins another one, when it is asked to. */
const noisyJob = `
const fs = require('node:fs');
const file = (name) => process.env.WEBJOBS_DATA_PATH + '/' + name;
const generation = 1 + (fs.existsSync(file('generation')) ? Number(fs.readFileSync(file('generation'), 'utf8')) : 0);
fs.writeFileSync(file('generation'), String(generation));
console.log('generation ' + generation + ' begins');
setInterval(() => {
  if (fs.existsSync(process.env.WEBJOBS_SHUTDOWN_FILE)) process.exit();
  if (!fs.existsSync(file('fill'))) return;
  fs.rmSync(file('fill'));
  for (let line = 0; line < 150; line++) console.log('line ' + line + ' ' + 'x'.repeat(8000));
  console.log('the log is full');
}, 100);
`;

/** As the portal hands it out. */
function profileOf({ url, user, password }: Omit<LocalSite, 'stop'>): string {
  const attributes = {
    profileName: 'shop-site - Zip Deploy',
    publishMethod: 'ZipDeploy',
    publishUrl: new URL(url).host,
    msdeploySite: 'shop-site',
    userName: user,
    userPWD: password,
  };
  const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  const texts = Object.entries(attributes).map(([name, value]) => `${name}="${escaped(value)}"`);
  return `<publishData><publishProfile ${texts.join(' ')} /></publishData>`;
}

/** This editor asks for files with a line to type a path in; without one it is what the dialog offers. */
async function answerFileDialog(editor: EditorDriver, path?: string): Promise<void> {
  await editor.patience.until('a dialog for a file', async () => /OK|Save|Open/.test(await editor.quickInputText()));
  const box = editor.page.locator('.quick-input-widget:visible');
  await editor.patience.until('the path to be accepted', async () => {
    // The dialog puts the folder that it has read in place of what was typed before.
    if (path !== undefined && (await box.isVisible())) await editor.typeInput(path);
    await editor.acceptInput();
    return box.waitFor({ state: 'hidden', timeout: 2000 }).then(
      () => true,
      () => false,
    );
  });
}

async function setClipboard(editor: EditorDriver, text: string): Promise<void> {
  await editor.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
}

async function untilClipboard(editor: EditorDriver, pattern: RegExp): Promise<string> {
  return editor.patience.until(`${String(pattern)} in the clipboard`, async () => {
    const text = String(await editor.page.evaluate('navigator.clipboard.readText()'));
    return pattern.test(text) && text;
  });
}
