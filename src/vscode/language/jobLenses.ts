import { CodeLens, type CodeLensProvider, type Disposable, l10n, languages, Range, type TextDocument } from 'vscode';
import { jobPlaceOf } from '../../core/jobs/jobPaths';
import type { Event } from '../../core/base/event';
import { commandIds } from '../commands/commandIds';
import type { Settings } from '../workspace/settings';

/** Shows "Run", "Debug" and "Publish" above a `settings.job` of the disk that lies in a job. */
export function registerJobLenses(settings: Pick<Settings, 'showJobLenses' | 'onDidChange'>): Disposable {
  const onDidChangeCodeLenses: Event<void> = (listener) =>
    settings.onDidChange((key) => {
      if (key === 'webjobs.showJobLenses') listener();
    });
  const provider: CodeLensProvider = {
    onDidChangeCodeLenses,
    provideCodeLenses: (document) => (settings.showJobLenses && isInJob(document) ? lensesOf(document) : []),
  };
  return languages.registerCodeLensProvider({ scheme: 'file', pattern: '**/settings.job' }, provider);
}

function isInJob(document: TextDocument): boolean {
  return (jobPlaceOf(document.uri.path)?.inside ?? '') !== '';
}

function lensesOf(document: TextDocument): CodeLens[] {
  const firstLine = new Range(0, 0, 0, 0);
  const lens = (title: string, command: string): CodeLens =>
    new CodeLens(firstLine, { title, command, arguments: [document.uri] });
  return [
    lens(l10n.t('$(play) Run'), commandIds.runJob),
    lens(l10n.t('$(debug-alt) Debug'), commandIds.debugJob),
    lens(l10n.t('$(cloud-upload) Publish'), commandIds.publishJob),
  ];
}
