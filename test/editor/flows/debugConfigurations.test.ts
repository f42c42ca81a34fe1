import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { writeTree } from '../../support/fileTree';
import { DebugDriver } from '../driver/debugDriver';
import { assertHeld, assertReleased, debuggedJobs } from '../driver/debuggedJobs';
import { type Shop, withShop } from '../shop';

const files: Readonly<Record<string, string>> = {
  'App_Data/jobs/triggered/import/run.js': [
    "const given = process.argv.slice(2).join('|');",
    'console.log(given);',
    '',
  ].join('\n'),
  'App_Data/jobs/triggered/backup/run.sh': 'echo saved\n',
  'App_Data/jobs/triggered/backup/settings.job': '{ "schedule": "0 30 2 * * 1-5" }\n',
  'App_Data/jobs/triggered/page/run.php': "<?php echo 'hello';\n",
  'server.js': [
    "const server = require('node:http').createServer((request, response) => response.end('a page'));",
    "server.listen(0, '127.0.0.1', () => console.log(`port=${server.address().port}`));",
    '',
  ].join('\n'),
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
    { type: 'webjob', request: 'launch', name: 'Entry', job: 'App_Data/jobs/triggered/import', stopOnEntry: true },
    { type: 'node', request: 'launch', name: 'Web app', program: '${workspaceFolder}/server.js' },
    { type: 'webjob', request: 'launch', name: 'Broken', job: 'App_Data/jobs/triggered/import', env: { LEVEL: 2 } },
    { type: 'webjob', request: 'launch', name: 'Other', job: 'App_Data/jobs/triggered/import', kind: 'continuous' },
  ],
  compounds: [
    { name: 'Both', configurations: ['Worker', 'Import'], stopAll: true },
    { name: 'App and job', configurations: ['Web app', 'Import'], stopAll: true },
  ],
};

test('a job that runs is restarted on request; launch.json debugs several jobs and the web app, with arguments, and explains mistakes', async () => {
  await withShop(async (shop) => {
    await writeTree(shop.folder, files);
    await nameMissingExtension(shop);
    await restartUnderDebugger(shop);
    await debugAsScheduled(shop);
    await debugWithArguments(shop);
    await writeTree(shop.folder, { '.vscode/launch.json': JSON.stringify(launch, undefined, 2) });
    await debugCompound(shop);
    await debugBesideTheApp(shop);
    await stopOnEntry(shop);
    await explainMistakes(shop);
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
  const held = debuggedJobs(editor);
  assert.equal(held.length, 1);
  assert.notEqual(held[0]?.pid, running?.pid);
  assertHeld(held);
  await debug.setBreakpoint('order-worker/run.js', 'const order = await inbox.take();');

  // The restart of the toolbar: the job ends by itself before it starts anew.
  await editor.press('Control+Shift+F5');
  await editor.patience.until('another process under the debugger', () => {
    const pids = shop.jobProcesses('run.js').map(({ pid }) => pid);
    return Promise.resolve(pids.length === 1 && pids[0] !== held[0]?.pid && debuggedJobs(editor).length === 1);
  });
  await editor.patience.until('output of the job that has started anew', async () =>
    (await debug.consoleText()).includes('order-worker waits for orders'),
  );
  await editor.press('Shift+F5');
  await debug.ended();
  const log = await shop.readJobData('continuous', 'order-worker', 'job_log.txt');
  assert.equal(log.match(/INFO\] order-worker ends:/g)?.length, 3, 'it ended by itself each time');
  assertReleased(editor, held);
}

/** A scheduled script that starts no program: the run is recorded as the schedule's. */
async function debugAsScheduled(shop: Shop): Promise<void> {
  const { editor } = shop;
  const debug = new DebugDriver(editor);
  await editor.openFile('backup/run.sh');
  await editor.press('F5');
  await editor.patience.until('what is possible with bash', async () =>
    (await debug.consoleText()).includes('run.sh started no Node.js or Python program'),
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
  await editor.patience.until('both jobs to run', () => Promise.resolve(debuggedJobs(editor).length === 2));
  const held = debuggedJobs(editor);
  await editor.patience.until('both jobs by their names in the call stack', async () => {
    const rows = String(await editor.page.locator('.debug-call-stack .monaco-list-row').allInnerTexts());
    return held.every(({ pid }) => rows.includes(`(${pid})`)) && /order-worker \(\d+\).*import \(\d+\)/s.test(rows);
  });
  await editor.screenshot('debug-compound');
  await editor.press('Shift+F5');
  await debug.ended();
  assertReleased(editor, held);
}

/** One side of the compound is the web app itself, under the editor's own debugger; one stop ends both. */
async function debugBesideTheApp({ editor }: Shop): Promise<void> {
  const debug = new DebugDriver(editor);
  await debug.startConfiguration('App and job');
  assert.equal(await debug.stoppedLine(40_000), 'console.log(given);');
  const held = debuggedJobs(editor);
  const isServer = ({ command }: { command: string }): boolean => /[ /]server\.js$/.test(command);
  await editor.patience.until('the web app beside the job', () => Promise.resolve(editor.processes().some(isServer)));
  await editor.screenshot('debug-compound-app');
  await editor.press('Shift+F5');
  await debug.ended();
  assertReleased(editor, held);
  assert.deepEqual(editor.processes().filter(isServer), []);
}

async function stopOnEntry({ editor }: Shop): Promise<void> {
  const debug = new DebugDriver(editor);
  // In a file with breakpoints, the debugger of Node goes on from the first line to the first of them.
  await debug.setBreakpoint('import/run.js', 'console.log(given);');
  await debug.startConfiguration('Entry');
  assert.match(await debug.stoppedLine(40_000), /^constgiven=/);
  const held = debuggedJobs(editor);
  // The second of the two ends what is held.
  await editor.press('Shift+F5', 'Shift+F5');
  await debug.ended();
  assertReleased(editor, held);
}

async function explainMistakes({ editor }: Shop): Promise<void> {
  const debug = new DebugDriver(editor);
  await debug.startConfiguration('Broken');
  const toast = await editor.waitForNotification(/"Broken" in launch\.json: "env" is \{"LEVEL":2\}/);
  assert.match(await toast.innerText(), /Open launch\.json/);
  await editor.screenshot('debug-mistake');
  await debug.startConfiguration('Other');
  await editor.waitForNotification(
    /"Other" in launch\.json: "kind" is "continuous", but the job in .*import is "triggered"/,
  );
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
