import { join } from 'node:path';
import test from 'node:test';
import { packageExtension } from '../../support/packageExtension';
import { copyWorkspace } from '../fixtures';
import { withEditor } from '../openEditor';

test('the package is installed into a clean VS Code: jobs are seen, explained and run', async () => {
  const { vsix, remove } = packageExtension();
  const workspace = await copyWorkspace();
  try {
    await withEditor(
      {
        folder: workspace.folder,
        packages: [vsix],
        env: { XDG_STATE_HOME: join(workspace.folder, '..', 'state') },
      },
      async (editor) => {
        await editor.openView('WebJobs');
        await editor.treeRow('nightly-report');

        await editor.openFile('nightly-report/settings.job');
        const text = await editor.waitForEditorText('"schedule"');
        await editor.waitForText(/02:30/);
        // Away from whatever would show a tooltip.
        await editor.page.mouse.move(900, 480);
        await editor.goToLine(text.split('\n').findIndex((line) => line.includes('"schedule"')) + 1, 6);
        await editor.patience.until('the hover of a schedule', async () =>
          (await editor.hoverText()).includes('an NCRONTAB expression'),
        );
        await editor.press('Escape');

        await editor.clickTreeAction('nightly-report', 'Run Job');
        await editor.waitForOutput(/Status changed to Success/, 60_000);
        await editor.screenshot('packaged');
      },
    );
  } finally {
    await workspace.remove();
    remove();
  }
});
