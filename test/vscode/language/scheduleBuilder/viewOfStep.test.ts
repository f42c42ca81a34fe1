import assert from 'node:assert/strict';
import { test } from 'node:test';
import { previewOf } from '../../../../src/vscode/language/scheduleBuilder/schedulePreview';
import { viewOfStep } from '../../../../src/vscode/language/scheduleBuilder/viewOfStep';
import { type Answer, context, walk } from './walkBuilder';

/** Checks that the answers end with writing the expression. */
function check(answers: readonly Answer[], expression: string, text = ''): void {
  assert.equal(walk(text, ...answers, `Write ${expression}`).expression, expression);
}

test('each frequency leads to its expression', () => {
  check(['Every few minutes', 'Every 20 minutes', 'All day', 'Every day'], '0 */20 * * * *');
  check(['Every few minutes', 'Every 15 minutes', 'From 08:00 to 18:00', 'Monday to Friday'], '0 */15 8-17 * * 1-5');
  check(['Every few hours', 'Every 2 hours', 'On the hour', 'From 08:00 to 18:00', 'Every day'], '0 0 8-18/2 * * *');
  check(
    ['Every few hours', 'Every 6 hours', '15 minutes past the hour', 'All day', 'Saturday and Sunday'],
    '0 15 */6 * * 0,6',
  );
  check(['Every day, or every few days', 'Every day', '03:00'], '0 0 3 * * *');
  check(['Every day, or every few days', 'Every 2 days', '03:00'], '0 0 3 */2 * *');
  check(
    ['Every week, on chosen days', 'Continue with Monday, Tuesday, Wednesday, Thursday, and Friday', '09:00'],
    '0 0 9 * * 1-5',
  );
  check(['Every month or few months, on dates', '1 and 15', 'Every 3 months', '00:00'], '0 0 0 1,15 */3 *');
  check(['Every month or few months, on a weekday', 'First', 'Monday', 'Every month', '09:00'], '0 0 9 1-7 * 1');
  check(
    ['Every month or few months, on a weekday', 'Last', 'Friday', 'Months of 31 days', '18:00'],
    '0 0 18 25-31 1,3,5,7,8,10,12 5',
  );
  check(['Once, on one date', { type: '12-24', pick: 'December 24' }, '18:00'], '0 0 18 24 12 *');
});

test('answers can be typed', () => {
  check(
    [
      'Every few minutes',
      { type: '7', pick: 'Every 7 minutes' },
      { type: '9-17', pick: 'From 09:00 to 17:00' },
      'Every day',
    ],
    '0 */7 9-16 * * *',
  );
  check(
    ['Every day, or every few days', 'Every day', { type: '8, 12:00 16', pick: '08:00, 12:00, and 16:00' }],
    '0 0 8,12,16 * * *',
  );
  check(['Every day, or every few days', 'Every day', { type: '9:30pm', pick: '21:30' }], '0 30 21 * * *');
  check(
    ['Every month or few months, on dates', { type: '5, 20-22', pick: '5, 20, 21, and 22' }, 'Every month', '09:00'],
    '0 0 9 5,20-22 * *',
  );
});

test('rows of weekdays and months are added and removed', () => {
  check(
    [
      'Every week, on chosen days',
      'Monday',
      'Friday',
      'Sunday',
      'Continue with Tuesday, Wednesday, Thursday, and Sunday',
      '09:00',
    ],
    '0 0 9 * * 0,2-4',
  );
  check(
    [
      'Every few hours',
      'Every hour',
      'On the hour',
      'All day',
      'Chosen days…',
      'Sunday',
      'Monday',
      'Continue with Tuesday, Wednesday, Thursday, Friday, and Saturday',
    ],
    '0 0 * * * 2-6',
  );
  const { view } = walk('0 0 9 * * 1', 'Every week, on chosen days', 'Monday');
  assert.deepEqual(view.items[0], {
    id: 'go',
    label: 'Choose at least one',
    icon: 'info',
    action: { kind: 'none' },
  });
});

test('an existing schedule is filled in: pressing Enter at each question gives it back', () => {
  for (const text of [
    '0 */15 * * * *',
    '0 5/15 8-17 * * 1-5',
    '0 20 */6 * * *',
    '30 0 9,21 * * *',
    '0 0 8-18/2 * * 1-5',
    '15 30 9 * * *',
    '0 */30 9 * * *',
    '0 0 9 * * MON,TUE',
    '0 0 9 */3 * *',
    '0 0 9 * * 0,6',
    '0 0 9 1,15 */3 *',
    '0 0 9 10 2,5 *',
    '0 0 9 22-28 * 1',
    '0 0 9 1-7,15-21 6 2',
    '0 0 9 22-31 * 5',
    '0 0 9 24-30 4,6,9,11 5',
    '0 0 18 24 12 *',
  ]) {
    const answers: Answer[] = [];
    for (let count = 0; count < 10; count++) {
      const { view, expression } = walk(text, ...answers);
      const active = view.items.find(({ id }) => id === view.activeId);
      assert.ok(active && expression === undefined, `${text} after ${JSON.stringify(answers)}`);
      answers.push(active.label);
      if (active.action.kind === 'write') break;
    }
    assert.equal(walk(text, ...answers).expression, text, JSON.stringify(answers));
  }
});

