import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { writeTree } from '../../support/fileTree';
import { DebugDriver } from '../driver/debugDriver';
import { assertHeld, assertReleased, debuggedJobs } from '../driver/debuggedJobs';
import { type Shop, withShop } from '../shop';

const script = 'App_Data/jobs/continuous/flaky/run.js';

const files: Readonly<Record<string, string>> = {
  [script]: [
    'const message = `first version, ${process.pid}`;',
    'console.log(message);',
    'setTimeout(() => process.exit(1), 100);',
    '',
  ].join('\n'),
  'App_Data/jobs/continuous/flaky/settings.job': '{ "is_in_place": false }\n',
  'shop.env': 'FROM_FILE=file\nFROM_BOTH=file\n',
  '.vscode/launch.json': JSON.stringify({
    version: '0.2.0',
    configurations: [
      {
        type: 'webjob',
        request: 'launch',
        name: 'Debug flaky',
        job: '${workspaceFolder}/App_Data/jobs/continuous/flaky',
        envFile: 'shop.env',
        env: { WEBJOBS_RESTART_TIME: '1', FROM_BOTH: 'launch.json' },
      },
    ],
  }),
};

test('breakpoints bind in the user’s source at each start of a working copy: after a crash, and after an edit; the session ends with the folder of its job', async () => {
  await withShop(async (shop) => {
    const { editor } = shop;
    const debug = new DebugDriver(editor);
    await writeTree(shop.folder, files);
    await debug.setBreakpoint('flaky/run.js', 'console.log(message);');

    await debug.startConfiguration('Debug flaky');
    assert.equal(await debug.stoppedLine(40_000), 'console.log(message);');
    assert.match(await debug.variable('message'), /first version/);
    assert.equal(await debug.shownPath(), `${shop.folder}/${script}`, 'the user’s own file is shown, not its copy');
    const first = debuggedJobs(editor);
    const [held] = first;
    assert.ok(held);
    assertHeld(first);
    const environment = await readFile(`/proc/${held.pid}/environ`, 'latin1');
    assert.match(environment, /(^|\0)FROM_FILE=file\0/);
    assert.match(environment, /(^|\0)FROM_BOTH=launch\.json\0/);
    assert.match(environment, /(^|\0)WEBJOBS_PATH=(?!\/[^\0]*App_Data)/, 'the job runs in a working copy');

    // The crash: the engine waits a second, and the next process is held at the same line.
    await editor.press('F5');
    await editor.patience.until('another process at the breakpoint', async () => {
      const [next] = shop.jobProcesses('run.js');
      return next !== undefined && next.pid !== held.pid && (await shownMessage(shop, String(next.pid)));
    });
    await editor.screenshot('debug-reattached');

    // The edit: the engine notices it and starts the job from a new copy.
    await writeTree(shop.folder, { [script]: files[script]?.replace('first', 'second') ?? '' });
    await editor.patience.until(
      'the edited program at the breakpoint',
      () => shownMessage(shop, 'second version'),
      60_000,
    );
    await editor.screenshot('debug-after-edit');

    const last = debuggedJobs(editor);
    await rm(dirname(join(shop.folder, script)), { recursive: true });
    await debug.ended(60_000);
    assert.match(await debug.consoleText(), /The folder of flaky is gone/);
    assertReleased(editor, [...first, ...last]);
  });
});

/** Whether the variables view shows the message with this text. */
async function shownMessage({ editor }: Shop, text: string): Promise<boolean> {
  const rows = editor.page.locator('.debug-variables .monaco-list-row').filter({ hasText: 'message =' });
  return (await rows.allInnerTexts()).some((row) => row.includes(text));
}
