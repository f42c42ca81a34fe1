import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { writeTree } from '../../support/fileTree';
import { DebugDriver } from '../driver/debugDriver';
import { listeningPorts } from '../driver/listeningPorts';
import { repository } from '../fixtures';
import { type Shop, withShop } from '../shop';

/** Stands for the extension that debugs PHP, and for a PHP with Xdebug. */
const php = join(repository, 'test/fixtures/programs/callingPhp.js');
const phpDebugger = join(repository, 'test/fixtures/extensions/webjobs-tests.called-debugger-0.0.1');

const script = 'App_Data/jobs/continuous/page/run.php';

const files: Readonly<Record<string, string>> = {
  [script]: "<?php\n$greeting = 'hello';\necho $greeting;\n",
  'App_Data/jobs/continuous/page/settings.job': '{ "is_in_place": false, "stopping_wait_time": 1 }\n',
  '.vscode/settings.json': JSON.stringify({ 'webjobs.interpreters': { php } }),
  '.vscode/launch.json': JSON.stringify({
    version: '0.2.0',
    configurations: [
      {
        type: 'webjob',
        request: 'launch',
        name: 'Debug page',
        job: '${workspaceFolder}/App_Data/jobs/continuous/page',
        env: { WEBJOBS_RESTART_TIME: '1' },
      },
    ],
  }),
};

test('PHP, which calls its debugger, stops in the user’s file at each start of a working copy; nobody listens afterwards', async () => {
  await withShop(
    async (shop) => {
      const { editor } = shop;
      const debug = new DebugDriver(editor);
      await writeTree(shop.folder, files);
      await debug.setBreakpoint('page/run.php', 'echo $greeting;');
      await debug.startConfiguration('Debug page');
      assert.equal(await debug.stoppedLine(40_000), 'echo$greeting;');
      assert.equal(await debug.shownPath(), join(shop.folder, script), 'the user’s own file is shown, not its copy');
      const [held] = phpProcesses(shop);
      assert.ok(held);
      const environment = await readFile(`/proc/${held.pid}/environ`, 'latin1');
      assert.match(environment, /(^|\0)WEBJOBS_PATH=(?!\/[^\0]*App_Data)/, 'the job runs in a working copy');
      const port = Number(/client_port=(\d+)/.exec(environment)?.[1]);
      assert.ok(listeningPorts().has(port), `the debugger listens on ${port}`);
      await editor.screenshot('debug-php');

      // The end of the script: the next process, in the same copy, is held at the same line.
      await editor.press('F5');
      const second = await anotherHeld(shop, held.pid);
      const [adapter] = adapters(shop);

      // The edit: another copy, which the session of the first one could not know.
      await writeTree(shop.folder, { [script]: `${files[script]}// edited\n` });
      await anotherHeld(shop, second);
      assert.equal(await debug.shownPath(), join(shop.folder, script));
      assert.equal(adapters(shop).length, 1, 'the session of the old copy has ended');
      assert.notEqual(adapters(shop)[0]?.pid, adapter?.pid);

      await editor.press('Shift+F5', 'Shift+F5');
      await debug.ended();
      await editor.patience.until('the debuggers to end', () => Promise.resolve(adapters(shop).length === 0));
      assert.deepEqual(phpProcesses(shop), []);
      assert.ok(!listeningPorts().has(port), `nobody listens on ${port} any more`);
    },
    { extensionFolders: [phpDebugger] },
  );
});

function phpProcesses({ editor }: Shop): { readonly pid: number }[] {
  return editor.processes().filter(({ command }) => command.endsWith('run.php'));
}

function adapters({ editor }: Shop): { readonly pid: number }[] {
  return editor.processes().filter(({ command }) => command.endsWith('adapter.js'));
}

/** Waits until another process than `pid` is held at a breakpoint, and returns its id. */
async function anotherHeld(shop: Shop, pid: number): Promise<number> {
  const { page, patience } = shop.editor;
  const variable = page.locator('.debug-variables .monaco-list-row').filter({ hasText: 'process =' });
  return patience.until(
    `another process than ${pid} at the breakpoint`,
    async () => {
      const shown = Number(/\d+/.exec(String(await variable.allInnerTexts()))?.[0]);
      return phpProcesses(shop).find((each) => each.pid === shown && shown !== pid)?.pid;
    },
    60_000,
  );
}
