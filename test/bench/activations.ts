import type { EditorDriver } from '../editor/driver/editorDriver';

/** "Developer: Startup Performance" is read from the screen, so that all its lines have to be on it. */
export const tallViewport = { width: 1800, height: 4000 };

/** Milliseconds of load, call and finish of an extension, as VS Code reports them; waits until it is activated. */
export async function activationTime(editor: EditorDriver, id: string): Promise<number> {
  await editor.runCommand('Developer: Startup Performance', 60_000);
  const time = await editor.patience.until(`the activation time of ${id}`, async () =>
    activationsIn(await editor.editorText()).get(id),
  );
  // The editor of it would be opened anew with the window.
  await editor.press('Control+K', 'Control+W');
  return time;
}

/** Reads the document, whose rows look like `| publisher.name | eager | load | call | finish | event | by |`. */
function activationsIn(report: string): ReadonlyMap<string, number> {
  const cells = report.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  return new Map(
    cells
      .filter((row) => /^\d+$/.test(row[3] ?? '') && row.length >= 8)
      .map((row) => [row[1] ?? '', Number(row[3]) + Number(row[4]) + Number(row[5])]),
  );
}
