import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import test from 'node:test';
import type { EditorDriver } from '../driver/editorDriver';
import { extensionUnderTest } from '../fixtures';
import { withEditor } from '../openEditor';
import { untilRow } from '../siteInShop';

test('a window without jobs loads nothing but the entry, until a job is made by hand', async () => {
  await withoutJobs(async (editor, folder) => {
    const job = join(folder, 'App_Data/jobs/triggered/report');
    await mkdir(job, { recursive: true });
    await writeFile(join(job, 'run.sh'), 'echo reported\n');
    await editor.patience.until('the job to be noticed', () => hasStarted(editor));
    await editor.openView('WebJobs');
    await untilRow(editor, [basename(folder), 'Triggered', 'report'], /not run yet/);
    await rm(join(folder, 'App_Data'), { recursive: true });
    await editor.waitForText('No WebJob was found in this workspace.');
  });
});

test('a window without jobs says how to begin once somebody looks at the view', async () => {
  await withoutJobs(async (editor) => {
    await editor.openView('WebJobs');
    await editor.waitForText('No WebJob was found in this workspace.');
    await editor.patience.until('the rest to be loaded', () => hasStarted(editor));
    await editor.waitForText('No WebJob was found in this workspace.');
    await editor.screenshot('idle-welcome');
  });
});

/** Opens a folder that holds no jobs and shows a file that activates the extension all the same. */
async function withoutJobs(use: (editor: EditorDriver, folder: string) => Promise<void>): Promise<void> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'webjobs-no-jobs-')));
  try {
    await writeFile(join(folder, 'tsconfig.json'), '{\n  // JSON with comments, as settings.job is.\n}\n');
    await withEditor({ folder, extensionPath: extensionUnderTest() }, async (editor) => {
      await editor.openFile('tsconfig.json');
      await activated(editor);
      assert.equal(await hasStarted(editor), false);
      await use(editor, folder);
    });
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Waits until VS Code lists the extension among those that it has activated. */
async function activated(editor: EditorDriver): Promise<void> {
  await editor.runCommand('Developer: Show Running Extensions', 60_000);
  const row = editor.page.locator('.runtime-extensions-editor .extension').filter({ hasText: 'WebJobs' });
  await editor.patience.until('the extension among the activated ones', async () =>
    /Activation: \d+ms/.test(String(await row.allInnerTexts())),
  );
}

/** What is built beyond the entry begins with a log. */
async function hasStarted(editor: EditorDriver): Promise<boolean> {
  await editor.runCommand('Output: Show Output Channels...');
  const channels = await editor.quickPickItems();
  await editor.press('Escape');
  return channels.includes('WebJobs');
}
