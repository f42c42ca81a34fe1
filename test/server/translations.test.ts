import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { MarkupContent } from 'vscode-languageserver';
import { englishCronTexts } from '../../src/core/schedule/cronTexts';
import { openSettings } from '../support/settingsEditor';
import { bundlePath, collectTexts } from '../tools/collectTexts';
import { diagnosticExamples } from './diagnosticExamples';

const bundle = JSON.parse(readFileSync(bundlePath, 'utf8')) as Readonly<Record<string, string>>;

/** A language in which every text is known by its marks. */
const translations = Object.fromEntries(
  Object.keys(bundle).map((english) => {
    const isName = [...englishCronTexts.weekdays, ...englishCronTexts.months].includes(english);
    // Of names only the beginning is shown in places.
    return [english, isName ? '···' : `«${english}»`];
  }),
);

test('translators find every text of the server', () => {
  const missing = collectTexts(['core', 'server']).filter((text) => !(text in bundle));
  assert.deepEqual(missing, [], 'run node --import tsx test/tools/collectTexts.ts');
});

test('every problem and fix is translated', async () => {
  const english: string[] = [];
  for (const { text, options } of Object.values(diagnosticExamples)) {
    const { service, document } = openSettings(text, { ...options, translations });
    const all = { start: document.positionAt(0), end: document.positionAt(text.length) };
    const diagnostics = await service.validate(document, false);
    const actions = await service.codeActions(document, all, diagnostics);
    const shown = [
      ...diagnostics.map(({ message }) => (typeof message === 'string' ? message : message.value)),
      ...actions.map(({ title }) => title),
    ];
    english.push(...shown.filter((each) => !each.startsWith('«')));
  }
  assert.deepEqual(english, []);
});

test('hover, hint and completions are translated', async () => {
  const { service, document } = openSettings('{"schedule":"0 0 9 * * 1-5"}', { translations });
  const inside = document.positionAt(15);
  const hover = await service.hover(document, inside);
  const markdown = MarkupContent.is(hover?.contents) ? hover.contents.value : '';
  const withoutTexts = (text: string): string => {
    // Texts stand inside texts: from the innermost outwards.
    const outer = text.replace(/«[^«»]*»/g, '');
    return outer === text ? text : withoutTexts(outer);
  };
  assert.doesNotMatch(withoutTexts(markdown), /[a-z]{4}/);
  const hints = await service.inlayHints(document);
  assert.equal(hints.length, 2);
  const namesOfFiles = /run\.sh|report|file:[^"]*|value|location|range|start|line|character|end/g;
  for (const { label } of hints) {
    assert.doesNotMatch(withoutTexts(JSON.stringify(label)).replace(namesOfFiles, ''), /[a-z]{4}/);
  }
  const [item] = service.complete(openSettings('{"schedule":""}').document, { line: 0, character: 13 });
  assert.match(item?.label ?? '', /^«Every/);
  assert.match(JSON.stringify(item?.documentation), /^"«Next run/);
});
