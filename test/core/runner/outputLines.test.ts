import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  countLines,
  firstLines,
  LineCutter,
  longestHeldLine,
  type OutputBlock,
  stampLines,
} from '../../../src/core/runner/outputLines';

function textOf(blocks: readonly OutputBlock[]): string {
  return Buffer.concat(blocks.map(({ bytes }) => bytes)).toString();
}

/** What a cutter makes of chunks that arrive without a pause, all in one buffer as a reader has it. */
function cut(...chunks: readonly (string | Buffer)[]): string {
  const cutter = new LineCutter();
  const texts = chunks.map((chunk) => {
    const buffer = Buffer.from(chunk);
    const text = textOf(cutter.push(buffer));
    buffer.fill('?');
    return text;
  });
  return [...texts, textOf(cutter.finish())].join('');
}

function check(title: string, chunks: readonly (string | Buffer)[], expected: string): void {
  test(title, () => {
    assert.equal(cut(...chunks), expected);
  });
}

check('cuts at line feeds', ['a\nb\n'], 'a\nb\n');
check('keeps empty lines', ['\n\na\n'], '\n\na\n');
check('ends the unfinished last line', ['a\nb'], 'a\nb\n');
check('says nothing for an empty stream', [], '');
check('takes a carriage return and line feed for one line end', ['a\r\nb\r\n'], 'a\nb\n');
check('ends a line at a lone carriage return', ['10%\r20%\rdone\n'], '10%\n20%\ndone\n');
check('joins a line end that two reads share', ['a\r', '\nb'], 'a\nb\n');
check('ends a line at a carriage return at the very end', ['a\r'], 'a\n');
check('takes two carriage returns for two line ends', ['a\r', '\r', '\nb'], 'a\n\nb\n');
check('joins a line from many reads', ['a', 'b', 'c\nd'], 'abc\nd\n');
check('never tears a character', [Buffer.from('ü').subarray(0, 1), Buffer.from('ü\n').subarray(1)], 'ü\n');
check('replaces what is no UTF-8', [Buffer.from([0x61, 0xff, 0x62, 0x0a])], 'a\ufffdb\n');
check('replaces a character that never ends', [Buffer.from([0xe6, 0xbc, 0x0a])], '\ufffd\n');

test('a carriage return that waited in vain ends its line, and a late line feed is a line of its own', () => {
  const cutter = new LineCutter();
  assert.deepEqual(cutter.push(Buffer.from('a\r')), []);
  assert.ok(cutter.holdsCarriageReturn);
  assert.equal(textOf(cutter.endHeldLine()), 'a\n');
  assert.ok(!cutter.holdsCarriageReturn);
  assert.deepEqual(cutter.endHeldLine(), []);
  assert.equal(textOf(cutter.push(Buffer.from('\nb\n'))), '\nb\n');
});

test('the cut does not depend on where reads end', () => {
  const piece = fc.constantFrom('a', 'ü', '漢', '😀', '\n', '\r\n', '\r', '\n\n', 'long text');
  fc.assert(
    fc.property(fc.array(piece), fc.infiniteStream(fc.integer({ min: 1, max: 5 })), (pieces, sizes) => {
      const text = pieces.join('');
      const bytes = Buffer.from(text);
      const chunks: Buffer[] = [];
      for (let start = 0; start < bytes.length;) {
        const size = sizes.next().value as number;
        chunks.push(bytes.subarray(start, start + size));
        start += size;
      }
      const lines = text.replace(/\r\n?/g, '\n');
      assert.equal(cut(...chunks), lines === '' || lines.endsWith('\n') ? lines : `${lines}\n`);
    }),
  );
});

test('a line of any length passes in parts that tear no character', () => {
  const cutter = new LineCutter();
  const chunk = Buffer.from('漢'.repeat(20_000));
  const blocks: OutputBlock[] = [];
  const expected: Buffer[] = [];
  // Odd pieces, so that parts would end inside characters.
  for (let sent = 0; sent < 3 * longestHeldLine; sent += 9_999) {
    expected.push(Buffer.from(chunk.subarray(sent % 30_000, (sent % 30_000) + 9_999)));
    blocks.push(...cutter.push(expected.at(-1) ?? chunk));
  }
  blocks.push(...cutter.push(Buffer.from('end\r\nnext\n')));
  const whole = blocks.filter(({ goesOn }) => !goesOn).map(({ bytes, isContinued }) => ({ bytes, isContinued }));
  const parts = blocks.filter(({ goesOn }) => goesOn);
  assert.ok(parts.length >= 2);
  assert.ok(parts.every(({ bytes }) => bytes.length < 1.1 * longestHeldLine));
  assert.deepEqual(
    parts.map(({ isContinued }) => isContinued),
    parts.map((_, index) => index > 0),
  );
  assert.deepEqual(
    whole.map(({ isContinued }) => isContinued),
    [true, false],
  );
  assert.equal(textOf(blocks), `${Buffer.concat(expected).toString()}end\nnext\n`);
  assert.deepEqual(cutter.finish(), []);
});

test('a long line that ends with the stream gets its end', () => {
  const cutter = new LineCutter();
  const [part] = cutter.push(Buffer.alloc(longestHeldLine + 1, 'x'));
  assert.ok(part?.goesOn);
  assert.deepEqual(cutter.finish(), [{ bytes: Buffer.from('\n'), isContinued: true, goesOn: false }]);
});

test('each line gets its stamp and its end', () => {
  const lines = Buffer.from('grüße\n\nb\n');
  const stamped = (stamp: string, lineEnd: '\r\n' | '\n'): string => stampLines(lines, { stamp, lineEnd }).toString();
  assert.equal(stamped('[x] ', '\r\n'), '[x] grüße\r\n[x] \r\n[x] b\r\n');
  assert.equal(stamped('[é] ', '\n'), '[é] grüße\n[é] \n[é] b\n');
  assert.equal(stamped("[$& $' $$] ", '\n'), "[$& $' $$] grüße\n[$& $' $$] \n[$& $' $$] b\n");
});

test('a part of a line has a stamp in front only if it is the first, and no end', () => {
  const part = Buffer.from('part');
  assert.equal(stampLines(part, { stamp: '[x] ', lineEnd: '\r\n' }).toString(), '[x] part');
  assert.equal(stampLines(part, { stamp: '[x] ', lineEnd: '\r\n', isContinued: true }).toString(), 'part');
  const end = stampLines(Buffer.from('end\nb\n'), { stamp: '[x] ', lineEnd: '\r\n', isContinued: true });
  assert.equal(end.toString(), 'end\r\n[x] b\r\n');
});

test('lines are counted and taken from the front', () => {
  const lines = Buffer.from('a\n\nb\n');
  assert.equal(countLines(lines), 3);
  assert.equal(firstLines(lines, 2).toString(), 'a\n\n');
  assert.equal(firstLines(lines, 9).toString(), 'a\n\nb\n');
  assert.equal(firstLines(lines, 0).toString(), '');
});
