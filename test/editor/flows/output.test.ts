import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import test from 'node:test';
import type { EditorDriver } from '../driver/editorDriver';
import { type Shop, withShop } from '../shop';

const jobs = 'App_Data/jobs/triggered';

const files: Readonly<Record<string, string>> = {
  [`${jobs}/failing/run.js`]: "Error.stackTraceLimit = 2;\nconsole.log('begins');\nrequire('./lib/orders').take();\n",
  [`${jobs}/failing/lib/orders.js`]: "exports.take = () => {\n  throw new Error('no such article');\n};\n",
  // A working copy: the paths in its stack traces are not those of the workspace.
  [`${jobs}/failing/settings.job`]: '{ "is_in_place": false }\n',
  [`${jobs}/flood/run.sh`]: 'seq 1 100000\necho "$0: line 2: the end" >&2\n',
};

test('a stack trace leads from a working copy to the source; errors alone; a hundred thousand lines', async () => {
  await withShop(async (shop) => {
    for (const [path, text] of Object.entries(files)) await write(shop, path, text);
    const { editor } = shop;
    await editor.openView('WebJobs');
    await openStackTrace(shop);
    await showErrorsOnly(editor);
    await dismissResult(editor);
    await readFlood(shop);
  });
});

async function openStackTrace({ editor, folder }: Shop): Promise<void> {
  await editor.clickTreeAction('failing', 'Run Job');
  await editor.waitForOutput(/run \d+ failed after/);
  const output = await editor.outputText();
  assert.match(output, /ERROR\].*orders\.js:2:9/);
  assert.ok(!output.includes(join(folder, jobs)), 'the job runs in a working copy');
  await editor.screenshot('output-stack-trace');
  await clickLink(editor, 'orders.js:2:9');
  await editor.waitForEditorText("throw new Error('no such article')");
  const uri = await editor.page
    .locator('.editor-group-container.active .monaco-editor')
    .first()
    .getAttribute('data-uri');
  assert.equal(decodeURI(new URL(uri ?? '').pathname), join(folder, jobs, 'failing/lib/orders.js'));
  await editor.waitForText('Ln 2, Col 9');
}

async function showErrorsOnly(editor: EditorDriver): Promise<void> {
  await clickPanelAction(editor, 'Show Errors Only');
  await editor.patience.until('the errors alone', async () => {
    const text = await editor.outputText();
    return text.includes('no such article') && !text.includes('Status changed');
  });
  assert.match(await editor.outputText(), /run \d+ failed after/);
  await editor.screenshot('output-errors');
  await clickPanelAction(editor, 'Show All Output');
  await editor.waitForOutput(/SYS INFO\] Status changed to Failed/);
}

/** The row tells the failure until it is dismissed. */
async function dismissResult(editor: EditorDriver): Promise<void> {
  const described = async (state: RegExp): Promise<boolean> =>
    (await editor.treeRows()).some(({ label, description }) => label === 'failing' && state.test(description));
  await editor.patience.until('the failure in the row', () => described(/^failed \d/));
  await editor.screenshot('tree-failed');
  await editor.clickTreeAction('failing', 'Dismiss Result');
  await editor.patience.until('the row at rest', () => described(/^stopped$/));
}

async function readFlood({ editor }: Shop): Promise<void> {
  await editor.clickTreeAction('flood', 'Run Job');
  await editor.waitForOutput(/INFO\] 100000[\s\S]*run \d+ succeeded after/, 60_000);
  // The window answers keys, and finds links among that many lines.
  await editor.runCommand('View: Toggle Word Wrap');
  await clickLink(editor, 'run.sh: line 2');
  await editor.waitForEditorText('seq 1 100000');
  await editor.screenshot('output-flood');
}

/** Follows a link of the output, as a person does: with Ctrl held down. */
async function clickLink(editor: EditorDriver, text: string): Promise<void> {
  const link = editor.page.locator('.part.panel .detected-link').filter({ hasText: text }).first();
  await editor.patience.forVisible(`the link ${text}`, link);
  await editor.patience.act(`the link ${text} to follow`, (timeout) => link.click({ modifiers: ['Control'], timeout }));
}

async function clickPanelAction(editor: EditorDriver, title: string): Promise<void> {
  const action = editor.page.locator(`.part.panel .action-label[aria-label^=${JSON.stringify(title)}]`).first();
  await editor.patience.act(`the action ${title} of the panel`, (timeout) => action.click({ timeout }));
}

async function write({ folder }: Shop, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}
