import { message } from '../base/message';
import type { JobKey } from './job';
import { joinRelative } from './jobFiles';
import { misspelledFolders } from './jobPaths';
import { hiddenScriptFixes } from './hiddenScriptFixes';
import type { ProblemFix, TextProblem } from './jobProblem';
import type { JobScript } from './jobScript';
import { settingsFileName } from './jobSettings';

const wholeFile = { start: 0, end: 0 };

/** Names that the portal accepts (kudu-webjobs §2.1). */
export function isPortalName(name: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(name);
}

/**
 * Faults of a job folder's names and of which script it starts (product A11).
 *
 * @param path path of the job folder as far as it is known, to judge the spelling of the folders above it.
 */
export function folderProblems(job: Partial<JobKey>, path: string, script: JobScript): TextProblem[] {
  return [
    ...(job.name === undefined || isPortalName(job.name) ? [] : [nameProblem(job.name)]),
    ...spellingProblems(path),
    ...(script.runnable ? [] : [noScriptProblem(script)]),
  ];
}

function nameProblem(name: string): TextProblem {
  const accepted = portalNameFor(name);
  return {
    code: 'refused-name',
    severity: 'warning',
    text: message(
      'The portal refuses the job name "{name}": it must start with a letter or digit, and go on with letters, digits, - and _. Rename the folder.',
      { name },
    ),
    range: wholeFile,
    fixes: () =>
      accepted === undefined
        ? []
        : [
            {
              kind: 'rename',
              title: message('Rename the folder {from} to {to}', { from: name, to: accepted }),
              from: '',
              to: `../${accepted}`,
            },
          ],
  };
}

/** The nearest name that the portal accepts; undefined when no letter or digit is left. */
function portalNameFor(name: string): string | undefined {
  const accepted = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/^[-_]+|-+$/g, '');
  return accepted === '' ? undefined : accepted;
}

function spellingProblems(path: string): TextProblem[] {
  const segments = path.split(/[/\\]/).filter((segment) => segment !== '');
  return misspelledFolders(path).map(({ written, needed }): TextProblem => {
    const level = segments.length - 1 - segments.lastIndexOf(written, segments.length - 2);
    const from = Array.from({ length: level }, () => '..').join('/');
    return {
      code: 'folder-spelling',
      severity: 'warning',
      text: message(
        'The folder {written} is written differently from {needed}: a site on Linux does not find its jobs. Rename it to {needed}.',
        { written, needed },
      ),
      range: wholeFile,
      fixes: () => [
        {
          kind: 'rename',
          title: message('Rename the folder {from} to {to}', { from: written, to: needed }),
          from,
          to: `${from}/../${needed}`,
        },
      ],
    };
  });
}

function noScriptProblem(script: JobScript & { runnable: false }): TextProblem {
  const { hiddenScript, hiddenBy = [] } = script;
  const problem = { severity: 'error', range: wholeFile } as const;
  if (hiddenScript === undefined) {
    const text =
      script.files.length === 0
        ? message(
            'The folder holds no files, so that the service does not list the job. Add a script such as run.sh or run.js.',
          )
        : message(
            'No file has an extension that the service runs, so that it does not list the job. Add a script such as run.sh or run.js.',
          );
    return { ...problem, code: 'nothing-runnable', text, fixes: () => extensionFixes(script) };
  }
  const folder = hiddenScript.slice(0, hiddenScript.lastIndexOf('/'));
  const [only] = hiddenBy.length === 1 ? hiddenBy : [];
  const args = { script: hiddenScript, folder, others: hiddenBy.join(', ') };
  return {
    ...problem,
    code: only === settingsFileName ? 'settings-hide-script' : 'hidden-script',
    text:
      only === undefined
        ? message(
            '{script} does not start the job, because {others} lie beside its folder: the service does not list the job. Move the script up, or everything else into {folder}.',
            args,
          )
        : message(
            '{script} does not start the job, because {others} lies beside its folder: the service does not list the job. Move {others} into {folder}.',
            args,
          ),
    fixes: () => hiddenScriptFixes(script, hiddenScript),
  };
}

/** A lone file `run` is a script whose extension was forgotten, as people do on Linux. */
function extensionFixes({ files, scriptFolder }: JobScript): ProblemFix[] {
  if (!files.includes('run')) return [];
  const [from, to] = [joinRelative(scriptFolder, 'run'), joinRelative(scriptFolder, 'run.sh')];
  return [{ kind: 'rename', title: message('Rename {from} to {to}', { from: 'run', to: 'run.sh' }), from, to }];
}
