import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { type EditorDriver } from '../driver/editorDriver';
import { copyWorkspace, emptyExtension, type WorkspaceCopy } from '../fixtures';
import { openEditor } from '../openEditor';

/** One window for all tests of this file: each leaves it as it found it. */
let editor: EditorDriver;
let workspace: WorkspaceCopy;

before(async () => {
  workspace = await copyWorkspace();
  editor = await openEditor({
    folder: workspace.folder,
    extensionPath: emptyExtension,
    userSettings: { 'explorer.confirmDelete': true },
  });
});

after(async () => {
  await editor.close();
  await workspace.remove();
});

test('views are opened by their icon, and stay open', async () => {
  await editor.openView('Search');
  await editor.openView('Explorer');
  // The view is there before its rows are.
  await editor.treeRow('README.md');
  await editor.openView('Explorer');
  assert.deepEqual(
    (await editor.treeRows()).map(({ label, level }) => `${level} ${label}`),
    ['1 App_Data', '1 README.md'],
  );
});

test('dialogs are read and answered', async () => {
  await editor.contextMenu('README.md', 'Delete Permanently');
  assert.match(await editor.dialogText(), /delete 'README\.md'/);
  await editor.clickDialogButton('Delete');
  await editor.patience.until('the file to be gone', () =>
    Promise.resolve(!existsSync(join(workspace.folder, 'README.md'))),
  );
});

test('questions are answered by typing and by choosing', async () => {
  await editor.runCommand('Terminal: Create New Terminal');
  await editor.typeInTerminal('echo $((40 + 2)) apples\n');
  assert.match(await editor.waitForOutput('42 apples'), /echo/);
  await editor.runCommand('Terminal: Rename...');
  await editor.typeInput('orchard');
  await editor.acceptInput();
  await editor.waitForText('orchard');
  await editor.runCommand('Terminal: Kill All Terminals');
  await editor.runCommand('Preferences: Color Theme');
  assert.ok((await editor.quickPickItems()).includes('Dark Modern'));
  await editor.pick('Dark Modern');
});

test('an output channel is read', async () => {
  await editor.runCommand('Output: Show Output Channels...');
  await editor.pick('Extension Host (Remote)');
  await editor.waitForOutput(/_doActivateExtension webjobs-tests\.empty, startup: false, activationEvent/);
});

test('a window is loaded anew', async () => {
  await editor.reload();
  await editor.runCommand('Say Hello');
  await editor.waitForNotification('Hello, world');
});

test('the extension host is found and killed, and a window loaded anew has another one', async () => {
  const killed = await editor.extensionHostPid();
  process.kill(killed, 'SIGKILL');
  await editor.patience.until('the end of the extension host', () =>
    Promise.resolve(!editor.processes().some(({ pid }) => pid === killed)),
  );
  await editor.reload();
  await editor.runCommand('Say Hello');
  await editor.waitForNotification('Hello, world');
});

test('what is waited for in vain is named and pictured', async () => {
  await assert.rejects(editor.treeRow('no-such-job', 200), (error: Error) => {
    const [, picture = ''] = /Picture: (.*)$/.exec(error.message) ?? [];
    assert.match(error.message, /^Waited 200 ms in vain for the tree row "no-such-job"\./);
    return existsSync(picture);
  });
});

test('unsaved text does not keep the window from closing', async () => {
  await editor.runCommand('Create: New File...');
  await editor.pick('Text File');
  await editor.waitForText('Untitled-1');
  await editor.page.keyboard.type('not saved');
  await editor.waitForEditorText('not saved');
});
