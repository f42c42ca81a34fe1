import { EditorDriver } from './driver/editorDriver';
import { ensureChromium, launchChromium } from './hostedCode/chromium';
import { ensureHostedCode } from './hostedCode/hostedCode';
import { serveWebWorkbench } from './hostedCode/webServer';

/** Nothing runs behind a page: extensions live in a worker of the browser. */
const nothingBehind = { pid: 0, processes: () => [], extensionHosts: () => [] };

/**
 * Opens VS Code as vscode.dev shows it, with the extension's bundle for the browser in a web worker and an empty folder in
 * the page's memory, for the time of `use`; pictures it when `use` fails.
 *
 * @param extensionPath absolute path of the extension.
 */
export async function withWebEditor(
  extensionPath: string,
  use: (editor: EditorDriver) => Promise<void>,
): Promise<void> {
  const tell = (line: string): void => void process.stderr.write(`${line}\n`);
  const server = await serveWebWorkbench(await ensureHostedCode(tell), extensionPath);
  const browser = await launchChromium(await ensureChromium(tell));
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-US' });
    page.on('dialog', (dialog) => void dialog.accept().catch(() => undefined));
    const editor = new EditorDriver(page, nothingBehind, () => browser.close());
    try {
      await page.goto(server.url);
      await editor.patience.forVisible('the workbench', page.locator('.monaco-workbench .part.statusbar'), 60_000);
      await use(editor);
    } catch (error) {
      await editor.patience.failureScreenshot('web');
      throw error;
    }
  } finally {
    await browser.close();
    await server.stop();
  }
}
