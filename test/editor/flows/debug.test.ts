import assert from 'node:assert/strict';
import test from 'node:test';
import { DebugDriver } from '../driver/debugDriver';
import { assertHeld, assertReleased, debuggedJobs } from '../driver/debuggedJobs';
import { withShop } from '../shop';

test('F5 on a continuous job stops at a breakpoint; stop asks the job to end, in shutdown code that can be debugged; a second stop kills', async () => {
  await withShop(async (shop) => {
    const { editor } = shop;
    const debug = new DebugDriver(editor);
    await debug.setBreakpoint('order-worker/run.js', 'const { shipped, rejected }');
    await debug.setBreakpoint('order-worker/run.js', 'await inbox.reject(order)');

    await editor.press('F5');
    assert.match(await debug.stoppedLine(), /^awaitinbox\.reject\(order\)/);
    assert.match(await debug.variable('error'), /quantity 0 of kettle is not positive/);
    const first = debuggedJobs(editor);
    assert.equal(first.length, 1);
    assertHeld(first);
    await editor.screenshot('debug-breakpoint');

    await editor.press('Shift+F5');
    await editor.patience.until('the breakpoint in the shutdown code', async () =>
      (await debug.stoppedLine()).startsWith('const{shipped,rejected}'),
    );
    await editor.screenshot('debug-shutdown');
    await editor.press('F5');
    await debug.ended();

    assertReleased(editor, first);
    const log = await shop.readJobData('continuous', 'order-worker', 'job_log.txt');
    assert.match(log, /INFO\] order-worker ends: \d shipped, 1 rejected\r\n/);
    assert.match(log, /Status changed to Success\r\n[^\n]*lock is released\r\n[^\n]*Status changed to Stopped\r\n$/);

    // The same again, held in the shutdown code only.
    await debug.setBreakpoint('order-worker/run.js', 'await inbox.reject(order)');
    await editor.press('F5');
    await editor.patience.until('the job to work again', async () => {
      const again = await shop.readJobData('continuous', 'order-worker', 'job_log.txt');
      return again.slice(log.length).includes('order-worker waits for orders');
    });
    const second = debuggedJobs(editor);
    assertHeld(second);
    await editor.press('Shift+F5');
    assert.match(await debug.stoppedLine(), /^const\{shipped,rejected\}/);
    await editor.press('Shift+F5');
    await debug.ended();
    assertReleased(editor, second);
  });
});
