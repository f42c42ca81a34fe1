import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { test } from 'node:test';
import { JobOutput } from '../../src/cli/jobOutput';

/** Keeps what is printed, and takes each piece only when the one before it is done with. */
class SlowReader extends Writable {
  readonly pieces: string[] = [];

  constructor() {
    super({ highWaterMark: 1, decodeStrings: false });
  }

  override _write(piece: string, _encoding: string, done: () => void): void {
    this.pieces.push(piece);
    setImmediate(done);
  }

  get text(): string {
    return this.pieces.join('');
  }
}

async function printed(pieces: readonly string[], form: 'exact' | 'pretty', last?: string): Promise<SlowReader> {
  const reader = new SlowReader();
  await new JobOutput(reader, form).print(
    // eslint-disable-next-line @typescript-eslint/require-await
    (async function* () {
      yield* pieces;
    })(),
    (line) => line === last,
  );
  return reader;
}

test('lines are printed whole, however the text is cut, and an unfinished last one is ended', async () => {
  assert.equal((await printed(['a', 'b\nc', '\n', 'd'], 'exact')).text, 'ab\nc\nd\n');
});

test('nothing is printed after the last line', async () => {
  assert.equal((await printed(['one\nen', 'd\ntwo\n'], 'exact', 'end')).text, 'one\nend\n');
});

test('a line of any length is printed as it comes, and none of it is kept', async () => {
  const start = '[01/02/2025 03:04:05 > abc123: INFO] ';
  const pieces = [start, ...Array.from({ length: 100 }, () => 'x'.repeat(50_000)), 'end\n', `${start}next\n`];
  const exact = await printed(pieces, 'exact');
  assert.equal(exact.text, pieces.join(''));
  assert.ok(exact.pieces.every(({ length }) => length < 200_000));
  const pretty = await printed(pieces, 'pretty');
  assert.equal(pretty.text, `03:04:05 INFO    ${'x'.repeat(5_000_000)}end\n03:04:05 INFO    next\n`);
});

test('the end of a long line is not taken for the last line', async () => {
  const long = 'x'.repeat(100_000);
  assert.equal((await printed([long, 'end\nmore\nend\nnothing'], 'exact', 'end')).text, `${long}end\nmore\nend\n`);
});
