import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCron } from '../../../src/core/schedule/cronExpression';
import { utcZone } from '../../../src/core/schedule/zones';
import { axisMarks } from '../../../src/core/timeline/axisMarks';
import { type TimelineLane, buildTimeline } from '../../../src/core/timeline/buildTimeline';
import { type PastRun, type TimelineJob, runResult } from '../../../src/core/timeline/timelineRun';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const nowMs = Date.parse('2026-03-02T12:00:00Z');
const window = { fromMs: nowMs - 24 * hourMs, nowMs, untilMs: nowMs + 24 * hourMs };

function job(name: string, schedule: string | undefined, runs: readonly PastRun[] = [], siteId = 'shop'): TimelineJob {
  const parsed = schedule === undefined ? undefined : parseCron(schedule);
  const id = `${siteId}/${name}`;
  const key = { kind: 'triggered', name } as const;
  return { id, key, siteId, runs, schedule: parsed?.valid ? parsed.schedule : undefined, zone: utcZone };
}

function run(minutesAgo: number, minutes: number | null, result: PastRun['result'] = 'success'): PastRun {
  const startMs = nowMs - minutesAgo * minuteMs;
  const endMs = minutes === null ? null : startMs + minutes * minuteMs;
  return { id: `run${minutesAgo}`, result, startMs, endMs, trigger: null };
}

function lanes(...jobs: readonly TimelineJob[]): readonly TimelineLane[] {
  return buildTimeline(jobs, window).lanes;
}

test('runs outside of the window are left out, but tell what is usual', () => {
  const [lane] = lanes(job('a', undefined, [run(5000, 4), run(4000, 6), run(3000, 5), run(60, 5)]));
  assert.deepEqual([lane?.runs.map(({ run }) => run.id), lane?.usualMs], [['run60'], 5 * minuteMs]);
});

test('a run that lasts is drawn until now, one that broke off has no duration', () => {
  const [lane] = lanes(job('a', undefined, [run(30, null, 'running'), run(90, null, 'aborted')]));
  const drawn = lane?.runs.map(({ endMs, durationMs }) => [(endMs - nowMs) / minuteMs, durationMs]);
  assert.deepEqual(drawn, [
    [-90, null],
    [0, 30 * minuteMs],
  ]);
});

test('a run is long when it takes more than twice as long as usual, unless that is a matter of seconds', () => {
  const isLong = (usual: number, minutes: number): boolean | undefined =>
    lanes(job('a', undefined, [...[300, 400, 500].map((ago) => run(ago, usual)), run(100, minutes)]))[0]?.runs.at(-1)
      ?.isLong;
  assert.deepEqual([isLong(5, 11), isLong(5, 9), isLong(0.01, 0.1)], [true, false, false]);
});

test('runs of jobs of one site overlap, past ones and expected ones; those of two sites do not', () => {
  const history = [300, 400, 500].map((ago) => run(ago, 20));
  const three = lanes(
    job('a', '0 0 18 * * *', [...history, run(60, 20)]),
    job('b', '0 10 18 * * *', [run(50, 20)]),
    job('c', '0 10 18 * * *', [run(50, 20)], 'other'),
  );
  const words = three.map(({ runs, plans }) => [runs.at(-1)?.overlap?.jobIds, plans[0]?.overlap?.jobIds]);
  const both = ['shop/a', 'shop/b'];
  assert.deepEqual(words, [
    [both, both],
    [both, both],
    [undefined, undefined],
  ]);
});

test('a schedule that leaves a run too little time is told', () => {
  const runs = [300, 400, 500].map((ago) => run(ago, 12));
  assert.equal(lanes(job('a', '0 */10 * * * *', runs))[0]?.tooShortGapMs, 10 * minuteMs);
  assert.equal(lanes(job('a', '0 0 * * * *', runs))[0]?.tooShortGapMs, undefined);
});

test('a schedule of every second is one band, and hides no overlap of others', () => {
  const [dense, hourly] = lanes(job('a', '* * * * * *'), job('b', '0 0 * * * *'));
  assert.deepEqual(
    dense?.plans.map(({ count }) => count),
    [86_399],
  );
  assert.equal(hourly?.plans.filter(({ overlap }) => overlap !== undefined).length, 0);
});

test('words of the service that nobody knows are unknown results', () => {
  assert.deepEqual(['Success', 'Initializing', 'Melted'].map(runResult), ['success', 'running', 'unknown']);
});

test('lines of the axis stand at round times, no more than asked for', () => {
  const local = (text: string): number => new Date(text).getTime();
  const marks = (from: string, until: string, most: number) =>
    axisMarks(local(from), local(until), most).map(
      ({ atMs, isMidnight }) => `${new Date(atMs).getHours()}${isMidnight ? '!' : ''}`,
    );
  assert.deepEqual(marks('2026-01-14T13:10:00', '2026-01-15T13:10:00', 8), [
    '15',
    '18',
    '21',
    '0!',
    '3',
    '6',
    '9',
    '12',
  ]);
  assert.deepEqual(marks('2026-01-14T13:10:00', '2026-01-14T15:10:00', 5), ['13', '14', '14', '15']);
});
