import type { EditorDriver } from './editorDriver';

/** The problems that the view "Problems" shows, without those of files: message, source and place. */
export async function problemRows({ page }: EditorDriver): Promise<string[]> {
  const rows = await page.locator('.markers-panel .monaco-list-row').allInnerTexts();
  return rows.map((row) => row.replace(/\s+/g, ' ').trim()).filter((row) => /\[Ln \d+, Col \d+\]$/.test(row));
}

/** Waits until the view "Problems" shows as many problems as there are patterns, each matching one. */
export async function seeProblems(editor: EditorDriver, ...patterns: readonly RegExp[]): Promise<void> {
  let rows: string[] = [];
  await editor.patience
    .until('the problems', async () => {
      rows = await problemRows(editor);
      return rows.length === patterns.length && patterns.every((pattern) => rows.some((row) => pattern.test(row)));
    })
    .catch((error: unknown) => {
      throw new Error(`expected ${patterns.join(' ')}, found\n${rows.join('\n')}`, { cause: error });
    });
}

/** Chooses a quick fix at the cursor by keyboard. */
export async function quickFix(editor: EditorDriver, title: string): Promise<void> {
  const menu = editor.page.locator('.action-widget:not(.action-list-submenu-panel)');
  const item = await focusFix(editor, title);
  if (!(await item.isVisible())) throw new Error(`The fix "${title}" went away.`);
  await editor.press('Enter');
  await menu.waitFor({ state: 'hidden' });
}

/** Opens the lightbulb at the cursor and moves to a fix by keyboard. */
export async function focusFix(editor: EditorDriver, title: string) {
  const menu = editor.page.locator('.action-widget:not(.action-list-submenu-panel)');
  const item = menu.locator('.monaco-list-row').filter({ hasText: title }).first();
  await editor.patience.until(`the fix "${title}"`, async () => {
    if (await item.isVisible()) return true;
    // A menu takes its time to open, and a second key would choose from it.
    await editor.press('Control+.');
    await item.waitFor({ state: 'visible', timeout: 5_000 }).catch(() => undefined);
    if (await item.isVisible()) return true;
    await editor.press('Escape');
    return false;
  });
  for (let moves = 0; moves < 12; moves++) {
    if ((await item.getAttribute('class'))?.includes('focused') === true) break;
    await editor.press('ArrowDown');
  }
  return item;
}

/** Opens the list of suggestions at the cursor, until it has a row. */
export async function suggest(editor: EditorDriver, row: RegExp): Promise<void> {
  const widget = editor.page.locator('.suggest-widget');
  await editor.patience.until(`the suggestion ${String(row)}`, async () => {
    if (await widget.isVisible()) {
      if (row.test((await widget.locator('.monaco-list-row').allInnerTexts()).join('\n'))) return true;
    } else await editor.press('Control+Space');
    return false;
  });
}
