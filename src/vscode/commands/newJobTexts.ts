import type { JobKind } from '../../core/jobs/job';
import type { JobNameProblem } from '../../core/jobs/newJob';
import type { JobLanguage } from '../../core/jobs/templates/jobTemplate';
import type { Localizer } from '../localizer';

/** Why a name cannot be taken, and what to do. */
export function nameProblemText(problem: JobNameProblem, l10n: Localizer): string {
  switch (problem.code) {
    case 'empty':
      return l10n.t('A job needs a name. It becomes the name of its folder.');
    case 'refused-character':
      return problem.character === ' '
        ? l10n.t('A name has no spaces: use letters, digits, - and _.')
        : l10n.t('The portal refuses "{0}" in a name: use letters from A to Z, digits, - and _.', problem.character);
    case 'refused-start':
      return l10n.t('A name starts with a letter or a digit, not with "{0}".', problem.character);
    case 'taken':
      return problem.by.kind === 'continuous'
        ? l10n.t('There is a continuous job {0} already. Choose another name.', problem.by.name)
        : l10n.t('There is a triggered job {0} already. Choose another name.', problem.by.name);
  }
}

/** What people should know before they choose a kind. */
export function kindTexts(kind: JobKind, l10n: Localizer): { readonly label: string; readonly detail: string } {
  return kind === 'triggered'
    ? {
        label: l10n.t('Triggered'),
        detail: l10n.t('Runs from beginning to end: by a schedule, or on request'),
      }
    : {
        label: l10n.t('Continuous'),
        detail: l10n.t('Runs all the time, is started again when it ends; the app needs Always On'),
      };
}

/** What starts the sample of a language, and where. */
export function languageHint(language: JobLanguage, l10n: Localizer): string {
  switch (language) {
    case 'node':
      return l10n.t('run.js, started by Node.js');
    case 'python':
      return l10n.t('run.py, started by Python');
    case 'bash':
      return l10n.t('run.sh, on sites of Windows and Linux');
    case 'powershell':
      return l10n.t('run.ps1, on sites of Windows, or of Linux with PowerShell');
    case 'csharp':
      return l10n.t('run.sh starts the program that dotnet builds: the service runs no C# sources');
    case 'java':
      return l10n.t('run.sh starts java Main.java, which needs Java 11 or later');
    case 'php':
      return l10n.t('run.php, started by PHP');
    case 'batch':
      return l10n.t('run.cmd, on sites of Windows only');
    case 'fsharp':
      return l10n.t('run.fsx, on sites of Windows only');
  }
}
