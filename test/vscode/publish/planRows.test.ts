import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ComparedFile, type PlanOptions, planPublish } from '../../../src/core/publish/publishPlan';
import { createSiteClock } from '../../../src/core/publish/siteClock';
import { utcZone } from '../../../src/core/schedule/zones';
import { changesSite, planGroups, planSummary } from '../../../src/vscode/publish/planRows';
import { english } from '../englishLocalizer';

const noon = Date.UTC(2026, 2, 2, 12);
const options: PlanOptions = { mode: 'newer', isCaseSensitive: true, clock: createSiteClock(utcZone) };

function file(path: string, hoursAfterNoon = 0, size = 10): ComparedFile {
  return { path, size, mtimeMs: noon + hoursAfterNoon * 3_600_000 };
}

test('each file stands under its fate with its reason', () => {
  const local = [file('a.js'), file('new.js'), file('run.js', 1), file('settings.job', 1), file('theirs.js')];
  const remote = [file('a.js'), file('run.js'), file('settings.job'), file('theirs.js', 1), file('old.js')];
  const plan = planPublish(local, remote, options);
  const shown = planGroups(plan, english).map(({ title, rows }) => [
    title,
    ...rows.map(({ path, reason }) => `${path}: ${reason}`),
  ]);
  assert.deepEqual(shown, [
    ['Added: 1', 'new.js: not on the site yet'],
    ['Replaced: 2', 'run.js: newer here', 'settings.job: newer here; settings or schedule change'],
    ['Newer on the site, kept there: 1', 'theirs.js: changed on the site after your copy'],
    ['Kept: 2', 'a.js: unchanged', 'old.js: only on the site'],
  ]);
  assert.equal(planSummary(plan, english), '3 to send, 1 newer on the site, 1 unchanged, 1 kept');
  assert.equal(changesSite(plan), true);
});

test('nothing to do is said plainly', () => {
  const plan = planPublish([file('run.js')], [file('run.js')], options);
  assert.equal(planSummary(plan, english), '0 to send, 1 unchanged');
  assert.equal(changesSite(plan), false);
});

test('deletions are announced', () => {
  const plan = planPublish([file('run.js')], [file('run.js'), file('old.js')], { ...options, deleteExtra: true });
  assert.equal(planSummary(plan, english), '0 to send, 1 to delete, 1 unchanged');
  assert.equal(changesSite(plan), true);
});
