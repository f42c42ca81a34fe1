import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EditorDriver } from '../../editor/driver/editorDriver';
import { repository } from '../../editor/fixtures';
import { withShop } from '../../editor/shop';
import { compare, type ComparisonResult, median, type Work } from '../compare';
import { withBenchExtensions } from '../shipped';

const hoversInFigure = 7;

/** Both files are JSON with comments and have the same schema, so that VS Code's own JSON support says as much of both. */
const schedule = '{\n  "schedule": "0 30 2 * * 1-5"\n}\n';

/** The hover as a person meets it, from the key to the text on the screen, beside a provider that answers a constant. */
export async function* rows(): AsyncIterable<ComparisonResult> {
  const scratch = mkdtempSync(join(tmpdir(), 'webjobs-bench-'));
  const constantHover = join(scratch, 'webjobs-tests.constant-hover-0.0.1');
  cpSync(join(repository, 'test/fixtures/extensions/constantHover'), constantHover, { recursive: true });
  cpSync(join(repository, 'schemas/settings.job.schema.json'), join(constantHover, 'settings.job.schema.json'));
  try {
    yield await withBenchExtensions(({ ours }) =>
      withShop(
        async ({ editor, folder }) => {
          await writeFile(join(folder, 'App_Data/jobs/triggered/nightly-report/settings.job'), schedule);
          await writeFile(join(folder, 'constant.jsonc'), schedule);
          return compare({
            name: 'hover over a schedule in the editor, from the key to the text',
            subject: hoverOver(editor, 'nightly-report/settings.job', 'At 02:30, Monday to Friday'),
            peer: hoverOver(editor, 'constant.jsonc', 'A constant answer'),
            peerName: 'a provider that answers as much text as a constant, same window',
            must: 1.2,
            stretch: 1.05,
          });
        },
        { extensionPath: ours, extensionFolders: [constantHover] },
      ),
    );
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Opens a file and answers the median time of some hovers over its schedule, in milliseconds. */
function hoverOver(editor: EditorDriver, file: string, text: string): Work {
  return async () => {
    await editor.openFile(file);
    await editor.goToLine(2, 20);
    // A hover that opens while the extension starts stays without its part.
    await editor.patience.until(`the hover "${text}"`, async () => {
      const isWhole = (await editor.hoverText()).includes(text);
      await closeHover(editor);
      return isWhole;
    });
    const times: number[] = [];
    for (let count = 0; count < hoversInFigure; count++) {
      await editor.page.evaluate(`(${watch})(${JSON.stringify(text)})`);
      times.push(
        await editor.patience.until(`the hover "${text}"`, async () => {
          await editor.press('Control+K', 'Control+I');
          // A chord that follows the Escape of the hover before it closely can be lost: it is pressed anew.
          return measuredTime(editor);
        }),
      );
      await closeHover(editor);
    }
    return median(times);
  };
}

async function measuredTime({ page }: EditorDriver): Promise<number | undefined> {
  const measured = page.waitForFunction('globalThis.webjobsHoverMs', undefined, { timeout: 5000, polling: 50 });
  return measured.then(
    () => page.evaluate<number>('globalThis.webjobsHoverMs'),
    () => undefined,
  );
}

/** Runs in the page: measures from the last key of the chord to the first change of the page that shows the text. */
const watch = `(text) => {
  globalThis.webjobsHoverMs = undefined;
  let pressedAt;
  const onKey = ({ key }) => {
    if (key.toLowerCase() === 'i') pressedAt = performance.now();
  };
  const observer = new MutationObserver(() => {
    const isShown = [...document.querySelectorAll('.monaco-hover')].some(
      (hover) => hover.getClientRects().length > 0 && hover.textContent.replaceAll('\\u00a0', ' ').includes(text),
    );
    if (pressedAt === undefined || !isShown) return;
    observer.disconnect();
    removeEventListener('keydown', onKey, true);
    globalThis.webjobsHoverMs = performance.now() - pressedAt;
  });
  addEventListener('keydown', onKey, true);
  observer.observe(document.body, { attributes: true, childList: true, characterData: true, subtree: true });
}`;

async function closeHover(editor: EditorDriver): Promise<void> {
  await editor.press('Escape');
  const hover = editor.page.locator('.monaco-editor .monaco-hover:visible');
  await editor.patience.until('the hover to close', async () => (await hover.count()) === 0);
}
