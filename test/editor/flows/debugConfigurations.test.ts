import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { DebugDriver } from '../driver/debugDriver';
import { listeningPorts } from '../driver/listeningPorts';
import { type Shop, withShop } from '../shop';

const jobs: Readonly<Record<string, string>> = {
  'App_Data/jobs/triggered/import/run.js': [
    "const given = process.argv.slice(2).join('|');",
    'console.log(given);',
    '',
  ].join('\n'),
  'App_Data/jobs/triggered/backup/run.sh': 'echo saved\n',
  'App_Data/jobs/triggered/backup/settings.job': '{ "schedule": "0 30 2 * * 1-5" }\n',
  'App_Data/jobs/triggered/page/run.php': "<?php echo 'hello';\n",
};

const launch = {
  version: '0.2.0',
  configurations: [
    { type: 'webjob', request: 'launch', name: 'Worker', job: 'App_Data/jobs/continuous/order-worker' },
    {
      type: 'webjob',
      request: 'launch',
      name: 'Import',
      job: '${workspaceFolder}/App_Data/jobs/triggered/import',
      arguments: '--since yesterday',
    },
    { type: 'webjob', request: 'launch', name: 'Broken', job: 'App_Data/jobs/triggered/import', env: { LEVEL: 2 } },
  ],
  compounds: [{ name: 'Both', configurations: ['Worker', 'Import'], stopAll: true }],
};

test('a job that runs is restarted on request; launch.json debugs several jobs with arguments, and explains mistakes', async () => {
  await withShop(async (shop) => {
    for (const [path, text] of Object.entries(jobs)) await write(shop, path, text);
    await nameMissingExtension(shop);
    await restartUnderDebugger(shop);
    await debugAsScheduled(shop);
    await debugWithArguments(shop);
    await write(shop, '.vscode/launch.json', JSON.stringify(launch, undefined, 2));
    await debugCompound(shop);
    await explainMistake(shop);
    const left = shop.editor.processes().filter(({ command }) => /run\.(js|sh|php)/.test(command));
    assert.deepEqual(left, []);
  });
});

async function nameMissingExtension({ editor }: Shop): Promise<void> {
  await editor.openFile('page/run.php');
  await editor.press('F5');
  const toast = await editor.waitForNotification(/a debugger for PHP: the extension PHP Debug \(xdebug\.php-debug\)/);
  assert.match(await toast.innerText(), /Install PHP Debug/);
  await editor.screenshot('debug-missing-extension');
  await editor.runCommand('Notifications: Clear All Notifications');
}

async function restartUnderDebugger(shop: Shop): Promise<void> {
  const { editor } = shop;
  const debug = new DebugDriver(editor);
  await editor.openView('WebJobs');
  await editor.clickTreeAction('order-worker', 'Run Job');
  await editor.waitForOutput(/order 1003/);
  const [running] = shop.jobProcesses('run.js');
  await debug.setBreakpoint('order-worker/run.js', 'const order = await inbox.take();');
  await editor.press('F5');
  assert.match(await editor.dialogText(), new RegExp(`order-worker is running \\(process ${running?.pid}\\)`));
  await editor.screenshot('debug-restart-question');
  await editor.clickDialogButton('Restart and Debug');
  assert.match(await debug.stoppedLine(), /inbox\.take\(\);$/);
  const held = shop.jobProcesses('run.js');
  assert.equal(held.length, 1);
  assert.notEqual(held[0]?.pid, running?.pid);
  const port = Number(/--inspect-brk=127\.0\.0\.1:(\d+)/.exec(held[0]?.command ?? '')?.[1]);
  assert.ok(listeningPorts().has(port));
  await debug.setBreakpoint('order-worker/run.js', 'const order = await inbox.take();');

  // The restart of the toolbar: the job ends by itself before it starts anew.
  await editor.press('Control+Shift+F5');
  await editor.patience.until('another process under the debugger', () => {
    const pids = shop.jobProcesses('run.js').map(({ pid }) => pid);
    return Promise.resolve(pids.length === 1 && pids[0] !== held[0]?.pid && debugged(shop) === 1);
  });
  await editor.patience.until('output of the job that has started anew', async () =>
    (await debug.consoleText()).includes('order-worker waits for orders'),
  );
  await editor.press('Shift+F5');
  await debug.ended();
  const log = await shop.readJobData('continuous', 'order-worker', 'job_log.txt');
  assert.equal(log.match(/INFO\] order-worker ends:/g)?.length, 3, 'it ended by itself each time');
  assert.ok(!listeningPorts().has(port));
}

/** A scheduled script that starts no program: the run is recorded as the schedule's. */
async function debugAsScheduled(shop: Shop): Promise<void> {
  const { editor } = shop;
  const debug = new DebugDriver(editor);
  await editor.openFile('backup/run.sh');
  await editor.press('F5');
  await editor.patience.until('what is possible with bash', async () =>
    (await debug.consoleText()).includes('run.sh started no Node.js program'),
  );
  await debug.ended();
  await editor.screenshot('debug-bash');
  assert.deepEqual(await triggers(shop, 'backup'), ['Schedule - 0 30 2 * * 1-5']);
}

async function debugWithArguments(shop: Shop): Promise<void> {
  const { editor } = shop;
  const debug = new DebugDriver(editor);
  await debug.setBreakpoint('import/run.js', 'console.log(given);');
  await editor.runCommand('WebJobs: Debug Job with Arguments…');
  await editor.pick('import');
  await editor.typeInput('--once "two words"');
  await editor.acceptInput();
  assert.equal(await debug.stoppedLine(), 'console.log(given);');
  assert.match(await debug.variable('given'), /--once\|two words/);
  await editor.press('F5');
  await debug.ended();
}

async function debugCompound(shop: Shop): Promise<void> {
  const { editor } = shop;
  const debug = new DebugDriver(editor);
  await debug.startConfiguration('Both');
  assert.equal(await debug.stoppedLine(), 'console.log(given);');
  assert.match(await debug.variable('given'), /--since\|yesterday/);
  await editor.patience.until('both jobs to run', () =>
    Promise.resolve(shop.jobProcesses('run.js').length === 0 ? false : debugged(shop) === 2),
  );
  await editor.screenshot('debug-compound');
  await editor.press('Shift+F5');
  await debug.ended();
  assert.equal(debugged(shop), 0);
}

async function explainMistake(shop: Shop): Promise<void> {
  const { editor } = shop;
  await new DebugDriver(editor).startConfiguration('Broken');
  const toast = await editor.waitForNotification(/"Broken" in launch\.json: "env" is \{"LEVEL":2\}/);
  assert.match(await toast.innerText(), /Open launch\.json/);
  await editor.screenshot('debug-mistake');
}

function debugged(shop: Shop): number {
  return shop.editor.processes().filter(({ command }) => command.includes('--inspect-brk')).length;
}

/** What the service's own records say about who started the runs of a job. */
async function triggers({ environment }: Shop, name: string): Promise<string[]> {
  const root = join(environment.XDG_STATE_HOME ?? '', 'webjobs');
  const files = (await readdir(root, { recursive: true })).filter(
    (path) => path.includes(`triggered/${name}/`) && path.endsWith('/status'),
  );
  const statuses = await Promise.all(files.map((file) => readFile(join(root, file), 'utf8')));
  return statuses.map((text) => (JSON.parse(text.replace(/^\uFEFF/, '')) as { Trigger: string }).Trigger);
}

async function write({ folder }: Shop, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}
