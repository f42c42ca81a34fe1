import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Locator, type Page } from 'playwright-core';
import { type CodeServer } from '../hostedCode/codeServer';
import { type LivingProcess } from '../hostedCode/sessionProcesses';
import { type DomElement } from './domElement';
import { Patience, screenshotFolder } from './patience';
import { stillPicture } from './stillPicture';
import { QuickInput } from './quickInput';
import { type RowPath, type TreeRow, TreeRows } from './treeRows';

/**
 * A real VS Code, used the way a person uses it: with keyboard and mouse, seeing what is on the screen.
 *
 * Every method waits for what it needs and throws an error that names it, with a picture in `out/screenshots/failures`,
 * when it does not come.
 */
export class EditorDriver {
  readonly patience: Patience;
  private readonly quickInput: QuickInput;
  private readonly tree: TreeRows;

  constructor(
    readonly page: Page,
    private readonly server: Pick<CodeServer, 'pid' | 'processes' | 'extensionHosts'>,
    private readonly shutDown: () => Promise<void>,
  ) {
    this.patience = new Patience(page);
    this.quickInput = new QuickInput(page, this.patience);
    this.tree = new TreeRows(page, this.patience);
  }

  get serverPid(): number {
    return this.server.pid;
  }

  /** What lives of this session now: server, extension hosts, and everything that was started through them. */
  processes(): LivingProcess[] {
    return this.server.processes();
  }

  /** The process in which extensions run. When it is killed, VS Code starts another one, but not always: see `reload`. */
  async extensionHostPid(): Promise<number> {
    return this.patience.until('an extension host process', () =>
      Promise.resolve(this.server.extensionHosts().at(-1)?.pid),
    );
  }

  /**
   * Ends window, browser and server, waits for every process of the session, and removes the profile.
   *
   * @throws an error that names the processes that did not end by themselves; they are dead by then.
   */
  close(): Promise<void> {
    return this.shutDown();
  }

  /** Loads the window anew, as the command "Developer: Reload Window" does. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.patience.forVisible('the workbench', this.page.locator('.monaco-workbench .part.statusbar'));
  }

  /** Presses keys in Playwright's notation, one after the other: `press('Control+K', 'Control+I')`. */
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  runCommand(title: string, timeoutMs?: number): Promise<void> {
    return this.quickInput.runCommand(title, timeoutMs);
  }

  openFile(path: string, timeoutMs?: number): Promise<void> {
    return this.quickInput.openFile(path, timeoutMs);
  }

  /** Puts the cursor there; both numbers begin at 1. */
  goToLine(line: number, column = 1): Promise<void> {
    return this.quickInput.goToLine(line, column);
  }

  pick(label: string, timeoutMs?: number): Promise<void> {
    return this.quickInput.pick(label, timeoutMs);
  }

  quickPickItems(): Promise<string[]> {
    return this.quickInput.items();
  }

  quickInputText(): Promise<string> {
    return this.quickInput.text();
  }

  /** Fills the open input box or filters the open list; `acceptInput` confirms it. */
  typeInput(text: string): Promise<void> {
    return this.quickInput.type(text);
  }

  acceptInput(): Promise<void> {
    return this.quickInput.accept();
  }

  treeRow(path: RowPath, timeoutMs?: number): Promise<Locator> {
    return this.tree.find(path, timeoutMs);
  }

  treeRows(): Promise<TreeRow[]> {
    return this.tree.all();
  }

  expandTreeRow(path: RowPath): Promise<void> {
    return this.tree.expand(path);
  }

  collapseTreeRow(path: RowPath): Promise<void> {
    return this.tree.collapse(path);
  }

  clickTreeAction(path: RowPath, title: string): Promise<void> {
    return this.tree.clickAction(path, title);
  }

  /** Opens a context menu and clicks through it: one item, or the names of submenus before it. */
  async contextMenu(target: RowPath | Locator, ...items: readonly [string, ...string[]]): Promise<void> {
    const row = typeof target === 'string' || Array.isArray(target) ? await this.treeRow(target as RowPath) : target;
    if (row !== target) await this.tree.settled();
    await this.patience.act('a place to right-click', (timeout) =>
      (row as Locator).click({ button: 'right', timeout }),
    );
    for (const [index, item] of items.entries()) {
      const next = items[index + 1];
      await this.patience.until(`the menu item "${item}" to follow a click`, async () => {
        const entry = this.menuItem(item);
        await entry.click({ timeout: 2000 }).catch(() => undefined);
        // A menu ignores the mouse for a moment after it has opened, so the click may have to be repeated.
        const effect = next === undefined ? entry : this.menuItem(next);
        const state = next === undefined ? 'hidden' : 'visible';
        return effect.waitFor({ state, timeout: 500 }).then(
          () => true,
          () => false,
        );
      });
    }
  }

  /** The items of the context menu that is open. */
  async contextMenuItems(): Promise<string[]> {
    const labels = this.page.locator('.monaco-menu .action-menu-item .action-label');
    await this.patience.forVisible('a context menu', labels);
    return (await labels.allInnerTexts()).filter(Boolean);
  }

  /** Shows a view container by the title of its icon in the activity bar. */
  async openView(title: string): Promise<void> {
    const icon = this.page.locator('.part.activitybar .action-item').filter({
      // A keyboard shortcut or a badge's words may follow the title.
      has: this.page.locator(`.action-label[aria-label^=${JSON.stringify(title)}]`),
    });
    const item = await this.patience.forVisible(`the activity bar's icon "${title}"`, icon);
    // A click on the icon of the view that is open closes it.
    if ((await item.getAttribute('aria-expanded')) !== 'true') await item.click();
    await this.patience.forVisible(
      `the view "${title}"`,
      this.page.locator('.part.sidebar .composite.title').filter({ hasText: new RegExp(escape(title), 'i') }),
    );
  }

