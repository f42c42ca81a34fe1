import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CodeAction, Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { jobKinds } from '../../../src/core/jobs/job';
import { openSettings } from '../../support/settingsEditor';
import { CallTimer } from '../callTimer';
import type { FuzzTarget } from '../fuzzTarget';
import { mutatedText } from '../mutations';
import { settingsPieces, settingsSeeds } from '../../support/settingsTexts';

/** The longest that any answer may take, once the code is warm. */
const limitMs = 50;

/** More than anybody writes. Beyond it the sheer number of faults takes its time, a few microseconds for each. */
const longestText = 65_536;

const folders: readonly Readonly<Record<string, string>>[] = [
  { 'run.sh': '#!/bin/bash\r\n' },
  { 'run.js': '', 'index.js': '', 'bin/run.cmd': '\uFEFFecho' },
  { 'app/my script.py': '', 'app/settings.job': '{}' },
  {},
];

/** Texts in the editor: every feature answers, soon, with ranges inside the document. */
export function settingsService(): FuzzTarget {
  const timer = new CallTimer(limitMs);
  const property = fc.asyncProperty(
    mutatedText(settingsSeeds, settingsPieces).map((text) => text.slice(0, longestText)),
    fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
    fc.constantFrom(...jobKinds),
    fc.constantFrom(...folders),
    fc.constantFrom('UTC', 'America/New_York', 'W. Europe Standard Time'),
    async (text, [first, second], kind, files, siteZone) => {
      const { service, document } = openSettings(text, { kind, files, siteZone });
      const ranges: Range[] = [];
      const diagnostics = await timer.time('diagnostics', () => service.validate(document, false));
      ranges.push(...diagnostics.map(({ range }) => range));
      await timer.time('diagnostics beside JSON support', () => service.validate(document, true));
      for (const place of [first, second]) {
        const position = document.positionAt(Math.floor(place * text.length));
        const hover = await timer.time('hover', () => service.hover(document, position));
        if (hover?.range !== undefined) ranges.push(hover.range);
        for (const { textEdit } of await timer.time('completion', () => service.complete(document, position)))
          if (textEdit !== undefined && 'range' in textEdit) ranges.push(textEdit.range);
      }
      const all = { start: document.positionAt(0), end: document.positionAt(text.length) };
      const actions = await timer.time('code actions', () => service.codeActions(document, all, diagnostics));
      ranges.push(...actions.flatMap((action) => rangesOfAction(action, document)));
      const hints = await timer.time('inlay hints', () => service.inlayHints(document));
      ranges.push(...hints.map(({ position }) => ({ start: position, end: position })));
      for (const range of ranges) assertInside(document, range);
    },
  );
  return { name: 'settings.job in the editor', property, measured: () => String(timer) };
}

function rangesOfAction({ edit }: CodeAction, { uri }: TextDocument): Range[] {
  return (edit?.changes?.[uri] ?? []).map(({ range }) => range);
}

/** A position outside the document is not the position of the offset that it is taken for. */
function assertInside(document: TextDocument, range: Range): void {
  const [from, to] = [document.offsetAt(range.start), document.offsetAt(range.end)];
  assert.deepEqual([document.positionAt(from), document.positionAt(to)], [range.start, range.end]);
  assert.ok(from <= to && to <= document.getText().length);
}
