import { posix } from 'node:path';
import { type Locator, type Page } from 'playwright-core';
import { type DomElement } from './domElement';
import { type Patience } from './patience';

/** The box at the top of the window: command palette, quick open, and the questions that extensions ask. */
export class QuickInput {
  private readonly widget: Locator;

  constructor(
    private readonly page: Page,
    private readonly patience: Patience,
  ) {
    this.widget = page.locator('.quick-input-widget:visible');
  }

  /** Runs a command by its title, with or without its category ("Jobs: Start" or "Start"). */
  async runCommand(title: string, timeoutMs?: number): Promise<void> {
    await this.patience.until(
      `the command "${title}" in the palette`,
      // The palette does not learn of commands that appear while it is open, so it is opened anew.
      async () => {
        await this.open('F1', '>');
        if (!(await this.fillNow(`>${title}`))) return false;
        const row = await this.rowSoon((label) => label === title || label.endsWith(`: ${title}`));
        if (row === undefined) {
          await this.page.keyboard.press('Escape');
          return false;
        }
        return clickNow(row);
      },
      timeoutMs,
    );
  }

  /** Opens a file of the workspace by its name, or by the end of its path where several have that name. */
  async openFile(path: string, timeoutMs?: number): Promise<void> {
    const name = posix.basename(path);
    const folder = posix.dirname(path);
    await this.patience.until(
      `the file "${path}" in quick open`,
      async () => {
        await this.open('Control+P', '');
        if (!(await this.fillNow(path))) return false;
        const row = await this.rowSoon(
          (label, description) => label === name && (folder === '.' || description.endsWith(folder)),
        );
        return row !== undefined && clickNow(row);
      },
      timeoutMs,
    );
    await this.patience.forVisible(
      `the text of "${name}"`,
      this.page.locator(`.editor-group-container.active .monaco-editor[data-uri$="/${encodeURI(name)}"] .view-line`),
    );
  }

  async goToLine(line: number, column: number): Promise<void> {
    await this.patience.until('the box for a line number', async () => {
      await this.open('Control+G', ':');
      return this.fillNow(`:${line}:${column}`);
    });
    await this.page.keyboard.press('Enter');
    await this.patience.act('the quick input to close', (timeout) => this.widget.waitFor({ state: 'hidden', timeout }));
  }

  /** False when the box has gone: whatever takes the focus, a late dialog or a view, closes it. */
  private async fillNow(text: string): Promise<boolean> {
    return this.input()
      .fill(text, { timeout: 2000 })
      .then(
        () => true,
        () => false,
      );
  }

  /** Chooses the item with exactly this label in the list that is open or about to open. */
  async pick(label: string, timeoutMs?: number): Promise<void> {
    await this.patience.until(
      `the choice "${label}"`,
      async () => {
        const row = await this.findRow((each) => each === label);
        return row !== undefined && clickNow(row);
      },
      timeoutMs,
    );
  }

  /** Replaces the text of the box that is open or about to open. */
  async type(text: string): Promise<void> {
    await this.patience.act('a question to answer', (timeout) => this.input().fill(text, { timeout }));
  }

  /** Confirms the box with the Enter key. */
  async accept(): Promise<void> {
    await this.page.keyboard.press('Enter');
  }

  /** The labels of the items that can be seen in the open list. */
  async items(): Promise<string[]> {
    return (await this.rows()).map(({ label }) => label);
  }

  /** The question, title and validation message of the open box. */
  async text(): Promise<string> {
    return (await this.patience.forVisible('an open quick input', this.widget)).innerText();
  }

  private input(): Locator {
    return this.widget.locator('.quick-input-box input');
  }

  private async open(key: string, prefix: string): Promise<void> {
    await this.patience.until('the quick input to open', async () => {
      await this.page.keyboard.press(key);
      try {
        await this.input().waitFor({ state: 'visible', timeout: 2000 });
      } catch {
        // The key came before the workbench listened to it.
        return false;
      }
      return (await this.input().inputValue()).startsWith(prefix);
    });
  }

  private async rowSoon(matches: RowMatcher): Promise<Locator | undefined> {
    const deadlineMs = performance.now() + 2000;
    for (;;) {
      const row = await this.findRow(matches);
      if (row !== undefined || performance.now() > deadlineMs) return row;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  private async findRow(matches: RowMatcher): Promise<Locator | undefined> {
    const found = (await this.rows()).find(({ label, description }) => matches(label, description));
    if (found === undefined) return undefined;
    // Rows move while results come in, so the row is known by what a screen reader says of it, not by its place.
    return this.widget.locator(`.monaco-list-row[aria-label=${JSON.stringify(found.spoken)}]`).first();
  }

  private async rows(): Promise<QuickRow[]> {
    return this.widget.locator('.monaco-list-row').evaluateAll((rows: DomElement[]) =>
      rows
        .map((row) => ({
          index: Number(row.getAttribute('data-index')),
          spoken: row.getAttribute('aria-label') ?? '',
          label: row.querySelector('.label-name')?.textContent.trim() ?? '',
          description: row.querySelector('.label-description')?.textContent.trim() ?? '',
        }))
        .sort((a, b) => a.index - b.index),
    );
  }
}

/** Clicks a row; `false` when it has gone in the meantime. */
async function clickNow(row: Locator): Promise<boolean> {
  try {
    // On a busy machine a click can take effect long before it is reported, and must not be repeated.
    await row.click({ timeout: 4000 });
    return true;
  } catch {
    // The list has changed: the caller looks again.
    return false;
  }
}

interface QuickRow {
  readonly index: number;
  readonly spoken: string;
  readonly label: string;
  readonly description: string;
}

type RowMatcher = (label: string, description: string) => boolean;