test('what fits no choice is said, and not thrown away', () => {
  assert.equal(
    walk('0 0 9 13 * 5').view.placeholder,
    'Now: At 09:00 on the 13th of the month, but only on Friday. No choice says that; it stays until you write another one',
  );
  assert.match(walk('5 fields').view.placeholder, /"5 fields" is no valid schedule/);
  assert.match(walk('').view.placeholder, /arrow keys/);
});

test('questions are numbered, detours keep the number', () => {
  const { steps } = walk(
    '',
    'Every few hours',
    'Every hour',
    'On the hour',
    'All day',
    'Chosen days…',
    'Continue with Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, and Sunday',
    'Show the runs in another zone than UTC…',
    'Asia/Tokyo',
  );
  assert.deepEqual(steps, ['1/?', '2/6', '3/6', '4/6', '5/6', '5/6', '6/6', '6/6']);
});

test('what cannot be typed is refused with a reason', () => {
  const refuse = (answers: readonly Answer[], text: string): unknown => {
    const { state } = walk('', ...answers);
    return viewOfStep(state, text, context).items.map(({ label, detail, action }) => [label, detail, action.kind]);
  };
  assert.deepEqual(refuse(['Every few minutes'], '45'), [
    [
      '"45" is no answer here',
      'A schedule runs at the same minutes of every hour: from 31 on choose hours or times of the day.',
      'none',
    ],
  ]);
  assert.deepEqual(refuse(['Once, on one date'], '2026-02-30'), [
    ['"2026-02-30" is no answer here', undefined, 'none'],
  ]);
  assert.deepEqual(refuse(['Every day, or every few days', 'Every day'], '9:00, 17:30'), [
    [
      'It would also run at 09:30 and 17:00',
      'One schedule runs at each of its minutes in each of its hours. Use a second job for the other times, or times with the same minutes.',
      'none',
    ],
    ['09:00, 09:30, 17:00, and 17:30', undefined, 'next'],
  ]);
});

test('the review says what the schedule does not do, and does not write what never runs', () => {
  const labels = (...answers: Answer[]): string[] => walk('', ...answers).view.items.map(({ label }) => label);
  assert.deepEqual(labels('Once, on one date', { type: '2-29', pick: 'February 29' }, '09:00'), [
    'Write 0 0 9 29 2 *',
    'Show the runs in another zone than UTC…',
    'It comes again every year',
    'It runs in leap years only',
  ]);
  assert.deepEqual(
    labels(
      'Every month or few months, on dates',
      { type: '30', pick: '30' },
      'Chosen months…',
      ...monthsBut('February'),
      'Continue with February',
      '09:00',
    ),
    ['Show the runs in another zone than UTC…', 'It never runs'],
  );
  assert.deepEqual(
    labels('Every month or few months, on a weekday', 'Last', 'Monday', 'Every month', '09:00').slice(2),
    ['A month can have two runs, of which the second is the last'],
  );
});

function monthsBut(name: string): string[] {
  return walk('0 0 9 1 * *', 'Every month or few months, on dates', '1', 'Chosen months…')
    .view.items.slice(1)
    .map(({ label }) => label)
    .filter((label) => label !== name);
}

test('the limits lead to the nearest schedule', () => {
  const { view } = walk('', 'What a schedule cannot hold…');
  assert.equal(view.items.length, 8);
  assert.ok(view.items.every(({ explanation }) => explanation !== undefined && explanation.length > 20));
  assert.equal(walk('', 'What a schedule cannot hold…', 'Every second or third week').state.step, 'weekdays');
  assert.equal(walk('', 'What a schedule cannot hold…', 'The last weekday of every month').state.step, 'ordinal');
});

test('the preview shows five runs by the clocks of the site, of UTC and of this machine', () => {
  const { state } = walk('0 30 9 * * 1-5');
  assert.deepEqual(previewOf(state.choices, state, context), {
    expression: '0 30 9 * * 1-5',
    words: 'At 09:30, Monday to Friday',
    heading: 'Next runs (UTC)',
    runs: ['Tue, Nov 24, 2026', 'Wed, Nov 25, 2026', 'Thu, Nov 26, 2026', 'Fri, Nov 27, 2026', 'Mon, Nov 30, 2026'].map(
      (day) => ({ site: `${day}, 09:30`, elsewhere: '10:30 here' }),
    ),
  });
  const inTokyo = { ...state, zoneName: 'Tokyo Standard Time' };
  const [first] = previewOf(state.choices, inTokyo, context).runs;
  assert.deepEqual(first, { site: 'Tue, Nov 24, 2026, 09:30', elsewhere: '00:30 UTC · 01:30 here' });
});
