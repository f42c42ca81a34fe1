import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type ComparedFile,
  isSent,
  planPublish,
  type PlanOptions,
  type PlanReason,
} from '../../../src/core/publish/publishPlan';
import { createSiteClock } from '../../../src/core/publish/siteClock';
import { findZone } from '../../../src/core/schedule/zones';

const noon = Date.parse('2025-11-20T12:00:00Z');
const standard: PlanOptions = { mode: 'newer', isCaseSensitive: true, clock: createSiteClock() };

/** `name` or `name@seconds after noon` or `name@seconds:size`. */
function file(text: string): ComparedFile {
  const [path = '', rest = '0'] = text.split('@');
  const [seconds = '0', size = '1'] = rest.split(':');
  return { path, size: Number(size), mtimeMs: noon + Number(seconds) * 1000 };
}

/** Plans and compares `path action reason` lines. */
function check(local: string[], remote: string[], expected: string[], options: Partial<PlanOptions> = {}): void {
  const plan = planPublish(local.map(file), remote.map(file), { ...standard, ...options });
  assert.deepEqual(
    plan.files.map(({ path, action, reason }) => `${path} ${action} ${reason}`),
    expected,
  );
  assert.deepEqual(plan.problems, []);
}

test('mode newer sends what is missing, newer here or of another size, and keeps the rest', () => {
  check(['a'], [], ['a add missing-on-site']);
  check(['a@2'], ['a'], ['a keep same']);
  check(['a@2.001'], ['a'], ['a replace newer-here']);
  check(['a'], ['a@2'], ['a keep same']);
  check(['a'], ['a@2.001'], ['a newerOnSite newer-on-site']);
  check(['a@1:5'], ['a'], ['a replace size-differs']);
  check(['a@0:5'], ['a@60:6'], ['a newerOnSite newer-on-site']);
  check([], ['a'], ['a keep extra-on-site']);
});

test('newer files of the site are replaced, and extra ones deleted, only on request', () => {
  check(['a'], ['a@60'], ['a replace overwrite-newer'], { overwriteNewer: true });
  check(['a', 'b'], ['a@60', 'b@60'], ['a replace overwrite-newer', 'b newerOnSite newer-on-site'], {
    overwritePaths: new Set(['a']),
  });
  check(['a'], ['a', 'b/c'], ['a keep same', 'b/c delete extra-on-site'], { deleteExtra: true });
});

test('what somebody chose for single files beats the mode, but for what is never touched', () => {
  const chosen = new Set(['a', 'settings.job', 'disable.job']);
  check(['a', 'b'], ['b'], ['a keep left-out', 'b keep same'], { leaveOutPaths: chosen });
  check(['a@60', 'b@60'], ['a', 'b'], ['a keep left-out', 'b replace newer-here'], { leaveOutPaths: chosen });
  check(['b'], ['a', 'b'], ['a keep left-out', 'b replace replace-mode'], { leaveOutPaths: chosen, mode: 'replace' });
  check(['a', 'b'], ['a', 'b'], ['a replace chosen', 'b keep same'], { overwritePaths: chosen });
  check(
    [],
    ['a', 'b', 'disable.job', 'settings.job'],
    [
      'a delete extra-on-site',
      'b keep extra-on-site',
      'disable.job keep disable-job',
      'settings.job keep settings-kept',
    ],
    { deletePaths: chosen },
  );
});

test('mode replace sends all and deletes all extras', () => {
  check(
    ['a', 'b@0:3', 'c', 'd'],
    ['a', 'b', 'c@60', 'e'],
    [
      'a replace replace-mode',
      'b replace replace-mode',
      'c replace replace-mode',
      'd add missing-on-site',
      'e delete extra-on-site',
    ],
    { mode: 'replace' },
  );
});

test('the stop marker is never sent or deleted, at any depth and in any mode', () => {
  for (const mode of ['newer', 'replace'] as const) {
    const options = { mode, deleteExtra: true, overwriteNewer: true };
    check(['disable.job'], [], ['disable.job keep disable-job'], options);
    check([], ['app/disable.job'], ['app/disable.job keep disable-job'], options);
    check(['disable.job@60:9'], ['disable.job'], ['disable.job keep disable-job'], options);
  }
});

