import test from 'node:test';
import { untilRow } from '../siteInShop';
import { withShop } from '../shop';

/** In a narrow window the editor leaves the pictures out. */
const wide = { viewport: { width: 1600, height: 900 } };

test('the walkthrough shows the real thing, its links work, and a step that was done is marked', async () => {
  await withShop(async ({ editor }) => {
    const { page, patience } = editor;
    await editor.openView('WebJobs');
    await untilRow(editor, ['shop', 'Triggered', 'cleanup'], /not run yet/);
    await editor.runCommand('Welcome: Open Walkthrough...');
    await editor.pick('Get Started with WebJobs');
    const step = (title: string) => page.locator('.getting-started-step').filter({ hasText: title });
    await patience.forVisible('the first step', step('Begin with a job'));

    await step('Watch it').click();
    const picture = page.getByAltText('Runs and schedules of several jobs on one axis of time.');
    await patience.forVisible('the picture of the step', picture);
    await editor.screenshot('walkthrough');
    await step('Watch it').getByRole('button', { name: 'Show Timeline' }).click();
    await patience.forVisible('the timeline', page.locator('.tab.active').filter({ hasText: 'Timeline of Runs' }));
    await page.locator('.tab').filter({ hasText: 'Welcome' }).click();
    const mark = step('Watch it').locator('.codicon-getting-started-step-checked');
    await patience.forVisible('the mark of the step', mark);
  }, wide);
});
