import type { TimelineContent, TimelineGroup, TimelineItem, TimelineRow } from '../../protocol/timelineMessages';
import { type ItemPlace, make } from './editorPage';

/** The span of time that the whole width stands for. */
type Span = Pick<TimelineContent, 'fromMs' | 'nowMs' | 'untilMs' | 'marks'>;

/** An item on the screen. */
export interface DrawnItem {
  readonly place: ItemPlace;
  readonly startMs: number;
  readonly element: HTMLElement;
}

/** The line of times above the chart. A screen reader hears times with the items instead. */
export function drawAxis(span: Span): HTMLElement {
  const axis = make('div', 'axis', { 'aria-hidden': 'true' });
  const track = make('div', 'track');
  for (const { atMs, label, isMidnight } of span.marks) {
    const mark = make('span', isMidnight ? 'mark midnight' : 'mark');
    mark.textContent = label;
    mark.style.left = percent(span, atMs);
    track.append(mark);
  }
  axis.append(make('div', 'name'), track);
  return axis;
}

/** The jobs of a site: its name with the stretches in which jobs overlap, and a row for each job. */
export function drawGroup(
  group: TimelineGroup,
  span: Span,
): { readonly element: HTMLElement; readonly rows: readonly (readonly DrawnItem[])[] } {
  const element = make('section', 'group', { role: 'rowgroup', 'aria-label': group.label });
  const head = make('div', 'head', { role: 'row' });
  const name = make('div', 'name', { role: 'rowheader' });
  name.append(text('strong', group.label), text('span', group.detail, 'detail'));
  const strip = make('div', 'track', {
    role: 'gridcell',
    'aria-label': group.overlaps.map(({ label }) => label).join('; '),
  });
  strip.append(...group.overlaps.map((overlap) => bar('overlap', span, overlap, overlap.label)));
  head.append(name, strip);
  const rows = group.rows.map((row) => drawRow(row, span));
  element.append(head, ...rows.map((row) => row.element), drawLines(group, span));
  return { element, rows: rows.map(({ items }) => items) };
}

function drawRow(
  row: TimelineRow,
  span: Span,
): { readonly element: HTMLElement; readonly items: readonly DrawnItem[] } {
  const element = make('div', 'row', { role: 'row' });
  const name = make('div', 'name', { role: 'rowheader' });
  name.append(text('span', row.name, 'job'), text('span', row.detail, 'detail'));
  if (row.warning !== null) {
    const warning = text('span', row.warning, 'warning');
    warning.setAttribute('data-label', row.warning);
    name.append(warning);
  }
  const track = make('div', 'track', { role: 'presentation' });
  const items = row.items.map((item) => {
    const drawn = bar(classesOf(item), span, item, item.label);
    drawn.setAttribute('role', 'gridcell');
    drawn.setAttribute('aria-label', item.label);
    drawn.setAttribute('tabindex', '-1');
    return { place: { rowId: row.id, itemId: item.id }, startMs: item.startMs, element: drawn };
  });
  track.append(...items.map((item) => item.element));
  element.append(name, track);
  return { element, items };
}

/** Lines through all rows of a group: round times, overlaps, and this moment. */
function drawLines(group: TimelineGroup, span: Span): HTMLElement {
  const lines = make('div', 'lines', { 'aria-hidden': 'true' });
  for (const { atMs, isMidnight } of span.marks) lines.append(line(isMidnight ? 'mark midnight' : 'mark', span, atMs));
  lines.append(...group.overlaps.map((overlap) => bar('shade', span, overlap)), line('now', span, span.nowMs));
  return lines;
}

function classesOf({ state, isBand, isLong, isOverlapping }: TimelineItem): string {
  return ['item', state, isBand && 'band', isLong && 'long', isOverlapping && 'overlapping']
    .filter((word) => word !== false)
    .join(' ');
}

function bar(
  classes: string,
  span: Span,
  { startMs, endMs }: { readonly startMs: number; readonly endMs: number },
  label?: string,
): HTMLElement {
  const element = make('div', classes);
  const from = Math.max(startMs, span.fromMs);
  const until = Math.min(Math.max(endMs, from), span.untilMs);
  element.style.left = percent(span, from);
  element.style.width = `${(100 * (until - from)) / (span.untilMs - span.fromMs)}%`;
  if (label !== undefined) element.dataset.label = label;
  return element;
}

function line(classes: string, span: Span, atMs: number): HTMLElement {
  const element = make('i', classes);
  element.style.left = percent(span, atMs);
  return element;
}

function text(tag: string, content: string, classes = ''): HTMLElement {
  const element = make(tag, classes);
  element.textContent = content;
  return element;
}

function percent({ fromMs, untilMs }: Span, ms: number): string {
  return `${(100 * (ms - fromMs)) / (untilMs - fromMs)}%`;
}