test('settings.job is replaced only by a newer one, and never deleted, in any mode', () => {
  for (const mode of ['newer', 'replace'] as const) {
    const options = { mode, deleteExtra: true, overwriteNewer: true };
    check(['settings.job'], [], ['settings.job add missing-on-site'], options);
    check([], ['settings.job'], ['settings.job keep settings-kept'], options);
    check(['settings.job@60'], ['settings.job'], ['settings.job replace newer-here'], options);
    check(['settings.job'], ['settings.job@60'], ['settings.job newerOnSite newer-on-site'], options);
    check(['settings.job@1'], ['settings.job'], ['settings.job keep same'], options);
    check(['settings.job@1:9'], ['settings.job'], ['settings.job replace newer-here'], options);
    check(['settings.job@0:9'], ['settings.job@1'], ['settings.job keep settings-not-newer'], options);
    check(['settings.job'], ['settings.job@60'], ['settings.job replace overwrite-newer'], {
      ...options,
      overwritePaths: new Set(['settings.job']),
    });
  }
});

test('what the ignore rules leave out stays on the site, but for mode replace', () => {
  const isIgnored = (path: string): boolean => path.startsWith('cache/');
  check(['a'], ['a', 'cache/x'], ['a keep same', 'cache/x keep ignored'], { isIgnored, deleteExtra: true });
  check(['a@9'], ['a', 'cache/x'], ['a replace replace-mode', 'cache/x delete extra-on-site'], {
    isIgnored,
    mode: 'replace',
  });
});

test('a site without case compares without it and keeps its own spelling for requests', () => {
  const options = { isCaseSensitive: false };
  check(['Run.JS@60'], ['run.js'], ['Run.JS replace newer-here'], options);
  const plan = planPublish([file('Lib/A.txt@60')], [file('lib/a.TXT')], { ...standard, ...options });
  assert.equal(plan.files[0]?.sitePath, 'lib/a.TXT');
  const collision = planPublish([file('a.txt'), file('A.txt')], [], { ...standard, ...options });
  assert.deepEqual(
    collision.problems.map(({ code }) => code),
    ['case-collision'],
  );
  check(['A', 'a'], [], ['A add missing-on-site', 'a add missing-on-site']);
});

test('a file of the site where a folder is to be, and the other way round, goes first or forbids the publish', () => {
  const problem = planPublish([file('lib/a')], [file('lib')], standard);
  assert.deepEqual(
    problem.problems.map(({ code }) => code),
    ['in-the-way'],
  );
  check(['lib/a'], ['lib'], ['lib delete in-the-way', 'lib/a add missing-on-site'], { deleteExtra: true });
  check(['lib'], ['lib/a/b'], ['lib add missing-on-site', 'lib/a/b delete in-the-way'], { mode: 'replace' });
  const folders = planPublish([file('lib')], [], { ...standard, mode: 'replace', remoteFolders: ['lib', 'other'] });
  assert.deepEqual(folders.foldersInTheWay, ['lib']);
  const forbidden = planPublish([file('lib')], [], { ...standard, remoteFolders: ['lib'] });
  assert.deepEqual(
    forbidden.problems.map(({ code }) => code),
    ['in-the-way'],
  );
});

test('a replaced file never gets the time of the one before, or a running job would keep the old code', () => {
  const [planned] = planPublish([file('a@1:5')], [file('a@0:6')], standard).files;
  assert.equal(planned?.storedMs, noon + 2000);
  const [late] = planPublish(
    [{ path: 'a', size: 5, mtimeMs: Date.parse('2050-01-01T00:00:00Z') }],
    [{ path: 'a', size: 6, mtimeMs: Date.parse('2043-12-31T23:59:58Z') }],
    standard,
  ).files;
  assert.equal(late?.storedMs, Date.parse('2043-12-31T23:59:56Z'));
});

