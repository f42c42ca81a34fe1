import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kindFolderName, placeOfFolder, placesInWorkspaceFolder } from '../../../src/vscode/commands/newJobPlace';
import { nameProblemText } from '../../../src/vscode/commands/newJobTexts';
import { english } from '../englishLocalizer';

test('a folder in a tree of jobs is the place, and can name the kind', () => {
  assert.deepEqual(placeOfFolder('/shop/App_Data/jobs'), { jobsRoot: '/shop/App_Data/jobs' });
  assert.deepEqual(placeOfFolder('/shop/App_Data/jobs/Triggered'), {
    jobsRoot: '/shop/App_Data/jobs',
    kind: 'triggered',
  });
  assert.deepEqual(placeOfFolder('/home/site/jobs/continuous/worker/lib'), {
    jobsRoot: '/home/site/jobs',
    kind: 'continuous',
  });
  assert.equal(placeOfFolder('/shop/App_Data'), undefined);
  assert.equal(placeOfFolder('/shop/src'), undefined);
});

test('in a workspace folder the trees of its jobs are offered, else App_Data/jobs', () => {
  const jobs = ['/shop/web/App_Data/jobs/triggered/a', '/shop/App_Data/jobs/continuous/b', '/other/jobs/continuous/c'];
  assert.deepEqual(placesInWorkspaceFolder('/shop', jobs), [
    { jobsRoot: '/shop/App_Data/jobs' },
    { jobsRoot: '/shop/web/App_Data/jobs' },
  ]);
  assert.deepEqual(placesInWorkspaceFolder('/shop2', jobs), [{ jobsRoot: '/shop2/App_Data/jobs' }]);
  assert.deepEqual(placesInWorkspaceFolder('/shop/App_Data/jobs/continuous', []), [
    { jobsRoot: '/shop/App_Data/jobs', kind: 'continuous' },
  ]);
});

test('the folder of a kind keeps its spelling', () => {
  assert.equal(kindFolderName('continuous', ['Continuous', 'triggered']), 'Continuous');
  assert.equal(kindFolderName('continuous', ['Continuous', 'continuous']), 'continuous');
  assert.equal(kindFolderName('triggered', []), 'triggered');
});

test('a refused name is told with what is wrong and what to do', () => {
  const text = (problem: Parameters<typeof nameProblemText>[0]): string => nameProblemText(problem, english);
  assert.equal(text({ code: 'empty' }), 'A job needs a name. It becomes the name of its folder.');
  assert.equal(
    text({ code: 'refused-character', character: ' ' }),
    'A name has no spaces: use letters, digits, - and _.',
  );
  assert.equal(
    text({ code: 'refused-character', character: 'é' }),
    'The portal refuses "é" in a name: use letters from A to Z, digits, - and _.',
  );
  assert.equal(
    text({ code: 'refused-start', character: '-' }),
    'A name starts with a letter or a digit, not with "-".',
  );
  assert.equal(
    text({ code: 'taken', by: { kind: 'continuous', name: 'worker' } }),
    'There is a continuous job worker already. Choose another name.',
  );
});
