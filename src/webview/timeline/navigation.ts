/** An item on the chart as far as moving between items is concerned. */
export interface Stop {
  readonly startMs: number;
}

/** A row and a column among its items. */
export interface Position {
  readonly row: number;
  readonly column: number;
}

/**
 * Where a key leads from a position in a grid of items; undefined for keys that mean nothing. Up and down lead to the
 * item that is nearest in time, over rows without any.
 */
export function moveFocus(
  rows: readonly (readonly Stop[])[],
  from: Position,
  key: string,
  isControlPressed: boolean,
): Position | undefined {
  const lastColumn = (rows[from.row]?.length ?? 0) - 1;
  switch (key) {
    case 'ArrowLeft':
      return { ...from, column: Math.max(0, from.column - 1) };
    case 'ArrowRight':
      return { ...from, column: Math.min(lastColumn, from.column + 1) };
    case 'Home':
      return isControlPressed ? edge(rows, 1) : { ...from, column: 0 };
    case 'End':
      return isControlPressed ? edge(rows, -1) : { ...from, column: lastColumn };
    case 'ArrowUp':
      return vertical(rows, from, -1);
    case 'ArrowDown':
      return vertical(rows, from, 1);
    default:
      return undefined;
  }
}

/** The first item of the first row that has any, or the last item of the last one. */
function edge(rows: readonly (readonly Stop[])[], direction: 1 | -1): Position | undefined {
  const row = direction === 1 ? rows.findIndex(hasItems) : rows.findLastIndex(hasItems);
  return row === -1 ? undefined : { row, column: direction === 1 ? 0 : (rows[row]?.length ?? 1) - 1 };
}

function vertical(rows: readonly (readonly Stop[])[], from: Position, direction: 1 | -1): Position {
  const startMs = rows[from.row]?.[from.column]?.startMs ?? 0;
  let row = from.row + direction;
  while (rows[row] !== undefined && !hasItems(rows[row])) row += direction;
  const items = rows[row];
  return items === undefined ? from : { row, column: nearest(items, startMs) };
}

function nearest(items: readonly Stop[], startMs: number): number {
  const distances = items.map((item) => Math.abs(item.startMs - startMs));
  return distances.indexOf(Math.min(...distances));
}

function hasItems(items: readonly Stop[] | undefined): boolean {
  return items !== undefined && items.length > 0;
}
