import {
  CodeAction,
  CodeActionKind,
  type CodeActionProvider,
  type Disposable,
  l10n,
  languages,
  type Range,
  type TextDocument,
} from 'vscode';
import { jobPlaceOf } from '../../../core/jobs/jobPaths';
import { commandIds } from '../../commands/commandIds';

/** Offers the builder in the lightbulb of a schedule, in every file system; disposing of the result ends that. */
export function registerBuilderActions(): Disposable {
  const kind = CodeActionKind.RefactorRewrite.append('schedule');
  const provider: CodeActionProvider = {
    provideCodeActions: (document, range) => {
      if (!isOnSchedule(document, range)) return [];
      const title = l10n.t('Build Schedule…');
      const action = new CodeAction(title, kind);
      action.command = { title, command: commandIds.buildSchedule, arguments: [document.uri] };
      return [action];
    },
  };
  return languages.registerCodeActionsProvider({ pattern: '**/settings.job' }, provider, {
    providedCodeActionKinds: [kind],
  });
}

/** A continuous job has no schedule, whatever its settings say. */
function isOnSchedule(document: TextDocument, range: Range): boolean {
  if (jobPlaceOf(document.uri.path)?.kind === 'continuous') return false;
  return /\bschedule\b["']?\s*:/.test(document.lineAt(range.start.line).text);
}
