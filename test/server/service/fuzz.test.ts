import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Range } from 'vscode-languageserver';
import { openSettings } from '../../support/settingsEditor';
import { settingsPieces, settingsSeeds } from '../../support/settingsTexts';

/** Recorded texts with stretches removed, repeated and replaced. */
const mutatedText = fc
  .record({
    seed: fc.constantFrom(...settingsSeeds),
    edits: fc.array(
      fc.record({
        at: fc.nat(150),
        length: fc.nat(12),
        piece: fc.oneof(fc.constantFrom(...settingsPieces), fc.string({ maxLength: 4 })),
      }),
      { maxLength: 8 },
    ),
  })
  .map(({ seed, edits }) =>
    edits.reduce((text, { at, length, piece }) => text.slice(0, at) + piece + text.slice(at + length), seed),
  );

test('mutated texts never throw, and every range lies inside', async () => {
  await fc.assert(
    fc.asyncProperty(
      mutatedText,
      fc.nat(200),
      fc.constantFrom('continuous', 'triggered'),
      async (text, offset, kind) => {
        const { service, document } = openSettings(text, { kind });
        const position = document.positionAt(offset);
        const end = document.positionAt(text.length);
        const ranges: Range[] = [];
        ranges.push(...(await service.validate(document, false)).map(({ range }) => range));
        ranges.push(...[(await service.hover(document, position))?.range].filter((range) => range !== undefined));
        for (const { textEdit } of service.complete(document, position))
          if (textEdit && 'range' in textEdit) ranges.push(textEdit.range);
        const actions = await service.codeActions(document, { start: document.positionAt(0), end }, []);
        ranges.push(...actions.flatMap(({ edit }) => (edit?.changes?.[document.uri] ?? []).map(({ range }) => range)));
        ranges.push(
          ...(await service.inlayHints(document)).map((hint) => ({ start: hint.position, end: hint.position })),
        );
        for (const range of ranges) {
          const [from, to] = [document.offsetAt(range.start), document.offsetAt(range.end)];
          assert.deepEqual(document.positionAt(from), range.start);
          assert.ok(from <= to && to <= text.length);
        }
      },
    ),
    { numRuns: 1500 },
  );
});
