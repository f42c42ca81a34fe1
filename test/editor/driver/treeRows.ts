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
    await this.patience.until(`the action "${title}" of the tree row "${describe(path)}"`, async () => {
      const row = await this.findNow(path);
      await row?.hover({ timeout: 2000 }).catch(() => undefined);
      // A keyboard shortcut may follow the title.
      const action = row?.locator(`.actions .action-label[aria-label^=${JSON.stringify(title)}]`);
      if (action === undefined || !(await action.first().isVisible())) return false;
      await action.first().click();
      return true;
    });
  }

  private async setExpanded(path: RowPath, wanted: 'true' | 'false'): Promise<void> {
    await this.patience.until(`the tree row "${describe(path)}" to have expanded=${wanted}`, async () => {
      const row = await this.findNow(path);
      const actual = await row?.getAttribute('aria-expanded');
      if (row === undefined || actual === wanted) return row !== undefined;
      await row
        .locator('.monaco-tl-twistie')
        .click({ timeout: 2000 })
        .catch(() => undefined);
      return (await row.getAttribute('aria-expanded')) === wanted;
    });
  }

  private async findNow(path: RowPath): Promise<Locator | undefined> {
    const rows = await this.read();
    const id = findId(rows, typeof path === 'string' ? [path] : path);
    return id === undefined ? undefined : this.page.locator(`[id="${id}"]`);
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

interface RawRow {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly level: number;
  readonly expanded: string | null;
  readonly tooltip: string;
}

/** Walks down the rows: each label of the path has to be found below the one before it. */
function findId(rows: readonly RawRow[], labels: readonly string[]): string | undefined {
  const [first, ...rest] = labels;
  for (const [index, row] of rows.entries()) {
    if (row.label !== first) continue;
    if (rest.length === 0) return row.id;
    const end = rows.findIndex((other, place) => place > index && other.level <= row.level);
    const found = findId(rows.slice(index + 1, end === -1 ? undefined : end), rest);
    if (found !== undefined) return found;
  }
  return undefined;
}

function describe(path: RowPath): string {
  return typeof path === 'string' ? path : path.join(' › ');
}
