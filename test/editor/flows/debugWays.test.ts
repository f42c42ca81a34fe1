import assert from 'node:assert/strict';
import test from 'node:test';
import { writeTree } from '../../support/fileTree';
import { DebugDriver } from '../driver/debugDriver';
import { assertHeld, assertReleased, debuggedJobs } from '../driver/debuggedJobs';
import { type Shop, withShop } from '../shop';

const files: Readonly<Record<string, string>> = {
  'App_Data/jobs/triggered/import/run.js': "const greeting = 'hello';\nconsole.log(greeting);\n",
  'App_Data/jobs/triggered/import/settings.job': '{ "schedule": "0 30 2 * * 1-5" }\n',
};

/** Ways to begin that need no launch.json and no open file of the job. */
const ways: readonly { readonly name: string; readonly begin: (shop: Shop) => Promise<void> }[] = [
  { name: 'the button of its row', begin: ({ editor }) => editor.clickTreeAction('import', 'Debug Job') },
  { name: 'the menu of its row', begin: ({ editor }) => editor.contextMenu(['Triggered', 'import'], 'Debug Job') },
  { name: 'the palette', begin: beginByPalette },
  { name: 'the lens above its settings', begin: beginByLens },
  { name: 'the menu of its folder', begin: beginByFolder },
];

test('a job is debugged from its row, the palette, the lens and its folder; each time no process and no port is left', async () => {
  await withShop(async (shop) => {
    const { editor } = shop;
    const debug = new DebugDriver(editor);
    await writeTree(shop.folder, files);
    await debug.setBreakpoint('import/run.js', 'console.log(greeting);');
    for (const { name, begin } of ways) {
      await editor.runCommand('View: Close All Editors');
      await editor.openView('WebJobs');
      await begin(shop);
      assert.equal(await debug.stoppedLine(40_000), 'console.log(greeting);', `held after a start by ${name}`);
      const held = debuggedJobs(editor);
      assert.equal(held.length, 1, `one process after a start by ${name}`);
      assertHeld(held);
      await editor.press('F5');
      await debug.ended();
      assertReleased(editor, held);
    }
    await editor.screenshot('debug-ways');
  });
});

/** Nothing is open that could tell which job is meant, so that the palette asks. */
async function beginByPalette({ editor }: Shop): Promise<void> {
  await editor.runCommand('WebJobs: Debug Job');
  await editor.waitForText('Debug which job?');
  await editor.screenshot('debug-which');
  await editor.pick('import');
}

async function beginByLens({ editor }: Shop): Promise<void> {
  await editor.openFile('import/settings.job');
  const lens = editor.page.locator('.codelens-decoration a').filter({ hasText: 'Debug' });
  await (await editor.patience.forVisible('the lens "Debug"', lens)).click();
}

async function beginByFolder({ editor }: Shop): Promise<void> {
  await editor.openView('Explorer');
  for (const folder of ['App_Data', 'jobs', 'triggered']) await editor.expandTreeRow(folder);
  await editor.contextMenu(['triggered', 'import'], 'Debug Job');
}
