import type { TimelineContent } from '../../protocol/timelineMessages';
import { type DrawnItem, drawAxis, drawGroup } from './chartParts';
import { type ItemPlace, part, recall, remember, send } from './editorPage';
import { moveFocus } from './navigation';

/**
 * Draws jobs below each other and time from left to right. One item is in the order of tabs; arrow keys move between
 * items, as in any grid.
 */
export class Chart {
  private readonly root = part('chart');
  private rows: readonly (readonly DrawnItem[])[] = [];

  constructor() {
    this.root.addEventListener('keydown', (event) => this.onKey(event));
    this.root.addEventListener('click', ({ target }) => this.open(target));
    this.root.addEventListener('focusin', ({ target }) => this.onFocus(target));
  }

  draw(content: TimelineContent): void {
    const hadFocus = this.root.contains(document.activeElement);
    const groups = content.groups.map((group) => drawGroup(group, content));
    this.root.replaceChildren(drawAxis(content), ...groups.map(({ element }) => element));
    this.rows = groups.flatMap(({ rows }) => rows);
    const current = this.find(recall().item) ?? this.rows.flat()[0];
    current?.element.setAttribute('tabindex', '0');
    if (hadFocus) current?.element.focus({ preventScroll: true });
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.open(event.target);
      return;
    }
    const row = this.rows.findIndex((items) => items.some(({ element }) => element === event.target));
    const column = this.rows[row]?.findIndex(({ element }) => element === event.target) ?? -1;
    const position = row === -1 ? undefined : moveFocus(this.rows, { row, column }, event.key, event.ctrlKey);
    if (position === undefined) return;
    event.preventDefault();
    this.rows[position.row]?.[position.column]?.element.focus();
  }

  private onFocus(target: EventTarget | null): void {
    const item = this.rows.flat().find(({ element }) => element === target);
    if (item === undefined) return;
    for (const each of this.root.querySelectorAll('[tabindex="0"]')) each.setAttribute('tabindex', '-1');
    item.element.setAttribute('tabindex', '0');
    remember({ item: item.place });
  }

  private open(target: EventTarget | null): void {
    const item = this.rows.flat().find(({ element }) => element === target);
    if (item) send({ type: 'open', ...item.place });
  }

  private find(place: ItemPlace | undefined): DrawnItem | undefined {
    return this.rows.flat().find((item) => item.place.rowId === place?.rowId && item.place.itemId === place.itemId);
  }
}
