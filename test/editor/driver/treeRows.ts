import { type Locator, type Page } from 'playwright-core';
import { type DomElement } from './domElement';
import { type Patience } from './patience';

/** A row's label, or the labels on the way to it from an outer row, which need not begin at the root. */
export type RowPath = string | readonly string[];

/** One visible row of a tree in the side bar. */
export interface TreeRow {
  readonly label: string;
  /** The pale text behind the label. */
  readonly description: string;
  /** 1 for rows at the root. */
  readonly level: number;
  /** `undefined` when the row has no children. */
  readonly isExpanded: boolean | undefined;
  readonly tooltip: string;
}

/** The trees of the side bar: the explorer and the views of extensions. */
export class TreeRows {
  private readonly list: Locator;

  constructor(
    private readonly page: Page,
    private readonly patience: Patience,
  ) {
    this.list = page.locator('.part.sidebar .monaco-list-row[role="treeitem"]:visible');
  }

  /** Waits for the row and returns it. It stays valid until rows before it come or go. */
  async find(path: RowPath, timeoutMs?: number): Promise<Locator> {
    return this.patience.until(`the tree row "${describe(path)}"`, () => this.findNow(path), timeoutMs);
  }

  /** The rows that are on the screen, from top to bottom. */
  async all(): Promise<TreeRow[]> {
    const rows = await this.read();
    return rows.map(({ label, description, level, expanded, tooltip }) => ({
      label,
      description,
      level,
      isExpanded: expanded === null ? undefined : expanded === 'true',
      tooltip,
    }));
  }

  async expand(path: RowPath): Promise<void> {
    await this.setExpanded(path, 'true');
  }

  async collapse(path: RowPath): Promise<void> {
    await this.setExpanded(path, 'false');
  }

  /** Clicks an inline action of the row, the ones that appear under the mouse. */
  async clickAction(path: RowPath, title: string): Promise<void> {
    await this.find(path);
    await this.settled();
    await this.patience.until(`the action "${title}" of the tree row "${describe(path)}"`, () =>
      this.tryOnRow(path, async (row) => {
        await row.hover(shortly);
        // A keyboard shortcut may follow the title.
        const action = row.locator(`.actions .action-label[aria-label^=${JSON.stringify(title)}]`).first();
        await action.waitFor({ state: 'visible', ...shortly });
        // On a busy machine a click can take effect long before it is reported, and must not be repeated: Playwright looks
        // whether it would hit, and the mouse itself clicks.
        await action.click({ trial: true, ...shortly });
        const box = await action.boundingBox(shortly);
        if (box === null) return false;
        await this.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
        return true;
      }),
    );
  }

  /** Waits until the rows stay as they are: VS Code loses the row of an action while an extension redraws its whole tree. */
  async settled(): Promise<void> {
    let before = '';
    await this.patience.until('the tree to be at rest', async () => {
      const rows = JSON.stringify(await this.read());
      if (rows === before) return true;
      before = rows;
      await this.page.waitForTimeout(restMs);
      return false;
    });
  }

  private async setExpanded(path: RowPath, wanted: 'true' | 'false'): Promise<void> {
    let hasClicked = false;
    await this.patience.until(`the tree row "${describe(path)}" to have expanded=${wanted}`, () =>
      this.tryOnRow(path, async (row) => {
        if ((await row.getAttribute('aria-expanded', shortly)) === wanted) return true;
        // A second click would undo the first, which a busy tree may take its time to follow.
        if (!hasClicked) await row.locator('.monaco-tl-twistie').click(shortly);
        hasClicked = true;
        return false;
      }),
    );
  }

  /** Acts on the row where it is now; `false` when it is not there, or moved away under the action. */
  private async tryOnRow(path: RowPath, act: (row: Locator) => Promise<boolean>): Promise<boolean> {
    const row = await this.findNow(path);
    if (row === undefined) return false;
    try {
      return await act(row);
    } catch {
      // Rows come and go while a tree refreshes: the caller looks again.
      return false;
    }
  }

  private async findNow(path: RowPath): Promise<Locator | undefined> {
    const rows = await this.read();
    const row = findRow(rows, typeof path === 'string' ? [path] : path);
    if (row === undefined) return undefined;
    // The id is that of the place, so the label guards against a click on what has just moved there.
    const label = this.page.locator('.label-name').getByText(row.label, { exact: true });
    return this.page.locator(`[id="${row.id}"]`).filter({ has: label });
  }

  private async read(): Promise<RawRow[]> {
    return this.list.evaluateAll((rows: DomElement[]) =>
      rows
        .map((row) => ({
          id: row.getAttribute('id') ?? '',
          label: row.querySelector('.label-name')?.textContent.trim() ?? '',
          description: row.querySelector('.label-description')?.textContent.trim() ?? '',
          level: Number(row.getAttribute('aria-level')),
          expanded: row.getAttribute('aria-expanded'),
          tooltip: row.getAttribute('aria-label') ?? '',
          // Rows of one list are in the page in the order of their making, not of their place.
          order: Number(row.getAttribute('data-index')),
          list: row.getAttribute('id')?.replace(/_\d+$/, '') ?? '',
        }))
        .sort((a, b) => a.list.localeCompare(b.list) || a.order - b.order),
    );
  }
}

/** How long rows stay as they are before a tree counts as drawn. */
const restMs = 500;

/** Long enough for a row that is there, short enough to look again when it has moved. */
const shortly = { timeout: 1500 };

interface RawRow {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly level: number;
  readonly expanded: string | null;
  readonly tooltip: string;
}

/** Walks down the rows: each label of the path has to be found below the one before it. */
function findRow(rows: readonly RawRow[], labels: readonly string[]): RawRow | undefined {
  const [first, ...rest] = labels;
  for (const [index, row] of rows.entries()) {
    if (row.label !== first) continue;
    if (rest.length === 0) return row;
    const end = rows.findIndex((other, place) => place > index && other.level <= row.level);
    const found = findRow(rows.slice(index + 1, end === -1 ? undefined : end), rest);
    if (found !== undefined) return found;
  }
  return undefined;
}

function describe(path: RowPath): string {
  return typeof path === 'string' ? path : path.join(' › ');
}
