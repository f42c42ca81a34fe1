import assert from 'node:assert/strict';
import test from 'node:test';
import { withShop } from '../shop';
import { untilRow } from '../siteInShop';

test('kill -9 of the extension host ends its jobs and their host within seconds', async () => {
  await withShop(async (shop) => {
    const { editor } = shop;
    await editor.openView('WebJobs');
    await editor.clickTreeAction('order-worker', 'Run Job');
    await editor.patience.until('the job to run', () => Promise.resolve(shop.jobProcesses('run.js').length === 1));
    const [job] = shop.jobProcesses('run.js');
    const [host] = shop.hostProcesses();
    assert.ok(job && host);

    process.kill(await editor.extensionHostPid(), 'SIGKILL');

    await editor.patience.until(
      'the job and its host to be gone',
      () => Promise.resolve(!editor.processes().some(({ pid }) => pid === job.pid || pid === host.pid)),
      15_000,
    );
  });
});

test('kill -9 of the engine is told once, and stays visible in the rows of its jobs until they run again', async () => {
  await withShop(async (shop) => {
    const { editor } = shop;
    const row = ['shop', 'Continuous', 'order-worker'];
    await editor.openView('WebJobs');
    await editor.clickTreeAction(row, 'Run Job');
    await untilRow(editor, row, /running/);
    const [host] = shop.hostProcesses();
    assert.ok(host);
    process.kill(host.pid, 'SIGKILL');
    await editor.waitForNotification(/has ended, and order-worker with it/);
    await untilRow(editor, row, /failed · ended with the process that ran it/);
    await editor.patience.until('the job to be gone', () => Promise.resolve(shop.jobProcesses('run.js').length === 0));
    await editor.screenshot('jobs-lost');
    await editor.clickTreeAction(row, 'Run Job');
    await untilRow(editor, row, /running/);
  });
});