const paths = fc.constantFrom(
  'a',
  'A',
  'b',
  'lib',
  'lib/a',
  'lib/b/c',
  'settings.job',
  'disable.job',
  'app/settings.job',
  'x.log',
);
const times = fc.oneof(
  fc.integer({ min: noon - 10_000, max: noon + 10_000 }),
  fc.integer({ min: Date.parse('1975-01-01'), max: Date.parse('2060-01-01') }),
  // The hour that Los Angeles has twice.
  fc.integer({ min: Date.parse('2025-11-02T08:00:00Z'), max: Date.parse('2025-11-02T10:30:00Z') }),
);
const filesOf = fc.uniqueArray(fc.record({ path: paths, size: fc.integer({ min: 0, max: 3 }), mtimeMs: times }), {
  selector: ({ path }) => path,
});
const zones = fc.constantFrom('UTC', 'Pacific Standard Time', 'Asia/Kolkata', 'Lord Howe Standard Time');
const optionsOf = fc.record({
  mode: fc.constantFrom('newer' as const, 'replace' as const),
  deleteExtra: fc.boolean(),
  overwriteNewer: fc.boolean(),
  isCaseSensitive: fc.boolean(),
  clock: zones.map((zone) => createSiteClock(findZone(zone))),
  isIgnored: fc.constant((path: string) => path.endsWith('.log')),
});

test('property: every path of either side stands in the plan exactly once, sorted', () => {
  fc.assert(
    fc.property(filesOf, filesOf, optionsOf, (local, remote, options) => {
      const plan = planPublish(local, remote, options);
      const keyOf = (path: string): string => (options.isCaseSensitive ? path : path.toLowerCase());
      const keys = plan.files.map(({ path }) => keyOf(path));
      assert.equal(new Set(keys).size, keys.length);
      assert.deepEqual(new Set(keys), new Set([...local, ...remote].map(({ path }) => keyOf(path))));
      const sorted = plan.files.map(({ path }) => path);
      assert.deepEqual(sorted, sorted.toSorted());
    }),
  );
});

test('property: nothing of P3 is ever broken', () => {
  fc.assert(
    fc.property(filesOf, filesOf, optionsOf, (local, remote, options) => {
      for (const planned of planPublish(local, remote, options).files) {
        const { action, local: here, remote: there } = planned;
        const name = planned.path.split('/').at(-1)?.toLowerCase();
        if (name === 'disable.job') assert.equal(action, 'keep');
        if (name === 'settings.job') {
          assert.notEqual(action, 'delete');
          if (action === 'replace') assert.ok(here && there && here.mtimeMs > there.mtimeMs);
        }
        if (action === 'delete') assert.ok(here === undefined && (options.mode === 'replace' || options.deleteExtra));
        if (options.mode === 'newer' && !options.overwriteNewer && action === 'replace' && here && there) {
          assert.ok(
            here.mtimeMs > there.mtimeMs - 2000 || options.clock.storedTime(here.mtimeMs) >= there.mtimeMs - 2000,
          );
        }
        assert.equal(planned.storedMs !== undefined, isSent(planned));
        if (there) assert.notEqual(planned.storedMs, there.mtimeMs);
      }
    }),
  );
});

test('property: what a site holds after a publish needs no second one', () => {
  fc.assert(
    fc.property(filesOf, filesOf, optionsOf, (local, remote, options) => {
      const plan = planPublish(local, remote, options);
      if (plan.problems.length > 0) return;
      const after = plan.files
        .filter(({ action, remote: there }) => action !== 'delete' && (action === 'add' || there !== undefined))
        .map(({ sitePath, storedMs, local: here, remote: there }): ComparedFile => {
          const source = storedMs === undefined ? there : here;
          assert.ok(source);
          // The site reads the archive's time as its own local time.
          const mtimeMs = storedMs === undefined ? source.mtimeMs : options.clock.storedTime(storedMs);
          return { path: sitePath, size: source.size, mtimeMs };
        });
      const second = planPublish(local, after, { ...options, mode: 'newer' });
      assert.deepEqual(second.files.filter(isSent), []);
      const reasons = new Set<PlanReason>(second.files.map(({ reason }) => reason));
      if (options.overwriteNewer && options.mode === 'newer') assert.ok(!reasons.has('size-differs'));
    }),
  );
});
