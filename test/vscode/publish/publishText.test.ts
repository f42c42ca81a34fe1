import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verbatim } from '../../../src/core/base/message';
import { type PlannedFile, type PublishPlan } from '../../../src/core/publish/publishPlan';
import { UserError } from '../../../src/core/base/userError';
import { resultText, severalText } from '../../../src/vscode/publish/publishText';
import { english } from '../englishLocalizer';

function planOf(...actions: readonly PlannedFile['action'][]): PublishPlan {
  const files = actions.map((action, index): PlannedFile => ({
    path: `${index}.js`,
    sitePath: `${index}.js`,
    action,
    reason: 'same',
    local: undefined,
    remote: undefined,
    storedMs: undefined,
  }));
  return { files, problems: [], foldersInTheWay: [] };
}

const good = { isChanged: true, isVerified: true, job: null, warnings: [] };

test('the result counts what travelled and what stayed', () => {
  assert.equal(
    resultText('order-worker', 'Local Site', planOf('replace', 'keep', 'keep'), good, english),
    'order-worker on Local Site: 1 file sent, 2 unchanged.',
  );
  assert.equal(
    resultText('a', 'b', planOf('add', 'replace', 'delete', 'newerOnSite'), good, english),
    'a on b: 2 files sent, 1 deleted, 1 newer on the site and kept.',
  );
});

test('doubts and warnings follow the counts', () => {
  const result = { ...good, isVerified: false, warnings: [verbatim('The old code still runs.')] };
  assert.equal(
    resultText('a', 'b', planOf('add'), result, english),
    'a on b: 1 file sent. Reading it back did not confirm every file. The old code still runs.',
  );
});

test('the first line that the job itself wrote is told, and what was left out is counted by itself', () => {
  const plan = planOf('add', 'keep', 'keep');
  const leftOut = { ...plan, files: plan.files.map((file, index) => (index === 1 ? leaveOut(file) : file)) };
  const firstLines = [
    "[03/02/2026 12:00:00 > 1a2b3c: SYS INFO] Run script 'run.js' with script host - 'NodeScriptHost'",
    '[03/02/2026 12:00:01 > 1a2b3c: INFO] 3 orders wait [high: 1]',
    '[03/02/2026 12:00:01 > 1a2b3c: INFO] more',
  ];
  assert.equal(
    resultText('a', 'b', leftOut, { ...good, firstLines }, english),
    'a on b: 1 file sent, 1 left out, 1 unchanged. It writes: 3 orders wait [high: 1]',
  );
});

test('of several jobs each is told once, with what went wrong', () => {
  const request = (name: string) => ({ kind: 'triggered', name, folder: '', mode: 'newer' }) as const;
  const value = { plan: planOf('add'), result: { ...good, warnings: [verbatim('The schedule is off.')] } };
  const error = new UserError('publish-failed', 'HTTP 500.');
  assert.equal(
    severalText(
      'site',
      [
        { request: request('a'), state: 'published', value },
        { request: request('b'), state: 'failed', error },
        { request: request('c'), state: 'not-begun' },
      ],
      english,
    ),
    '1 job on site: a (1 file sent). a: The schedule is off. b: HTTP 500. Not published, because you cancelled: c.',
  );
});

function leaveOut(file: PlannedFile): PlannedFile {
  return { ...file, reason: 'left-out' };
}
