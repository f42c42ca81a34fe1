import type { EditorDriver } from './editorDriver';

/** Uses the debugger of a window as a person does. */
export class DebugDriver {
  constructor(private readonly editor: EditorDriver) {}

  /** Opens a file and sets a breakpoint in the line that holds `text`, or removes the one that is there. */
  async setBreakpoint(file: string, text: string): Promise<void> {
    await this.editor.openFile(file);
    await this.editor.press('Control+F');
    const input = this.editor.page.locator('.find-widget.visible textarea').first();
    await this.editor.patience.forVisible('the find box', input);
    await input.fill(text);
    await this.editor.press('Enter');
    // A busy window takes its time to give the focus back, and F9 means nothing in the box.
    await this.editor.patience.until('the find box to close', async () => {
      await this.editor.press('Escape');
      return input.waitFor({ state: 'hidden', timeout: 1000 }).then(
        () => true,
        () => false,
      );
    });
    const marks = this.editor.page.locator('.editor-group-container.active .cgmr[class*="debug-breakpoint"]');
    const before = await marks.count();
    // The key is lost while the focus is on its way back to the text.
    await this.editor.patience.until('the mark of the breakpoint to come or go', async () => {
      await this.editor.press('F9');
      const deadlineMs = performance.now() + 2000;
      while (performance.now() < deadlineMs) {
        if ((await marks.count()) !== before) return true;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return false;
    });
  }

  /**
   * Starts a configuration of launch.json by its name. VS Code notices a file that was written beside it after a moment,
   * and does not renew a list that is open.
   */
  async startConfiguration(name: string): Promise<void> {
    await this.editor.patience.until(`the configuration ${name} in the list`, async () => {
      await this.editor.runCommand('Debug: Select and Start Debugging');
      if ((await this.editor.quickPickItems()).includes(name)) return true;
      await this.editor.press('Escape');
      return false;
    });
    await this.editor.pick(name);
  }

  /** Waits until a program is held, and returns the text of the line it is held at, without blanks. */
  async stoppedLine(timeoutMs?: number): Promise<string> {
    const { page, patience } = this.editor;
    const marker = page.locator('.debug-top-stack-frame-line, .debug-focused-stack-frame-line').first();
    await patience.forVisible('a program held at a breakpoint', marker, timeoutMs);
    return patience.until('the line at which the program is held', async () => {
      const top = await marker.evaluate((element) => (element as unknown as PlacedElement).parentElement.style.top);
      const lines = page.locator('.editor-group-container.active .view-line');
      const texts = await lines.evaluateAll(
        (elements, wanted) =>
          (elements as unknown as PlacedElement[])
            .filter((line) => line.style.top === wanted)
            .map((line) => line.textContent),
        top,
      );
      // Marks for breakpoints inside the line stand among its characters.
      return texts[0]?.replaceAll(/[^!-~]/g, '');
    });
  }

  /** The path of the file in the active editor. */
  async shownPath(): Promise<string> {
    const editor = this.editor.page.locator('.editor-group-container.active .monaco-editor').first();
    return decodeURIComponent(new URL((await editor.getAttribute('data-uri')) ?? '').pathname);
  }

  /** Waits until the variables view shows a variable, and returns its text: `name = value`. */
  async variable(name: string): Promise<string> {
    const row = this.editor.page.locator('.debug-variables .monaco-list-row').filter({ hasText: `${name} =` });
    return (await this.editor.patience.forVisible(`the variable ${name}`, row)).innerText();
  }

  /** Waits until no session is left. */
  async ended(timeoutMs?: number): Promise<void> {
    const toolbar = this.editor.page.locator('.debug-toolbar:visible');
    await this.editor.patience.until('the debug session to end', async () => (await toolbar.count()) === 0, timeoutMs);
  }

  /** The visible lines of the debug console. */
  async consoleText(): Promise<string> {
    const rows = await this.editor.page.locator('.repl .monaco-list-row').allInnerTexts();
    return rows.join('\n').replaceAll('\u00a0', ' ');
  }
}

/** The part of a DOM element that is read here; the project's types know no DOM. */
interface PlacedElement {
  readonly parentElement: PlacedElement;
  readonly style: { readonly top: string };
  readonly textContent: string;
}
