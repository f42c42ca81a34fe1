import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ComparedFile, type PlanOptions, planPublish } from '../../../src/core/publish/publishPlan';
import { createSiteClock } from '../../../src/core/publish/siteClock';
import { type Choices, choicesOf, lossesOf } from '../../../src/vscode/publish/planChoices';
import { type PlanRow, planGroups } from '../../../src/vscode/publish/planRows';
import { english } from '../englishLocalizer';

const noon = Date.UTC(2026, 2, 2, 12);
const standard: PlanOptions = { mode: 'newer', isCaseSensitive: true, clock: createSiteClock() };

function file(path: string, hoursAfterNoon = 0): ComparedFile {
  return { path, size: 10, mtimeMs: noon + hoursAfterNoon * 3_600_000 };
}

const local = [file('new.js'), file('mine.js', 1), file('theirs.js'), file('same.js')];
const remote = [file('mine.js'), file('theirs.js', 1), file('same.js'), file('extra.js'), file('settings.job')];

function rowsOf(options: Partial<PlanOptions> = {}): readonly PlanRow[] {
  return planGroups(planPublish(local, remote, { ...standard, ...options }), english).flatMap(({ rows }) => rows);
}

/** What checking these files, and no others, comes to. */
function choose(paths: readonly string[], current: Partial<Choices> = {}): Record<keyof Choices, string[]> {
  const rows = rowsOf(current);
  const choices = choicesOf(rows, new Set(rows.filter(({ path }) => paths.includes(path))), current);
  return {
    leaveOutPaths: [...choices.leaveOutPaths],
    overwritePaths: [...choices.overwritePaths],
    deletePaths: [...choices.deletePaths],
  };
}

test('what the plan does is checked, and what it never touches has no effect', () => {
  const shown = Object.fromEntries(rowsOf().map(({ path, effect, isChosen }) => [path, [effect, isChosen]]));
  assert.deepEqual(shown, {
    'new.js': ['send', true],
    'mine.js': ['send', true],
    'theirs.js': ['send', false],
    'extra.js': ['delete', false],
    'same.js': ['send', false],
    'settings.job': [undefined, false],
  });
});

test('the plan as it is needs no word', () => {
  assert.deepEqual(choose(['new.js', 'mine.js']), { leaveOutPaths: [], overwritePaths: [], deletePaths: [] });
});

test('each mark that is set or taken away is told, and leads to a plan that does so', () => {
  const choices = choose(['mine.js', 'theirs.js', 'same.js', 'extra.js']);
  assert.deepEqual(choices, {
    leaveOutPaths: ['new.js'],
    overwritePaths: ['theirs.js', 'same.js'],
    deletePaths: ['extra.js'],
  });
  const current = Object.fromEntries(Object.entries(choices).map(([key, paths]) => [key, new Set(paths)]));
  const checked = rowsOf(current)
    .filter(({ isChosen }) => isChosen)
    .map(({ path }) => path);
  assert.deepEqual(checked.sort(), ['extra.js', 'mine.js', 'same.js', 'theirs.js']);
});

test('choices of before stay until they are changed', () => {
  const current: Choices = {
    leaveOutPaths: new Set(['new.js']),
    overwritePaths: new Set(['theirs.js']),
    deletePaths: new Set(['extra.js']),
  };
  assert.deepEqual(choose(['mine.js', 'theirs.js', 'extra.js'], current), {
    leaveOutPaths: ['new.js'],
    overwritePaths: ['theirs.js'],
    deletePaths: ['extra.js'],
  });
  assert.deepEqual(choose(['new.js', 'mine.js'], current), {
    leaveOutPaths: ['theirs.js', 'extra.js'],
    overwritePaths: ['new.js'],
    deletePaths: [],
  });
});

test('only what the site alone has so counts as a loss', () => {
  const rows = rowsOf();
  const choices = choicesOf(rows, new Set(rows.filter(({ effect }) => effect !== undefined)), {});
  assert.deepEqual(
    lossesOf(rows, choices).map(({ path }) => path),
    ['theirs.js', 'extra.js'],
  );
});