  /** The text of the hover at the cursor, which it opens with the keyboard. */
  async hoverText(timeoutMs?: number): Promise<string> {
    const hover = this.page.locator('.monaco-editor .monaco-hover:visible, .monaco-hover.workbench-hover:visible');
    return this.patience.until(
      'a hover at the cursor',
      async () => {
        if ((await hover.count()) === 0) await this.press('Control+K', 'Control+I');
        await hover
          .first()
          .waitFor({ state: 'visible', timeout: 1000 })
          .catch(() => undefined);
        const text = (await hover.allInnerTexts()).join('\n').replaceAll('\u00a0', ' ').trim();
        return text !== '' && !text.startsWith('Loading') && text;
      },
      timeoutMs,
    );
  }

  /** The visible lines of the active editor. */
  async editorText(): Promise<string> {
    const lines = '.editor-group-container.active .editor-instance .view-line';
    await this.patience.forVisible('an editor with text', this.page.locator(lines));
    return this.lines(lines);
  }

  /** Waits until the visible lines of the active editor hold `text`, and returns all of them. */
  waitForEditorText(text: string | RegExp, timeoutMs?: number): Promise<string> {
    return this.waitForLines(`${String(text)} in the editor`, () => this.editorText(), text, timeoutMs);
  }

  /** Types into the terminal that has the focus or is about to get it, once its shell shows a prompt. */
  async typeInTerminal(text: string): Promise<void> {
    await this.patience.forVisible(
      'a terminal with the focus',
      this.page.locator('.terminal-wrapper.active .xterm.focus'),
    );
    await this.patience.until('a prompt in the terminal', async () => (await this.outputText()) !== '');
    await this.page.keyboard.type(text);
  }

  /** The visible lines of the panel: the selected output channel or terminal. */
  async outputText(): Promise<string> {
    const output = await this.lines('.part.panel .view-lines .view-line');
    return output === '' ? this.lines('.part.panel .xterm-rows > div') : output;
  }

  /** Waits until `text` stands in the visible output or terminal and returns all of it. */
  waitForOutput(text: string | RegExp, timeoutMs?: number): Promise<string> {
    return this.waitForLines(`${String(text)} in the output`, () => this.outputText(), text, timeoutMs);
  }

  /** Waits until `text` can be seen anywhere in the window. */
  async waitForText(text: string | RegExp, timeoutMs?: number): Promise<Locator> {
    const visible = this.page.getByText(text).filter({ visible: true });
    return this.patience.forVisible(`the text ${String(text)}`, visible, timeoutMs);
  }

  /** The messages of the notifications on the screen. */
  async notifications(): Promise<string[]> {
    return this.page.locator('.notification-toast .notification-list-item-message').allInnerTexts();
  }

  async waitForNotification(text: string | RegExp, timeoutMs?: number): Promise<Locator> {
    const toast = this.page.locator('.notification-toast').filter({ hasText: text });
    return this.patience.forVisible(`a notification with ${String(text)}`, toast, timeoutMs);
  }

  async clickNotificationButton(text: string | RegExp, button: string): Promise<void> {
    const toast = await this.waitForNotification(text);
    const target = toast.locator('.monaco-button').filter({ hasText: exactly(button) });
    await (await this.patience.forVisible(`the notification's button "${button}"`, target)).click();
  }

  /** Waits for a modal dialog and returns what it says. */
  async dialogText(timeoutMs?: number): Promise<string> {
    const dialog = this.page.locator('.monaco-dialog-box');
    return (await this.patience.forVisible('a dialog', dialog, timeoutMs)).innerText();
  }

  async clickDialogButton(button: string): Promise<void> {
    const target = this.page.locator('.monaco-dialog-box .monaco-button').filter({ hasText: exactly(button) });
    await (await this.patience.forVisible(`the dialog's button "${button}"`, target)).click();
  }

  /**
   * Writes a picture of the window, once it stands still, to `out/screenshots`, if the environment asks for pictures by
   * `WEBJOBS_PICTURES`: each takes seconds, and only people look at them.
   */
  async screenshot(name: string): Promise<void> {
    if (!process.env.WEBJOBS_PICTURES) return;
    const path = join(screenshotFolder, `${name}.png`);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, await stillPicture(this.page));
  }

  private menuItem(label: string): Locator {
    return this.page
      .locator('.monaco-menu .action-menu-item')
      .filter({ has: this.page.locator(`.action-label[aria-label=${JSON.stringify(label)}]`) })
      .first();
  }

  private waitForLines(
    what: string,
    read: () => Promise<string>,
    text: string | RegExp,
    timeoutMs?: number,
  ): Promise<string> {
    return this.patience.until(
      what,
      async () => {
        const lines = await read();
        return (typeof text === 'string' ? lines.includes(text) : text.test(lines)) && lines;
      },
      timeoutMs,
    );
  }

  private async lines(selector: string): Promise<string> {
    const lines = await this.page.locator(selector).evaluateAll((elements: DomElement[]) =>
      elements
        .map((line) => ({ top: line.offsetTop, text: line.textContent }))
        .sort((a, b) => a.top - b.top)
        .map(({ text }) => text),
    );
    return lines.join('\n').replaceAll('\u00a0', ' ').trimEnd();
  }
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

/** Matches an element whose whole text is this. */
function exactly(text: string): RegExp {
  return new RegExp(`^\\s*${escape(text)}\\s*$`);
}
