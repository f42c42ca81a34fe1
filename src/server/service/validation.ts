import { type Diagnostic, DiagnosticSeverity, DiagnosticTag, type Position, type Range } from 'vscode-languageserver';
import type { JobProblem, ProblemPosition, ProblemSeverity } from '../../core/jobs/jobProblem';
import { type DocumentPlace, problemsOfDocument, uriInJob } from './documentModel';
import type { SettingsDocument } from './environment';
import type { ServiceContext } from './serviceContext';
import type { Texts } from './texts';

/** The `source` of every diagnostic of ours. */
export const diagnosticSource = 'webjobs';

/**
 * The document's diagnostics. Problems of other files of the job stand at the beginning of the document and point to
 * their file.
 *
 * @param hasJsonSupport leaves out what the editor's own JSON support reports already.
 */
export async function validate(
  document: SettingsDocument,
  { cache, folders, texts }: ServiceContext,
  hasJsonSupport: boolean,
): Promise<Diagnostic[]> {
  const parsed = cache.get(document);
  const problems = await problemsOfDocument(parsed, folders, texts.cron);
  return problems
    .filter((problem) => !(hasJsonSupport && problem.isSaidByJsonSupport))
    .map((problem) => diagnosticOf(document, parsed.place, problem, texts));
}

/** One problem as a diagnostic of the document. */
export function diagnosticOf(
  document: SettingsDocument,
  place: DocumentPlace,
  problem: JobProblem,
  texts: Texts,
): Diagnostic {
  const { code, file } = problem;
  const diagnostic: Diagnostic = {
    range: rangeOf(problem.position),
    severity: severities[problem.severity],
    source: diagnosticSource,
    code,
    message: texts.of(problem.text),
  };
  const isOfWholeFile = problem.range.start === 0 && problem.range.end === 0;
  if (file !== place.inside || isOfWholeFile) {
    diagnostic.range = beginningOf(document);
    if (file !== '' && file !== place.inside) {
      const location = { uri: uriInJob(place, file), range: rangeOf(problem.position) };
      diagnostic.relatedInformation = [{ location, message: file }];
    }
  } else if (withoutEffect.has(code)) diagnostic.tags = [DiagnosticTag.Unnecessary];
  return diagnostic;
}

const severities: Readonly<Record<ProblemSeverity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

/** Codes of keys that could be removed without a difference; editors fade them out. */
const withoutEffect: ReadonlySet<string> = new Set([
  'schedule-without-effect',
  'singleton-without-effect',
  'in-place-is-default',
  'duplicate-key',
  'unknown-key',
  'unread-key',
]);

function rangeOf({ line, column, endLine, endColumn }: ProblemPosition): Range {
  return { start: position(line, column), end: position(endLine, endColumn) };
}

function position(line: number, column: number): Position {
  return { line: line - 1, character: column - 1 };
}

/** The first visible character, so that there is something to underline. */
function beginningOf(document: SettingsDocument): Range {
  const offset = document.getText().search(/\S/);
  if (offset === -1) return { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  const { line, character } = document.positionAt(offset);
  return { start: { line, character }, end: { line, character: character + 1 } };
}
