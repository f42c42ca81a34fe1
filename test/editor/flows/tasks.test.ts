import assert from 'node:assert/strict';
import test from 'node:test';
import { writeTree } from '../../support/fileTree';
import { DebugDriver } from '../driver/debugDriver';
import { withShop } from '../shop';

const files: Readonly<Record<string, string>> = {
  'App_Data/jobs/triggered/import/run.js': 'console.log(`given ${process.argv[2]}`);\n',
  '.vscode/tasks.json': JSON.stringify({
    version: '2.0.0',
    tasks: [
      {
        label: 'worker in the background',
        type: 'webjob',
        job: '${workspaceFolder}/App_Data/jobs/continuous/order-worker',
        isBackground: true,
        problemMatcher: '$webjob',
      },
      { label: 'import once', type: 'webjob', job: 'App_Data/jobs/triggered/import', arguments: '--once' },
    ],
  }),
  '.vscode/launch.json': JSON.stringify({
    version: '0.2.0',
    configurations: [
      {
        type: 'webjob',
        request: 'launch',
        name: 'Import beside the worker',
        job: 'App_Data/jobs/triggered/import',
        preLaunchTask: 'worker in the background',
      },
    ],
  }),
};

test('a job as a task: with its result, and in the background of a debug session until its terminal is closed', async () => {
  await withShop(async (shop) => {
    const { editor } = shop;
    const debug = new DebugDriver(editor);
    await writeTree(shop.folder, files);

    await editor.openFile('import/run.js');
    // The editor notices tasks.json some time after it was written, and an open list does not change.
    await editor.patience.until('the task in the list', async () => {
      await editor.runCommand('Tasks: Run Task');
      if ((await editor.quickPickItems()).includes('import once')) return true;
      await editor.press('Escape');
      return false;
    });
    await editor.pick('import once');
    await editor.waitForOutput(/given --once[\s\S]*Status changed to Success/);
    await editor.screenshot('task-triggered');

    await debug.setBreakpoint('import/run.js', 'console.log(`given');
    await editor.press('F5');
    assert.match(await debug.stoppedLine(40_000), /^console\.log\(`given/);
    assert.deepEqual(
      shop.editor.processes().filter(({ command }) => command.endsWith('node run.js')).length,
      1,
      'the worker runs beside the program that is held',
    );
    await editor.press('F5');
    await debug.ended();
    await editor.runCommand('Terminal: Focus Terminal');
    await editor.screenshot('task-background');

    await editor.runCommand('Terminal: Kill All Terminals');
    await editor.patience.until('the worker to end', () => Promise.resolve(shop.jobProcesses('run.js').length === 0));
    // The log is written a moment after the process has ended. A job that is killed says nothing of the kind.
    await editor.patience.until('the log to show that the job was asked to end', async () =>
      (await shop.readJobData('continuous', 'order-worker', 'job_log.txt')).includes(
        'order-worker ends: 2 shipped, 1 rejected',
      ),
    );
  });
});
