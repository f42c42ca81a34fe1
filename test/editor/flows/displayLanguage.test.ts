import test from 'node:test';
import { withShop } from '../shop';

test('the extension speaks the display language: its views, questions and explanations', async () => {
  await withShop(
    async ({ editor }) => {
      await editor.openView('WebJobs');
      await editor.treeRow(['shop', 'Continu', 'order-worker']);
      await editor.openFile('nightly-report/settings.job');
      await editor.waitForEditorText(/À 02:30, lundi à vend/);
      await editor.screenshot('display-language');
      await editor.runCommand('WebJobs: Créer une planification…');
      await editor.patience.until('the question in French', async () =>
        (await editor.quickInputText()).includes('Créer la planification de nightly-report: À quelle fréquence'),
      );
      await editor.patience.until('the schedule in French words', async () =>
        (await editor.quickPickItems()).includes('À 02:30, lundi à vendredi'),
      );
      await editor.screenshot('display-language-builder');
      await editor.press('Escape');
    },
    { displayLanguage: 'fr' },
  );
});
