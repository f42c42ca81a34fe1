import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Occupancy, findOverlaps, overlapOf } from '../../../src/core/timeline/overlaps';

function occupancies(text: string): Occupancy[] {
  return text.split(' ').map((part) => {
    const [jobId = '', start, end] = part.split(/[:-]/);
    return { jobId, startMs: Number(start), endMs: Number(end) };
  });
}

/** `a:0-10` is a job at work from 0 to 10. */
function check(text: string, expected: readonly string[]): void {
  const words = findOverlaps(occupancies(text)).map(
    ({ startMs, endMs, jobIds, mostAtOnce }) => `${jobIds.join('+')} ${startMs}-${endMs} ${mostAtOnce}`,
  );
  assert.deepEqual(words, expected);
}

test('jobs at work at the same time overlap', () => {
  check('a:0-10 b:5-20', ['a+b 5-10 2']);
  check('a:0-10 b:10-20', []);
  check('a:0-10 b:2-4 b:6-8', ['a+b 2-4 2', 'a+b 6-8 2']);
  check('a:0-10 b:4-12 c:8-20', ['a+b+c 4-12 3']);
});

test('a job does not overlap with itself', () => {
  check('a:0-10 a:5-20', []);
  check('a:0-10 a:5-20 b:15-16', ['a+b 15-16 2']);
});

test('the overlap of a stretch is found only for a job that takes part', () => {
  const overlaps = findOverlaps(occupancies('a:0-10 b:5-8 c:20-30 d:25-40'));
  const at = (text: string) => overlapOf(overlaps, occupancies(text)[0] ?? assert.fail())?.startMs;
  assert.deepEqual(
    [at('a:0-10'), at('a:0-5'), at('a:8-12'), at('c:20-30'), at('a:20-30')],
    [5, undefined, undefined, 25, undefined],
  );
});

test('at every moment the overlaps tell how many jobs are at work', () => {
  const stretch = fc
    .tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 12 }))
    .map(([jobId, startMs, length]) => ({ jobId, startMs, endMs: startMs + length }));
  fc.assert(
    fc.property(fc.array(stretch, { maxLength: 20 }), (stretches) => {
      const overlaps = findOverlaps(stretches);
      for (let ms = 0; ms < 55; ms++) {
        const atWork = new Set(
          stretches.filter((each) => each.startMs <= ms && ms < each.endMs).map((each) => each.jobId),
        );
        const overlap = overlaps.find((each) => each.startMs <= ms && ms < each.endMs);
        assert.equal(overlap !== undefined, atWork.size >= 2, `at ${ms}`);
        for (const jobId of overlap ? atWork : []) assert.ok(overlap?.jobIds.includes(jobId));
        assert.ok(!overlap || overlap.mostAtOnce >= atWork.size);
      }
    }),
  );
});
