import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { extensionUnderTest } from '../fixtures';
import { withEditor } from '../openEditor';
import { withShop } from '../shop';
import { untilRow } from '../siteInShop';

test('a settings.job helps in a window that was opened without any job', async () => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'webjobs-no-jobs-')));
  try {
    await writeFile(join(folder, 'README.md'), 'A folder without jobs.\n');
    await withEditor({ folder, extensionPath: extensionUnderTest() }, async (editor) => {
      // Only now, so that nothing in the folder wakes the extension when the window opens.
      await mkdir(join(folder, 'tool'));
      await writeFile(join(folder, 'tool/run.sh'), '#!/bin/bash\n');
      await writeFile(join(folder, 'tool/settings.job'), '{\n  "schedule": "0 30 2 * * *"\n}\n');
      await editor.openFile('tool/settings.job');
      await editor.waitForEditorText(/run\.sh · working copy/);
      await editor.waitForEditorText(/At 02:30 every day · next \w{3} 02:30/);
      await editor.screenshot('language-no-jobs');
    });
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});

test('settings that the service cannot read are marked in the tree, until they are mended', async () => {
  await withShop(async ({ editor, folder }) => {
    const settings = join(folder, 'App_Data/jobs/triggered/nightly-report/settings.job');
    const row = ['shop', 'Triggered', 'nightly-report'];
    await editor.openView('WebJobs');
    await untilRow(editor, row, /At 02:30/);
    await writeFile(settings, '{ "schedule": "0 30 2 * * *"\n');
    await untilRow(editor, row, /settings\.job cannot be read/);
    await editor.screenshot('language-tree-mark');
    await writeFile(settings, '{ "schedule": "0 30 2 * * *" }\n');
    await untilRow(editor, row, /At 02:30 every day/);
  });
});
