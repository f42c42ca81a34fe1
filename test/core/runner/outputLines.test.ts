import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { countLines, firstLines, LineCutter, stampLines } from '../../../src/core/runner/outputLines';

/** What a cutter makes of chunks that arrive without a pause. */
function cut(...chunks: readonly (string | Buffer)[]): string {
  const cutter = new LineCutter();
  const blocks = chunks.map((chunk) => cutter.push(Buffer.from(chunk)));
  return Buffer.concat([...blocks, cutter.finish()].filter((block) => block !== undefined)).toString();
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
  assert.equal(cutter.push(Buffer.from('a\r')), undefined);
  assert.ok(cutter.holdsCarriageReturn);
  assert.equal(cutter.endHeldLine()?.toString(), 'a\n');
  assert.ok(!cutter.holdsCarriageReturn);
  assert.equal(cutter.push(Buffer.from('\nb\n'))?.toString(), '\nb\n');
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

test('each line gets its stamp and its end', () => {
  const lines = Buffer.from('grüße\n\nb\n');
  assert.equal(stampLines(lines, '[x] ', '\r\n').toString(), '[x] grüße\r\n[x] \r\n[x] b\r\n');
  assert.equal(stampLines(lines, '[é] ', '\n').toString(), '[é] grüße\n[é] \n[é] b\n');
});

test('lines are counted and taken from the front', () => {
  const lines = Buffer.from('a\n\nb\n');
  assert.equal(countLines(lines), 3);
  assert.equal(firstLines(lines, 2).toString(), 'a\n\n');
  assert.equal(firstLines(lines, 9).toString(), 'a\n\nb\n');
  assert.equal(firstLines(lines, 0).toString(), '');
});
