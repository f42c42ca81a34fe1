import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import test from 'node:test';
import { HostRegistry, siteKey, type HostEntry } from '../../../src/core/hostClient/hostRegistry';
import { stateFolderFor, userStateFolder } from '../../../src/core/hostClient/userStateFolder';
import type { JobSnapshot } from '../../../src/core/runner/jobSnapshot';
import { repository } from '../fixtures';
import { type Shop, withShop } from '../shop';

const worker = ['continuous', 'order-worker'] as const;

/** The four ways to start the job, each answering how to stop it again. */
const ways: readonly { readonly name: string; readonly start: (shop: Shop) => Promise<() => Promise<void>> }[] = [
  { name: 'the tree', start: startByTree },
  { name: 'F5', start: startByKey },
  { name: 'the terminal', start: startByTerminal },
  { name: 'HTTP', start: startByHttp },
];

test('a job started by tree, F5, terminal or HTTP is the same process in the other three', async () => {
  await withShop(async (shop) => {
    await shop.editor.openView('WebJobs');
    await shop.editor.treeRow('order-worker');
    for (const { name, start } of ways) {
      const stop = await start(shop);
      const pid = await pidInTree(shop);
      assert.deepEqual(
        shop.jobProcesses('run.js').map((each) => each.pid),
        [pid],
        `one process after a start by ${name}`,
      );
      assert.equal(await pidByHttp(shop), pid, `HTTP after a start by ${name}`);
      assert.equal(await pidByTerminal(shop), pid, `terminal after a start by ${name}`);
      if (name !== 'F5') assert.equal(await pidByKey(shop), pid, `F5 after a start by ${name}`);
      if (name === 'the terminal') await shop.editor.screenshot('one-engine');
      await stop();
      await shop.editor.patience.until(`the tree to show that the job has stopped, after ${name}`, async () => {
        const row = (await shop.editor.treeRows()).find(({ label }) => label === 'order-worker');
        return row?.description === 'stopped';
      });
      assert.deepEqual(shop.jobProcesses('run.js'), []);
    }
    assert.equal(shop.hostProcesses().length, 1, 'one host has served all four');
  });
});

async function startByTree({ editor }: Shop): Promise<() => Promise<void>> {
  await editor.clickTreeAction('order-worker', 'Run Job');
  return () => editor.clickTreeAction('order-worker', 'Stop Job');
}

async function startByKey({ editor }: Shop): Promise<() => Promise<void>> {
  await editor.openFile('order-worker/run.js');
  await editor.press('F5');
  await editor.patience.forVisible('the debug toolbar', editor.page.locator('.debug-toolbar'));
  // Debugging brings its own view to the front.
  await editor.openView('WebJobs');
  return async () => {
    await editor.press('Shift+F5');
  };
}

async function startByTerminal(shop: Shop): Promise<() => Promise<void>> {
  const terminal = webjobs(shop, 'run', jobFolder(shop));
  const ended = once(terminal, 'close');
  await once(terminal.stdout ?? terminal, 'data');
  return async () => {
    terminal.kill('SIGTERM');
    assert.deepEqual(await ended, [0, null]);
  };
}

async function startByHttp(shop: Shop): Promise<() => Promise<void>> {
  assert.equal((await request(shop, `/local/jobs/${worker.join('/')}/start`, 'POST')).status, 200);
  return async () => {
    assert.equal((await request(shop, `/local/jobs/${worker.join('/')}/stop`, 'POST')).status, 200);
  };
}

async function pidInTree({ editor }: Shop): Promise<number> {
  return editor.patience.until('the pid in the tree', async () => {
    const row = (await editor.treeRows()).find(({ label }) => label === 'order-worker');
    const pid = /pid (\d+)/.exec(row?.description ?? '')?.[1];
    return pid === undefined ? undefined : Number(pid);
  });
}

async function pidByHttp(shop: Shop): Promise<number | undefined> {
  const jobs = (await (await request(shop, '/local/jobs', 'GET')).json()) as JobSnapshot[];
  return jobs.find(({ name }) => name === worker[1])?.process?.pid;
}

/** The terminal joins a job that runs, and says which process it is; leaving it stops nothing. */
async function pidByTerminal(shop: Shop): Promise<number> {
  const terminal = webjobs(shop, 'run', jobFolder(shop));
  const ended = once(terminal, 'close');
  let text = '';
  for await (const chunk of terminal.stderr ?? []) {
    text += String(chunk);
    const pid = /as process (\d+)/.exec(text)?.[1];
    if (pid === undefined) continue;
    terminal.kill('SIGTERM');
    await ended;
    return Number(pid);
  }
  throw new Error(`The terminal did not say which process runs: ${text}`);
}

/** F5 on a job that runs offers to restart it, and says which process is in the way. */
async function pidByKey({ editor }: Shop): Promise<number> {
  await editor.openFile('order-worker/run.js');
  await editor.press('F5');
  const pid = /is running \(process (\d+)\)/.exec(await editor.dialogText())?.[1];
  await editor.clickDialogButton('Cancel');
  return Number(pid);
}

function webjobs(shop: Shop, ...args: string[]): ChildProcess {
  return spawn(process.execPath, [join(repository, 'dist/cli.js'), ...args], {
    env: shop.environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function jobFolder({ folder }: Shop): string {
  return join(folder, 'App_Data/jobs', ...worker);
}

async function request(shop: Shop, path: string, method: string): Promise<Response> {
  const { url, user, password } = await hostEntry(shop);
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  return fetch(`${url}${path}`, {
    method,
    headers: { authorization, 'content-type': 'application/json' },
    ...(method === 'POST' ? { body: '{}' } : {}),
  });
}

async function hostEntry({ folder, environment }: Shop): Promise<HostEntry> {
  const userState = userStateFolder(environment);
  const jobsRoot = join(folder, 'App_Data/jobs');
  const stateFolder = await stateFolderFor(jobsRoot, userState);
  const entry = await new HostRegistry(userState).read(await siteKey({ type: 'folder', jobsRoot, stateFolder }));
  assert.ok(entry, 'the host of the workspace has announced itself');
  return entry;
}
