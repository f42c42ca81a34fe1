import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  type Range,
  type RenameFile,
  type TextEdit,
} from 'vscode-languageserver';
import type { JobProblem, Move, ProblemFix } from '../../core/jobs/jobProblem';
import type { TextRange } from '../../core/jobs/relaxedJsonNodes';
import { parseCron } from '../../core/schedule/cronExpression';
import { nextServiceRuns } from '../../core/schedule/serviceRuns';
import { rewriteScriptCommand, type RewriteScriptArguments } from '../../protocol/settingsJobMessages';
import { type DocumentPlace, problemsOfDocument, uriInJob } from './documentModel';
import type { SettingsDocument } from './environment';
import { clockText } from './nextRunTimes';
import type { ServiceContext } from './serviceContext';
import { diagnosticOf } from './validation';

/**
 * Quick fixes for the problems that touch a range, also for those that the editor's JSON support reports: their
 * diagnostics are recognised by their place.
 */
export async function codeActionsAt(
  document: SettingsDocument,
  range: Range,
  shownDiagnostics: readonly Diagnostic[],
  context: ServiceContext,
  toRange: (range: TextRange) => Range,
): Promise<CodeAction[]> {
  const { cache, folders, texts } = context;
  const parsed = cache.get(document);
  const { place } = parsed;
  const problems = await problemsOfDocument(parsed, folders, texts.cron);
  const shownAt = byPlace(shownDiagnostics);
  return problems
    .map((problem) => ({ problem, diagnostic: diagnosticOf(document, place, problem, texts) }))
    .filter(({ diagnostic }) => touches(diagnostic.range, range))
    .slice(0, maxMendedProblems)
    .flatMap(({ problem, diagnostic }) => {
      const isSame = (each: Diagnostic): boolean => isSameFault(each, diagnostic);
      // A whole file may be selected, with faults by the thousand: the same place is looked at before all of them.
      const here = (shownAt.get(placeKey(diagnostic.range)) ?? []).filter(isSame);
      const shown = here.length > 0 ? here : shownDiagnostics.filter(isSame);
      const fixes = problem.fixes();
      const isPreferred = fixes.length === 1;
      return fixes.map((fix) => {
        const title = titleOf(fix, document, context);
        return actionOf({ fix, title, isPreferred, problem, place, document, diagnostics: shown, toRange });
      });
    });
}

/** Nobody reads a menu of more; a whole file may be selected. */
const maxMendedProblems = 50;

/** A fix of the schedule tells in its title when the job would run next: the menu is the only preview there is. */
function titleOf(fix: ProblemFix, document: SettingsDocument, { environment, texts }: ServiceContext): string {
  const title = texts.of(fix.title);
  const parse = fix.kind === 'edit' && fix.schedule !== undefined ? parseCron(fix.schedule) : undefined;
  if (parse?.valid !== true) return title;
  const { zone } = environment.siteZone(document.uri);
  const [run] = nextServiceRuns(parse.schedule, environment.now(), zone, 1);
  const next =
    run === undefined ? texts.t('never runs') : texts.t('next {time}', { time: clockText(run.utcMs, zone, texts) });
  return `${title} (${next})`;
}

interface FixToOffer {
  readonly fix: ProblemFix;
  readonly title: string;
  readonly isPreferred: boolean;
  readonly problem: JobProblem;
  readonly place: DocumentPlace;
  readonly document: SettingsDocument;
  readonly diagnostics: Diagnostic[];
  readonly toRange: (range: TextRange) => Range;
}

function actionOf(offer: FixToOffer): CodeAction {
  const { fix, title, isPreferred, problem, place, document, diagnostics, toRange } = offer;
  const action: CodeAction = { title, kind: CodeActionKind.QuickFix, diagnostics };
  if (isPreferred) action.isPreferred = true;
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
    case 'rename':
      return { ...action, edit: { documentChanges: [renameOf(fix, place)] } };
    case 'moves':
      return { ...action, edit: { documentChanges: fix.moves.map((move) => renameOf(move, place)) } };
    case 'create': {
      const uri = uriInJob(place, fix.file);
      const insert = { range: startRange, newText: fix.content };
      const documentChanges = [
        { kind: 'create', uri } as const,
        { textDocument: { uri, version: null }, edits: [insert] },
      ];
      return { ...action, edit: { documentChanges } };
    }
    case 'rewrite': {
      const args: RewriteScriptArguments = [uriInJob(place, fix.file), fix.action];
      return { ...action, command: { title, command: rewriteScriptCommand, arguments: [...args] } };
    }
  }
}

function renameOf({ from, to }: Move, place: DocumentPlace): RenameFile {
  return { kind: 'rename', oldUri: uriInJob(place, from), newUri: uriInJob(place, to) };
}

const startRange: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

function touches(left: Range, right: Range): boolean {
  return !isBefore(left.end, right.start) && !isBefore(right.end, left.start);
}

function isBefore(left: Range['start'], right: Range['start']): boolean {
  return left.line < right.line || (left.line === right.line && left.character < right.character);
}

function byPlace(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, Diagnostic[]> {
  const places = new Map<string, Diagnostic[]>();
  for (const each of diagnostics) {
    const place = placeKey(each.range);
    places.set(place, [...(places.get(place) ?? []), each]);
  }
  return places;
}

function placeKey({ start, end }: Range): string {
  return [start.line, start.character, end.line, end.character].join(':');
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
