/**
 * Writes `l10n/bundle.l10n.json`: every text of the product that a translation can replace, as key and English text.
 *
 *   node --import tsx test/tools/collectTexts.ts
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { unreadKeys } from '../../src/core/jobs/settingsKeys';
import { cronProblemTexts } from '../../src/core/schedule/cronProblem';
import { englishCronTexts } from '../../src/core/schedule/cronTexts';
import { cronSurpriseTexts } from '../../src/core/schedule/surprises';

export const bundlePath = 'l10n/bundle.l10n.json';

/** English words of the table of schedules that stand for two things, with the name under which the second one is found. */
const ambiguousWords = ['second/nth'];

/** The texts of folders below `src`, sorted; those of tables are always there. */
export function collectTexts(folders: readonly string[]): readonly string[] {
  const literals = folders.flatMap((folder) =>
    readdirSync(join('src', folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .flatMap((path) => textsOf(join('src', folder, path))),
  );
  const tables = [...unreadKeys.values(), ...leavesOf([cronProblemTexts, cronSurpriseTexts, englishCronTexts])];
  return [...new Set([...literals, ...tables, ...ambiguousWords])].sort();
}

/** First arguments of `message(…)` and of methods called `t`: both ways in which a text is marked. */
function textsOf(path: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isMarker(node.expression)) {
      const [first] = node.arguments;
      if (first !== undefined) found.push(...literalsOf(first));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest));
  return found;
}

function isMarker(callee: ts.Expression): boolean {
  return ts.isIdentifier(callee)
    ? callee.text === 'message'
    : ts.isPropertyAccessExpression(callee) && callee.name.text === 't';
}

/** The literal, or both of a condition. */
function literalsOf(node: ts.Expression): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  return ts.isConditionalExpression(node) ? [...literalsOf(node.whenTrue), ...literalsOf(node.whenFalse)] : [];
}

function leavesOf(value: unknown): string[] {
  return typeof value === 'string' ? [value] : Object.values(value as object).flatMap(leavesOf);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const texts = collectTexts(['core', 'server', 'vscode']);
  mkdirSync('l10n', { recursive: true });
  const bundle = Object.fromEntries(texts.map((text) => [text, text.replace(/^second\/nth$/, 'second')]));
  writeFileSync(bundlePath, `${JSON.stringify(bundle, null, 2)}\n`);
  process.stdout.write(`${bundlePath}: ${String(texts.length)} texts\n`);
}
