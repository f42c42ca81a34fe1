import assert from 'node:assert/strict';
import { test } from 'node:test';
import { moveFocus } from '../../../src/webview/timeline/navigation';

const rows = [[{ startMs: 10 }, { startMs: 20 }, { startMs: 30 }], [], [{ startMs: 12 }, { startMs: 29 }]];

/** Positions are `row:column`. */
function check(from: string, key: string, expected: string | undefined): void {
  const [row = 0, column = 0] = from.split(':').map(Number);
  const isControlPressed = key.startsWith('Control+');
  const position = moveFocus(rows, { row, column }, key.replace('Control+', ''), isControlPressed);
  assert.equal(position && `${position.row}:${position.column}`, expected, `${key} from ${from}`);
}

test('left and right move within a row and stop at its ends', () => {
  check('0:1', 'ArrowLeft', '0:0');
  check('0:0', 'ArrowLeft', '0:0');
  check('0:1', 'ArrowRight', '0:2');
  check('0:2', 'ArrowRight', '0:2');
});

test('up and down lead to the nearest in time, over rows without items', () => {
  check('0:0', 'ArrowDown', '2:0');
  check('0:2', 'ArrowDown', '2:1');
  check('2:1', 'ArrowUp', '0:2');
  check('2:1', 'ArrowDown', '2:1');
  check('0:1', 'ArrowUp', '0:1');
});

test('Home and End lead to the ends of the row, with Control to those of the chart', () => {
  check('0:1', 'Home', '0:0');
  check('0:1', 'End', '0:2');
  check('2:1', 'Control+Home', '0:0');
  check('0:0', 'Control+End', '2:1');
});

test('other keys mean nothing', () => check('0:0', 'a', undefined));
