import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RemoteRun } from '../../../src/core/remote/remoteJob';
import type { JobSnapshot } from '../../../src/core/runner/jobSnapshot';
import { parseCron } from '../../../src/core/schedule/cronExpression';
import { findZone, utcZone } from '../../../src/core/schedule/zones';
import { runResult } from '../../../src/core/timeline/timelineRun';
import type { TimelineItem } from '../../../src/protocol/timelineMessages';
import type { Site } from '../../../src/vscode/sites/site';
import { timelineContent } from '../../../src/vscode/timeline/timelineContent';
import type { TimelineEntry } from '../../../src/vscode/timeline/timelineSites';
import { english } from '../englishLocalizer';
import { report, worker, workerProcess } from '../sampleJobs';

const minuteMs = 60_000;
const nowMs = new Date('2026-03-02T12:00:00').getTime();
const context = { hours: 24, nowMs, isReading: false, locale: 'en', l10n: english } as const;
const machineZone = findZone(Intl.DateTimeFormat().resolvedOptions().timeZone) ?? utcZone;
const shop = { id: 'w', kind: 'workspace', label: 'shop', location: 'jobs', state: { kind: 'idle' } } as Site;

function entry(job: JobSnapshot, change: Partial<TimelineEntry> = {}): TimelineEntry {
  const parsed = parseCron(job.schedule ?? '');
  const runs = change.runs ?? [];
  const site = change.site ?? shop;
  return {
    site,
    job,
    timelineJob: {
      id: `${site.id}/${job.name}`,
      key: job,
      siteId: site.id,
      runs: runs.map((each) => ({ ...each, startMs: each.startMs ?? 0, result: runResult(each.status) })),
      schedule: parsed.valid ? parsed.schedule : undefined,
      zone: machineZone,
      ...(job.process && { aliveSinceMs: Date.parse(job.process.startedAt) }),
    },
    scheduleWords: job.schedule === null ? undefined : 'At 02:30',
    isInForce: true,
    runs,
    ...change,
  };
}

function run(minutesAgo: number, minutes: number, status = 'Success'): RemoteRun {
  const startMs = nowMs - minutesAgo * minuteMs;
  const durationMs = minutes * minuteMs;
  return {
    id: `r${minutesAgo}`,
    status,
    startMs,
    endMs: startMs + durationMs,
    durationMs,
    outputPath: null,
    trigger: 'Schedule',
  };
}

function labels(...entries: readonly TimelineEntry[]): string[] {
  const { groups } = timelineContent(entries, context);
  return groups.flatMap(({ rows }) => rows.flatMap(({ items }) => items.map(({ label }: TimelineItem) => label)));
}

test('runs and starts to come are told in one sentence each', () => {
  assert.deepEqual(labels(entry(report, { runs: [run(570, 1), run(60, 2, 'Failed')] })), [
    'nightly-report: 02:30, succeeded, 1 min, Schedule',
    'nightly-report: 11:00, failed, 2 min, Schedule',
    'nightly-report: tomorrow 02:30, start planned',
  ]);
});

test('starts that nothing will bring are a preview', () => {
  const off = entry(report, { isInForce: false });
  assert.deepEqual(labels(off), ['nightly-report: tomorrow 02:30, start if schedules were on']);
  assert.equal(timelineContent([off], context).groups[0]?.detail, 'schedules off: a preview');
});

test('what is long, and what runs at the same time, is said with the usual duration and the names', () => {
  const usual = [400, 500, 550].map((ago) => run(ago, 10));
  const long = entry({ ...report, schedule: null }, { runs: [...usual, run(60, 30)] });
  const other = entry({ ...report, name: 'sync', schedule: null }, { runs: [run(40, 1)] });
  const content = timelineContent([long, other], context);
  const item = content.groups[0]?.rows[0]?.items.at(-1);
  assert.equal(item?.notes, 'long: usually 10 min, 2 jobs at once: nightly-report, sync, Schedule');
  assert.deepEqual([item.isLong, item.isOverlapping], [true, true]);
  assert.deepEqual(
    content.groups[0]?.overlaps.map(({ label }) => label),
    ['11:20 – 11:21: 2 jobs at once: nightly-report, sync'],
  );
});

test('a dense schedule is a band with a number', () => {
  const [band] = labels(entry({ ...report, schedule: '*/10 * * * * *' }));
  assert.equal(band, 'nightly-report: 12:00 – tomorrow 11:59, 8,639 starts planned');
});

test('a schedule in another zone tells the time there', () => {
  const kathmandu = findZone('Asia/Kathmandu') ?? assert.fail();
  const { timelineJob, ...rest } = entry(report);
  const [start] = labels({ ...rest, timelineJob: { ...timelineJob, zone: kathmandu } });
  assert.match(start ?? '', /, 02:30 in Asia\/Kathmandu$/);
});

test('a continuous job shows its process, and nothing without one', () => {
  assert.deepEqual(labels(entry(worker)), []);
  const since = new Date(nowMs - 5 * minuteMs).toISOString();
  const alive = entry({ ...worker, process: { ...workerProcess, startedAt: since } });
  assert.deepEqual(labels(alive), ['order-worker: 11:55, running, 5 min, pid 4711']);
});

test('a schedule that cannot be read, or leaves too little time, is a warning', () => {
  const warning = (each: TimelineEntry) => timelineContent([each], context).groups[0]?.rows[0]?.warning;
  assert.equal(
    warning(entry({ ...report, schedule: '@daily' })),
    'The schedule @daily cannot be read: it never fires.',
  );
  const slow = entry({ ...report, schedule: '0 */10 * * * *' }, { runs: [100, 200, 300].map((ago) => run(ago, 12)) });
  assert.equal(warning(slow), 'takes 12 min, starts every 10 min: some starts are skipped');
  assert.equal(warning(entry(report)), null);
});

test('without anything to show it says so, and that it is still reading', () => {
  const idle = entry({ ...report, schedule: null });
  assert.equal(timelineContent([idle], context).note, 'No job has run yet, and none has a schedule.');
  assert.equal(timelineContent([idle], { ...context, isReading: true }).note, 'Reading runs…');
});
