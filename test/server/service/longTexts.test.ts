import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openSettings } from '../../support/settingsEditor';

/** An editor waits no longer for an answer; the first text also warms the code up. */
const limitMs = 50;

/** Checks the codes of a text that is far beyond anything useful, and that each answer comes in time. */
function check(name: string, text: string, expected: readonly string[]): void {
  test(`${name}: ${String(text.length)} characters are answered at once`, async () => {
    const { service, document } = openSettings(text, { kind: 'continuous' });
    const scheduled = openSettings(text);
    const inside = document.positionAt(15);
    const all = { start: document.positionAt(0), end: document.positionAt(text.length) };
    const answers: Readonly<Record<string, () => unknown>> = {
      validate: () => scheduled.service.validate(scheduled.document, false),
      hover: () => service.hover(document, inside),
      complete: () => service.complete(document, inside),
      codeActions: () => service.codeActions(document, all, []),
      inlayHints: () => service.inlayHints(document),
    };
    for (const [feature, answer] of Object.entries(answers)) {
      // The machine may be busy with something else: time of the processor, and the best of five, is what counts.
      const timesMs: number[] = [];
      for (let turn = 0; turn < 5; turn++) {
        const start = process.cpuUsage();
        await answer();
        const { user, system } = process.cpuUsage(start);
        timesMs.push((user + system) / 1000);
      }
      assert.ok(Math.min(...timesMs) < limitMs, `${feature} took ${timesMs.map(Math.round).join(', ')} ms`);
    }
    const diagnostics = await scheduled.service.validate(scheduled.document, false);
    assert.deepEqual([...new Set(diagnostics.map(({ code }) => code))], expected);
  });
}

const times = 30_000;
check('fields', `{"schedule":"${'* '.repeat(times)}"}`, ['too-many-fields']);
check('faulty fields', `{"schedule":"${'x '.repeat(times)}"}`, ['too-many-fields']);
check('a list', `{"schedule":"${'0,'.repeat(times)}0 0 0 * * *"}`, ['schedule-too-long']);
check('commas', `{"schedule":"${','.repeat(times)} 0 0 * * *"}`, ['schedule-too-long']);
check('spaces', `{"schedule":"${' '.repeat(times)}"}`, ['schedule-too-long']);
check('slashes', `{"schedule":"${'/'.repeat(times)} * * * * *"}`, ['schedule-too-long']);
check('keys', `{${Array.from({ length: 5000 }, (_, index) => `"k${String(index)}":1`).join(',\n')}}`, ['unknown-key']);
check('one key again and again', `{${'"k":1,'.repeat(5000)}}`, ['duplicate-key']);
check('what only the service reads', `{${"'k':0x1,\n".repeat(5000)}}`, ['not-plain-json']);
check('a string that is never closed', `{"schedule":"${'0\n'.repeat(times)}`, [
  'settings-unreadable',
  'too-few-fields',
  'duplicate-key',
]);
check('a nest', '['.repeat(times), ['settings-unreadable']);
check('a nest closed wrongly', '{"a":'.repeat(6500) + ']'.repeat(times), ['unknown-key', 'settings-unreadable']);

// Schedules that are just short enough to be judged, with a fault or a surprise in each element.
check('stars', `{"schedule":"${'*,'.repeat(490)}* 0 0 * * *"}`, ['every-second', 'redundant-element']);
check('reversed ranges', `{"schedule":"${'59-0,'.repeat(190)}1 * * * * *"}`, [
  'every-second',
  'reversed-range',
  'redundant-element',
]);
check('sevens', `{"schedule":"0 0 0 * * ${'7,'.repeat(480)}7"}`, ['sunday-seven']);
check('foreign notations', `{"schedule":"0 0 0 * * ${'mon#1,'.repeat(160)}1"}`, ['nth-weekday']);

// Beyond the limit of what is judged.
const manyKeys = Array.from({ length: 20_000 }, (_, index) => `"key${String(index)}": ${String(index)}`);
check('twenty thousand keys', `{${manyKeys.join(',\n')}}`, ['file-too-long']);
check('a megabyte of string', `{"schedule":"${'0'.repeat(1_000_000)}"}`, ['file-too-long']);
check('a megabyte of nest', '{"a":'.repeat(200_000), ['file-too-long']);
