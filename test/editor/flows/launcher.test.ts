import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import test from 'node:test';
import { stillPicture } from '../driver/stillPicture';
import { openEditor } from '../openEditor';

const fixtures = resolve(import.meta.dirname, '../../fixtures');

test('a real VS Code opens, runs a command from the palette, and leaves nothing behind', async () => {
  const editor = await openEditor({
    folder: fixtures,
    extensionPath: resolve(fixtures, 'extensions/empty'),
    env: { GREETED: 'somebody' },
  });
  try {
    await editor.runCommand('Say Hello');
    await editor.waitForNotification('Hello, somebody');
    assert.deepEqual(await editor.notifications(), ['Hello, somebody']);
    assert.ok((await stillPicture(editor.page)).length > 0);
  } finally {
    await editor.close();
  }
  assert.deepEqual(editor.processes(), []);
});

test('files, trees, menus and hovers can be read and used', async () => {
  const editor = await openEditor({ folder: fixtures, extensionPath: resolve(fixtures, 'extensions/empty') });
  try {
    await editor.expandTreeRow('extensions');
    await editor.expandTreeRow(['extensions', 'empty']);
    await editor.contextMenu(['extensions', 'empty', 'extension.js'], 'Open to the Side');
    await editor.waitForText('sayHello');
    await editor.openFile('empty/package.json');
    await editor.waitForEditorText('"publisher": "webjobs-tests"');
    await editor.openFile('empty/extension.js');
    await editor.goToLine(3, 10);
    assert.match(await editor.hoverText(), /activate/);
    await editor.screenshot('launcher-editor');
  } finally {
    await editor.close();
  }
});
