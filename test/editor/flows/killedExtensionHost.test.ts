import assert from 'node:assert/strict';
import test from 'node:test';
import { withShop } from '../shop';

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
