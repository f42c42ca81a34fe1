import { mkdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stateFolderFor } from '../../../src/core/hostClient/userStateFolder';
import { DebugDriver } from '../driver/debugDriver';
import { webviewPage } from '../driver/webviewPage';
import { type SampleRun, writeHistory } from '../sampleHistory';
import type { Shop } from '../shop';
import { untilRow } from '../siteInShop';

/** A state of the editor worth a picture. Each begins in a fresh window over a copy of the sample workspace. */
export type Scene = (shop: Shop) => Promise<void>;

/** By the name of the picture. */
export const scenes: Readonly<Record<string, Scene>> = {
  async begin({ editor }) {
    await editor.openView('WebJobs');
    await editor.runCommand('WebJobs: New Job…');
    await editor.pick('Continuous');
    await editor.waitForText('Name of the job');
    await editor.typeInput('send-mail');
    await editor.acceptInput();
    await editor.waitForText('PowerShell');
  },

  async write({ editor }) {
    await editor.openFile('nightly-report/settings.job');
    await editor.waitForEditorText(/Monday/);
    await editor.goToLine(3, 18);
    await editor.hoverText();
  },

  async run({ editor }) {
    await editor.openView('WebJobs');
    await editor.openFile('cleanup/run.sh');
    await editor.clickTreeAction(['shop', 'Continuous', 'order-worker'], 'Run Job');
    await untilRow(editor, ['shop', 'Continuous', 'order-worker'], /running/);
    await editor.clickTreeAction(['shop', 'Triggered', 'cleanup'], 'Run Job');
    await editor.waitForOutput(/Status changed to Success/);
    await editor.page.mouse.move(700, 300);
  },

  async debug({ editor }) {
    const debug = new DebugDriver(editor);
    await debug.setBreakpoint('order-worker/run.js', 'await inbox.reject(order)');
    await editor.press('F5');
    await debug.stoppedLine();
    await debug.variable('error');
    await editor.press('Control+J');
  },

  async publish({ editor, folder }) {
    const settings = join(folder, 'App_Data/jobs/triggered/nightly-report/settings.job');
    await editor.openView('WebJobs');
    await editor.runCommand('WebJobs: Start Local Site');
    await untilRow(editor, ['Local Site'], /running/);
    await editor.contextMenu(['shop', 'Triggered', 'nightly-report'], 'Publish Job…');
    await editor.pick('Local Site');
    await editor.waitForText('report.py');
    await editor.acceptInput();
    await editor.waitForNotification(/files sent/);
    await editor.press('Escape');
    await editor.runCommand('Notifications: Clear All Notifications');
    const newer = new Date(Date.now() + 60_000);
    await writeFile(settings, (await readFile(settings, 'utf8')).replace('0 30 2 * * 1-5', '0 0 6 * * 1-5'));
    await utimes(settings, newer, newer);
    await untilRow(editor, ['shop', 'Triggered', 'nightly-report'], /06:00/);
    await editor.contextMenu(['shop', 'Triggered', 'nightly-report'], 'Publish Job…');
    await editor.pick('Local Site');
    await editor.waitForText('settings.job');
    // The mouse would show a tooltip.
    await editor.page.mouse.move(700, 500);
  },

  async timeline({ editor, folder, environment }) {
    const jobs = join(folder, 'App_Data/jobs');
    const data = join(await stateFolderFor(jobs, join(environment.XDG_STATE_HOME ?? '', 'webjobs')), 'data');
    for (const [name, schedule, runs] of timelineJobs) {
      await mkdir(join(jobs, 'triggered', name), { recursive: true });
      await writeFile(join(jobs, 'triggered', name, 'run.sh'), 'echo done\n');
      await writeFile(join(jobs, 'triggered', name, 'settings.job'), `{ "schedule": "${schedule}" }\n`);
      await writeHistory(data, name, runs);
    }
    await editor.openView('WebJobs');
    await editor.runCommand('WebJobs: Enable Schedules in This Workspace');
    await editor.runCommand('WebJobs: Show Timeline of Runs');
    await webviewPage(editor).locator('.item.planned').first().waitFor();
    await webviewPage(editor).locator('.item.long').first().hover();
  },
};

/** A day of a shop: one run that failed, one that took far too long, and jobs that get in each other's way. */
const timelineJobs: readonly (readonly [name: string, schedule: string, runs: readonly SampleRun[]])[] = [
  ['nightly-report', '0 30 2 * * *', [{ minutesAgo: 500, minutes: 25, status: 'Failed' }]],
  ['sync-stock', '0 */30 * * * *', every(30, 40, { 12: { minutes: 26 } })],
  ['send-invoices', '0 0 */4 * * *', every(240, 5, { 2: { minutes: 150 } }, 45)],
  ['import-orders', '0 15 6-20 * * 1-5', every(60, 12, { 5: { status: 'Failed' } }, 20)],
  ['heartbeat', '*/10 * * * * *', []],
];

/** So many runs, each `step` minutes before the one after it. */
function every(
  step: number,
  count: number,
  special: Readonly<Record<number, Partial<SampleRun>>>,
  minutes = 6,
): SampleRun[] {
  return Array.from({ length: count }, (_, index) => ({
    minutesAgo: (index + 1) * step + 3,
    minutes,
    ...special[index],
  }));
}
