import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { DiagnosticSeverity } from 'vscode-languageserver';
import { cronProblemTexts } from '../../src/core/schedule/cronProblem';
import { cronSurpriseTexts } from '../../src/core/schedule/surprises';
import { openSettings } from '../support/settingsEditor';
import { diagnosticExamples } from './diagnosticExamples';

const tablePath = 'src/server/DIAGNOSTICS.md';

/** The codes of schedules have tables; those of files stand as literals where the problem is made. */
function codesInSource(): readonly string[] {
  const folder = 'src/core/jobs';
  const sources = readdirSync(folder)
    .filter((name) => name.endsWith('Problems.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  const literals = sources.flatMap((source) => [
    ...[...source.matchAll(/code: '([a-z-]+)'/g)].map(([, code = '']) => code),
    ...[...source.matchAll(/(?:useless|problem)\(\s*'([a-z-]+)'/g)].map(([, code = '']) => code),
    ...[...source.matchAll(/code: [^\n']+\? '([a-z-]+)' : '([a-z-]+)'/g)].flatMap(([, yes = '', no = '']) => [yes, no]),
  ]);
  return [...new Set([...literals, ...Object.keys(cronProblemTexts), ...Object.keys(cronSurpriseTexts)])].sort();
}

const severityWords = {
  [DiagnosticSeverity.Error]: 'error',
  [DiagnosticSeverity.Warning]: 'warning',
  [DiagnosticSeverity.Information]: 'info',
  [DiagnosticSeverity.Hint]: 'hint',
};

async function rowOf(code: string): Promise<string> {
  const example = diagnosticExamples[code];
  assert.ok(example !== undefined, `${code} has no example in test/server/diagnosticExamples.ts`);
  const { service, document } = openSettings(example.text, example.options);
  const diagnostics = await service.validate(document, false);
  const diagnostic = diagnostics.find((each) => each.code === code);
  assert.ok(
    diagnostic !== undefined,
    `the example of ${code} gives ${diagnostics.map((each) => each.code).join(', ')}`,
  );
  const actions = await service.codeActions(document, diagnostic.range, [diagnostic]);
  const fixes = actions.filter((action) => action.diagnostics?.includes(diagnostic) === true);
  const cells = [
    `\`${code}\``,
    severityWords[diagnostic.severity ?? DiagnosticSeverity.Error],
    `\`${visible(example.shown ?? example.text)}\``,
    typeof diagnostic.message === 'string' ? diagnostic.message : diagnostic.message.value,
    fixes.map(({ title }) => title).join('; '),
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** White space that a table would swallow, as escapes. */
function visible(text: string): string {
  const escaped = text.replace(/[\t\n\r\ufeff]/g, (character) => JSON.stringify(character).slice(1, -1));
  return escaped === '' ? '""' : escaped.replaceAll('\ufeff', '\\ufeff');
}

test('every code has an example, and the table for contributors shows them', async () => {
  const codes = codesInSource();
  assert.deepEqual(Object.keys(diagnosticExamples).sort(), codes);
  const rows: string[] = [];
  for (const code of codes) rows.push(await rowOf(code));
  const table = [
    '# Diagnostics',
    '',
    'Every code that the language server and `webjobs lint` report, with an example. Codes are stable: they stand in settings,',
    'tests and scripts. Times in the titles of fixes count from 2026-01-01 00:00 UTC.',
    '',
    "In Visual Studio's files `project-value` and `project-key` say what differs from the schema, where VS Code has no schema for",
    'them: a value that does not fit, and a key that is missing.',
    '',
    'A test keeps this file in step: `UPDATE_DIAGNOSTICS=1 node test/tools/unit.mjs diagnosticTable` writes it.',
    '',
    '<!-- prettier-ignore -->',
    '| Code | Severity | Example | Message | Quick fixes |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
  if (process.env.UPDATE_DIAGNOSTICS === '1') writeFileSync(tablePath, table);
  assert.equal(readFileSync(tablePath, 'utf8'), table);
});
