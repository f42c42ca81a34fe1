import type { TimelineContent, TimelineItem } from '../../protocol/timelineMessages';
import { type ItemPlace, make, part, send } from './editorPage';

/** So many rows are shown of each table: a page of more is of use to nobody. */
const mostRows = 500;

interface TableRow {
  readonly place: ItemPlace;
  readonly item: TimelineItem;
  readonly job: string;
  readonly site: string;
}

/** The same as the chart in words: what comes next first, and below it what has run, the newest first. */
export class RunTable {
  constructor() {
    part('table').addEventListener('click', ({ target }) => {
      if (!(target instanceof HTMLButtonElement)) return;
      const { row: rowId, item: itemId } = target.dataset;
      if (rowId !== undefined && itemId !== undefined) send({ type: 'open', rowId, itemId });
    });
  }

  draw({ groups, nowMs }: TimelineContent): void {
    const rows = groups.flatMap((group) =>
      group.rows.flatMap((row) =>
        row.items.map((item): TableRow => ({
          place: { rowId: row.id, itemId: item.id },
          item,
          job: row.name,
          site: group.label,
        })),
      ),
    );
    rows.sort((left, right) => left.item.startMs - right.item.startMs);
    fill(
      'upcoming',
      rows.filter(({ item }) => item.startMs > nowMs),
    );
    fill('past', rows.filter(({ item }) => item.startMs <= nowMs).reverse());
  }
}

/** Keeps the focus on the same run when the rows are drawn anew. */
function fill(id: string, rows: readonly TableRow[]): void {
  const body = part(id);
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset : {};
  body.replaceChildren(...rows.slice(0, mostRows).map(drawRow));
  if (focused.row === undefined || focused.item === undefined) return;
  for (const button of body.querySelectorAll('button')) {
    if (button.dataset.row === focused.row && button.dataset.item === focused.item)
      button.focus({ preventScroll: true });
  }
}

function drawRow({ place, item, job, site }: TableRow): HTMLElement {
  const row = make('tr', item.isLong || item.isOverlapping ? 'notable' : '');
  const time = make('button', 'link', { type: 'button', 'data-row': place.rowId, 'data-item': place.itemId });
  time.textContent = item.time;
  const cells = [job, site, item.result, item.duration, item.notes].map((words) => {
    const cell = make('td', '');
    cell.textContent = words;
    return cell;
  });
  const head = make('th', '', { scope: 'row' });
  head.append(time);
  row.append(head, ...cells);
  return row;
}
