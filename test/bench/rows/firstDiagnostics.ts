import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withShop } from '../../editor/shop';
import { activationsIn } from '../activations';
import { type ComparisonResult, median } from '../compare';

const windows = 7;

/** Notes when the text of a `settings.job` is first on the screen, and when the first mark is below a part of it. */
const observe = `globalThis.seen = {};
  new MutationObserver(() => {
    const note = (name, selector) => {
      if (globalThis.seen[name] === undefined && document.querySelector(selector)) globalThis.seen[name] = performance.now();
    };
    note('text', '.monaco-editor[data-uri$="settings.job"] .view-line');
    note('mark', '.squiggly-error, .squiggly-warning');
  }).observe(document.body, { subtree: true, childList: true });`;

/** From the text of a `settings.job` on the screen to the first mark, the language server not yet started. */
export async function* rows(): AsyncIterable<ComparisonResult> {
  const pairs: { readonly ours: number; readonly json: number }[] = [];
  for (let window = 0; window < windows; window++) pairs.push(await measureWindow());
  yield {
    name: 'first diagnostics after a settings.job is opened, cold',
    peerName: "the activation of VS Code's JSON extension in the same window",
    unit: 'ms',
    subject: median(pairs.map(({ ours }) => ours)),
    peer: median(pairs.map(({ json }) => json)),
    ratio: median(pairs.map(({ ours, json }) => ours / json)),
    must: 0.6,
    stretch: 0.4,
  };
}

async function measureWindow(): Promise<{ readonly ours: number; readonly json: number }> {
  let figures = { ours: Number.NaN, json: Number.NaN };
  await withShop(
    async ({ editor, folder }) => {
      const path = join(folder, 'App_Data/jobs/triggered/nightly-report/settings.job');
      writeFileSync(path, '{ "schedule": "0 30 2 * *" }\n');
      await editor.page.evaluate(observe);
      await editor.openFile('nightly-report/settings.job');
      const ours = await editor.patience.until('a mark in settings.job', () =>
        editor.page.evaluate<number>('globalThis.seen.mark - globalThis.seen.text || 0'),
      );
      await editor.runCommand('Developer: Startup Performance', 60_000);
      const json = await editor.patience.until('the activation time of the JSON extension', async () =>
        activationsIn(await editor.editorText()).get('vscode.json-language-features'),
      );
      figures = { ours, json };
    },
    // Only lines on the screen can be read.
    { viewport: { width: 1800, height: 4000 } },
  );
  return figures;
}
