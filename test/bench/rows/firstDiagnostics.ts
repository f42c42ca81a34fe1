import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Shop, withShop } from '../../editor/shop';
import { activationTime, tallViewport } from '../activations';
import { compare, type ComparisonResult } from '../compare';
import { loadAnew } from '../reload';
import { withBenchExtensions } from '../shipped';

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
  yield await withBenchExtensions(({ ours }) =>
    withShop(
      (shop) =>
        compare({
          name: 'first diagnostics after a settings.job is opened, cold',
          subject: () => firstMark(shop),
          peer: () => activationTime(shop.editor, 'vscode.json-language-features'),
          peerName: "the activation of VS Code's JSON extension in the same window",
          order: 'subject first',
          must: 0.6,
          stretch: 0.4,
        }),
      { extensionPath: ours, viewport: tallViewport },
    ),
  );
}

/** Milliseconds in an extension host that has just been started, and is ready. */
async function firstMark({ editor, folder }: Shop): Promise<number> {
  const path = join(folder, 'App_Data/jobs/triggered/nightly-report/settings.job');
  writeFileSync(path, '{ "schedule": "0 30 2 * *" }\n');
  await loadAnew(editor);
  await activationTime(editor, 'webjobs-tools.webjobs');
  await editor.page.evaluate(observe);
  await editor.openFile('nightly-report/settings.job', 60_000);
  return editor.patience.until('a mark in settings.job', () =>
    editor.page.evaluate<number | undefined>('globalThis.seen.mark && globalThis.seen.mark - globalThis.seen.text'),
  );
}
