import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byteRangeOf } from '../../src/host/routes/byteRange';

function check(header: string | undefined, size: number, expected: ReturnType<typeof byteRangeOf>): void {
  test(`${header ?? 'no range'} of ${size} bytes`, () => assert.deepEqual(byteRangeOf(header, size), expected));
}

check(undefined, 10, undefined);
check('bytes=0-', 10, { start: 0, end: 9 });
check('bytes=4-5', 10, { start: 4, end: 5 });
check('bytes=4-400', 10, { start: 4, end: 9 });
check('bytes=-3', 10, { start: 7, end: 9 });
check('bytes=-30', 10, { start: 0, end: 9 });
check('bytes=9-9', 10, { start: 9, end: 9 });
check('bytes=10-', 10, 'unsatisfiable');
check('bytes=0-', 0, 'unsatisfiable');
check('bytes=-0', 10, 'unsatisfiable');
check('bytes=5-4', 10, undefined);
check('bytes=-', 10, undefined);
check('bytes=0-1,3-4', 10, undefined);
check('lines=0-1', 10, undefined);
