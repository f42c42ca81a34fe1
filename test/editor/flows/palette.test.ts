import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import type { EditorDriver } from '../driver/editorDriver';
import { extensionUnderTest, repository, sampleWorkspace } from '../fixtures';
import { type EditorOptions, withEditor } from '../openEditor';

/** Titles of the commands that the palette offers where nothing, or next to nothing, can be done. */
const situations: readonly {
  readonly name: string;
  readonly window: (emptyFolder: string) => Pick<EditorOptions, 'folder' | 'trust'>;
  /** Shown once the window knows what there is. */
  readonly sign: string;
  readonly offered: readonly string[];
}[] = [
  {
    name: 'nothing open',
    window: () => ({}),
    sign: 'Open Folder',
    offered: ['connectToSite', 'refresh', 'showLog', 'startLocalSite'],
  },
  {
    name: 'a folder without jobs',
    window: (emptyFolder) => ({ folder: emptyFolder }),
    sign: 'New Job',
    offered: ['connectToSite', 'newJob', 'refresh', 'showLog', 'startLocalSite'],
  },
  {
    name: 'a folder that is not trusted',
    window: () => ({ folder: sampleWorkspace, trust: 'restricted' }),
    sign: 'order-worker',
    offered: [
      'buildSchedule',
      'copyAsCurl',
      'copyWebHookUrl',
      'dismissEnd',
      'downloadLogs',
      'explainJob',
      'newJob',
      'openJobLog',
      'openSchedulerLog',
      'openScript',
      'openSettings',
      'refresh',
      'showErrorsOnly',
      'showLog',
      'showOutput',
      'showTimeline',
    ],
  },
];

const manifest = read('package.json') as { contributes: { commands: { command: string; title: string }[] } };
const texts = read('package.nls.json') as Record<string, string>;
const titles = new Map(
  manifest.contributes.commands.map(({ command, title }) => [
    texts[title.replaceAll('%', '')] ?? title,
    command.replace('webjobs.', ''),
  ]),
);

for (const { name, window, sign, offered } of situations) {
  test(`commands of the palette with ${name}: offered are those that work, and each says what it needs`, async () => {
    const emptyFolder = await realpath(await mkdtemp(join(tmpdir(), 'webjobs-empty-')));
    const state = join(emptyFolder, '..', `${emptyFolder}-state`);
    try {
      await withEditor(
        {
          ...window(emptyFolder),
          extensionPath: extensionUnderTest(),
          env: { XDG_STATE_HOME: state },
          // The palette takes a part of the window's height, and only what can be seen of its list can be read.
          viewport: { width: 1280, height: 2600 },
        },
        async (editor) => {
          await editor.openView('WebJobs');
          await editor.waitForText(sign);
          const found = await offeredCommands(editor);
          assert.deepEqual(found.map((title) => titles.get(title) ?? title).sort(), offered);
          for (const title of found) await tryCommand(editor, title);
        },
      );
    } finally {
      for (const folder of [emptyFolder, state]) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  });
}

/** Every command of ours in the palette. */
async function offeredCommands(editor: EditorDriver): Promise<string[]> {
  await editor.press('F1');
  await editor.typeInput('>WebJobs: ');
  await editor.patience.until('commands in the palette', async () =>
    (await editor.quickPickItems()).some((label) => label.startsWith('WebJobs: ')),
  );
  const labels = (await editor.quickPickItems()).map((label) => label.replace(/^WebJobs: /, ''));
  await editor.press('Escape');
  // VS Code adds one of its own for the view.
  return labels.filter((label) => titles.has(label));
}

/** Runs a command, and dismisses whatever it asks. What it says has to be meant for people. */
async function tryCommand(editor: EditorDriver, title: string): Promise<void> {
  await editor.runCommand(`WebJobs: ${title}`);
  const { page } = editor;
  const answers = page.locator('.quick-input-widget:visible, .monaco-dialog-box, .notification-toast');
  // Some do their work without a word.
  await answers
    .first()
    .waitFor({ state: 'visible', timeout: 1000 })
    .catch(() => undefined);
  const notifications = await editor.notifications();
  for (const text of notifications) {
    assert.doesNotMatch(text, /internal error|undefined|\bError:|\n\s+at |not found/i, `"${title}" says: ${text}`);
  }
  await editor.press('Escape', 'Escape');
  if (notifications.length > 0) await editor.runCommand('Notifications: Clear All Notifications');
}

function read(file: string): unknown {
  return JSON.parse(readFileSync(join(repository, file), 'utf8'));
}
