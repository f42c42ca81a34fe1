import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OutputLines } from '../../../src/vscode/output/outputLines';

const text = [
  '[03/02/2026 10:00:00 > abc123: SYS INFO] Status changed to Running',
  '[03/02/2026 10:00:01 > abc123: INFO] [x > y: ERR ] is only talk',
  '[03/02/2026 10:00:02 > abc123: ERR ] no such order',
  '[03/02/2026 10:00:03 > abc123: SYS ERR ] Job failed due to exit code 3',
  'a line of its own: ERR ] stays',
  '',
].join('\n');

const shown = text.replace('02 > abc123: ERR ]', '02 > abc123: ERROR]').replace('SYS ERR ]', 'SYS ERROR]');

test('levels are shown in words', () => {
  assert.equal(new OutputLines().push(text), shown);
});

test('lines come out whole, wherever the text is cut', () => {
  for (let size = 1; size < 90; size++) {
    const lines = new OutputLines();
    const blocks: string[] = [];
    for (let start = 0; start < text.length; start += size) blocks.push(lines.push(text.slice(start, start + size)));
    assert.equal(blocks.join(''), shown);
    assert.deepEqual(
      blocks.filter((block) => block !== '' && !block.endsWith('\n')),
      [],
    );
  }
});

test('an unfinished last line is not lost', () => {
  const lines = new OutputLines();
  assert.equal(lines.push('[03/02/2026 10:00:02 > abc123: ERR ] cut'), '');
  assert.equal(lines.flush(), '[03/02/2026 10:00:02 > abc123: ERROR] cut\n');
  assert.equal(lines.flush(), '');
});
