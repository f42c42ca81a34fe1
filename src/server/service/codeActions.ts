import { type CodeAction, CodeActionKind, type Diagnostic, type Range, type TextEdit } from 'vscode-languageserver';
import type { JobProblem, ProblemFix } from '../../core/jobs/jobProblem';
import type { TextRange } from '../../core/jobs/relaxedJsonNodes';
import { rewriteScriptCommand, type RewriteScriptArguments } from '../../protocol/settingsJobMessages';
import { type DocumentPlace, placeOfDocument, problemsOfDocument, uriInJob } from './documentModel';
import type { SettingsDocument, SettingsJobEnvironment } from './environment';
import { diagnosticOf } from './validation';

/**
 * Quick fixes for the problems that touch a range, also for those that the editor's JSON support reports: their
 * diagnostics are recognised by their place.
 */
export async function codeActionsAt(
  document: SettingsDocument,
  range: Range,
  shownDiagnostics: readonly Diagnostic[],
  environment: SettingsJobEnvironment,
  toRange: (range: TextRange) => Range,
): Promise<CodeAction[]> {
  const place = placeOfDocument(document.uri);
  const problems = await problemsOfDocument(document, environment);
  return problems
    .map((problem) => ({ problem, diagnostic: diagnosticOf(document, problem) }))
    .filter(({ diagnostic }) => touches(diagnostic.range, range))
    .flatMap(({ problem, diagnostic }) => {
      const shown = shownDiagnostics.filter((each) => isSameFault(each, diagnostic));
      return problem.fixes.map((fix) => actionOf(fix, problem, place, document, shown, toRange));
    });
}

function actionOf(
  fix: ProblemFix,
  problem: JobProblem,
  place: DocumentPlace,
  document: SettingsDocument,
  diagnostics: Diagnostic[],
  toRange: (range: TextRange) => Range,
): CodeAction {
  const action: CodeAction = { title: fix.title, kind: CodeActionKind.QuickFix, diagnostics };
  if (problem.fixes.length === 1) action.isPreferred = true;
  switch (fix.kind) {
    case 'edit': {
      const isOwn = problem.file === place.inside;
      // Edits of another file are insertions at its beginning, for which no line has to be counted.
      const edits: TextEdit[] = fix.edits.map((edit) => ({
        range: isOwn ? toRange(edit) : startRange,
        newText: edit.newText,
      }));
      return { ...action, edit: { changes: { [isOwn ? document.uri : uriInJob(place, problem.file)]: edits } } };
    }
    case 'rename': {
      const rename = { kind: 'rename', oldUri: uriInJob(place, fix.from), newUri: uriInJob(place, fix.to) } as const;
      return { ...action, edit: { documentChanges: [rename] } };
    }
    case 'rewrite': {
      const args: RewriteScriptArguments = [uriInJob(place, fix.file), fix.action];
      return { ...action, command: { title: fix.title, command: rewriteScriptCommand, arguments: [...args] } };
    }
  }
}

const startRange: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

function touches(left: Range, right: Range): boolean {
  return !isBefore(left.end, right.start) && !isBefore(right.end, left.start);
}

function isBefore(left: Range['start'], right: Range['start']): boolean {
  return left.line < right.line || (left.line === right.line && left.character < right.character);
}

function isSameFault(shown: Diagnostic, own: Diagnostic): boolean {
  return shown.source === own.source
    ? shown.code === own.code && touches(shown.range, own.range)
    : sameRange(shown.range, own.range);
}

function sameRange(left: Range, right: Range): boolean {
  return (
    !isBefore(left.start, right.start) &&
    !isBefore(right.start, left.start) &&
    !isBefore(left.end, right.end) &&
    !isBefore(right.end, left.end)
  );
}
