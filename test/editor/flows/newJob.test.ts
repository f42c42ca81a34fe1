import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { type EditorDriver } from '../driver/editorDriver';
import { extensionUnderTest } from '../fixtures';
import { withEditor } from '../openEditor';
import { withShop } from '../shop';

/** Waits until the list shows a row, presses keys first. */
async function seeRow(editor: EditorDriver, label: string, ...keys: string[]): Promise<void> {
  await editor.press(...keys);
  await editor.patience.until(`the row "${label}"`, async () => (await editor.quickPickItems()).includes(label));
}

/** Waits until the open question shows a text. */
async function seeText(editor: EditorDriver, text: string): Promise<void> {
  await editor.patience.until(`"${text}" in the question`, async () => (await editor.quickInputText()).includes(text));
}

test('a job made in an empty folder runs as it is, and stops cleanly', async () => {
  const parent = await realpath(await mkdtemp(join(tmpdir(), 'webjobs-new-job-')));
  const folder = join(parent, 'shop');
  await mkdir(folder);
  const options = { folder, extensionPath: extensionUnderTest(), env: { XDG_STATE_HOME: join(parent, 'state') } };
  try {
    await withEditor(options, async (editor) => {
      await editor.openView('WebJobs');
      await editor.patience.forVisible('the welcome', editor.page.locator('.welcome-view').getByText('New Job'));
      await editor.screenshot('new-job-welcome');
      await editor.runCommand('New Job…');
      await seeRow(editor, 'Continuous');
      await editor.screenshot('new-job-kind');
      await editor.pick('Continuous');

      await seeText(editor, 'Name of the job');
      await editor.typeInput('my worker');
      await seeText(editor, 'A name has no spaces');
      await editor.screenshot('new-job-name');
      await editor.acceptInput();
      await editor.typeInput('order-worker');
      await editor.acceptInput();
      await seeRow(editor, 'Node.js');
      await editor.screenshot('new-job-language');
      await editor.acceptInput();

      await editor.waitForText('"stopping_wait_time": 5');
      await editor.screenshot('new-job-made');
      const jobFolder = join(folder, 'App_Data/jobs/continuous/order-worker');
      assert.deepEqual((await readdir(jobFolder)).sort(), ['run.js', 'settings.job']);

      await editor.treeRow('order-worker');
      await editor.clickTreeAction('order-worker', 'Run Job');
      const lives = (): boolean => editor.processes().some(({ command }) => command.endsWith('run.js'));
      await editor.patience.until('the job to run', () => Promise.resolve(lives()));
      await editor.waitForText('working at');
      await editor.clickTreeAction('order-worker', 'Stop Job');
      await editor.patience.until('the job to end', () => Promise.resolve(!lives()));
      await editor.waitForText('stopped cleanly');
    });
  } finally {
    await rm(parent, { recursive: true, force: true, maxRetries: 5 });
  }
});

test('from the explorer: the kind is that of the folder, a taken name is refused, the builder writes the schedule', async () => {
  await withShop(async ({ editor, folder }) => {
    await editor.expandTreeRow('App_Data');
    await editor.expandTreeRow('jobs');
    await editor.contextMenu('triggered', 'New Job…');
    await seeText(editor, 'Name of the job');
    await editor.typeInput('Order-Worker');
    await seeText(editor, 'There is a continuous job order-worker already');
    await editor.typeInput('weekly');
    await editor.acceptInput();
    await editor.pick('Bash');
    await seeRow(editor, 'On request only');
    await editor.page.locator('.quick-input-titlebar').getByRole('button', { name: 'Back' }).click();
    await seeRow(editor, 'Python');
    await editor.pick('Bash');
    await editor.pick('Build a schedule…');

    await editor.pick('Every week, on chosen days');
    await editor.pick('Continue with Monday, Tuesday, Wednesday, Thursday, and Friday');
    await editor.pick('09:00');
    await editor.pick('Write 0 0 9 * * 1-5');
    const jobFolder = join(folder, 'App_Data/jobs/triggered/weekly');
    const settings = await editor.patience.until('the schedule in the file', async () => {
      const text = await readFile(join(jobFolder, 'settings.job'), 'utf8');
      return text.includes('"0 0 9 * * 1-5"') && text;
    });
    assert.match(settings, /^\{\n {2}\/\/ When the job runs: second minute hour day month weekday/);
    assert.equal((await stat(join(jobFolder, 'run.sh'))).mode & 0o111, 0o111);
    await editor.screenshot('new-job-scheduled');
  });
});
