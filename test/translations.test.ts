import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { englishCronTexts, translateCronTexts } from '../src/core/schedule/cronTexts';

type Texts = Readonly<Record<string, string>>;

const languages = ['fr', 'ko', 'zh-tw'];
const read = (path: string): Texts => JSON.parse(readFileSync(path, 'utf8')) as Texts;
const bundle = read('l10n/bundle.l10n.json');
const manifest = read('package.nls.json');

test('the languages are those that have files', () => {
  const found = [...readdirSync('l10n'), ...readdirSync('.')].flatMap(
    (file) => /^(?:bundle\.l10n|package\.nls)\.(.+)\.json$/.exec(file)?.[1] ?? [],
  );
  assert.deepEqual([...new Set(found)].sort(), languages);
});

for (const language of languages) {
  for (const [english, translated] of [
    [bundle, read(`l10n/bundle.l10n.${language}.json`)],
    [manifest, read(`package.nls.${language}.json`)],
  ] as const) {
    const name = english === bundle ? 'texts of the product' : 'texts of the manifest';

    test(`${language}: the ${name} are complete, and no text is left over`, () => {
      const missing = Object.keys(english).filter((key) => (translated[key] ?? '').trim() === '');
      const leftOver = Object.keys(translated).filter((key) => !(key in english));
      assert.deepEqual({ missing, leftOver }, { missing: [], leftOver: [] });
    });

    test(`${language}: the ${name} keep every placeholder, command and icon`, () => {
      const wrong = Object.keys(translated).filter(
        (key) => marksOf(translated[key] ?? '').join(' ') !== marksOf(english[key] ?? '').join(' '),
      );
      assert.deepEqual(wrong, []);
    });
  }

  test(`${language}: days, months and ordinals stay apart, also where names are cut`, () => {
    const texts = translateCronTexts(read(`l10n/bundle.l10n.${language}.json`));
    for (const names of [texts.weekdays, texts.months, texts.days, texts.nth]) {
      assert.equal(new Set(names).size, names.length, names.join());
    }
    assert.notDeepEqual(texts.weekdays, englishCronTexts.weekdays);
  });
}

/** What a translation must repeat: `{0}`, `{name}`, `$(icon)`, `(command:…)`, text in backticks; each once, sorted. */
function marksOf(text: string): string[] {
  const marks = text.match(/\{\w+\}|\$\([\w-]+\)|\(command:[^)]*\)|`[^`]*[A-Z_.]{2}[^`]*`/g) ?? [];
  return [...new Set(marks)].sort();
}
