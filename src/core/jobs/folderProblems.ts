import type { JobKey } from './job';
import type { ProblemFix, RewriteAction, TextProblem } from './jobProblem';
import type { JobScript, RunnableScript } from './jobScript';
import { misspelledFolders } from './jobPaths';
import { joinRelative } from './jobFiles';
import { settingsFileName } from './jobSettings';
import { extensionOf } from './scriptHosts';

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
  const problems: TextProblem[] = [];
  const { name } = job;
  if (name !== undefined && !isPortalName(name)) {
    problems.push({
      code: 'refused-name',
      severity: 'warning',
      message: `The portal refuses the job name "${name}": it must start with a letter or digit, and go on with letters, digits, - and _. Rename the folder.`,
      range: wholeFile,
    });
  }
  for (const { written, needed } of misspelledFolders(path)) {
    problems.push({
      code: 'folder-spelling',
      severity: 'warning',
      message: `The folder ${written} is written differently from ${needed}: a site on Linux does not find its jobs. Rename it to ${needed}.`,
      range: wholeFile,
    });
  }
  if (!script.runnable) problems.push(noScriptProblem(script));
  return problems;
}

function noScriptProblem(script: JobScript & { runnable: false }): TextProblem {
  const { hiddenScript, hiddenBy = [] } = script;
  if (hiddenScript === undefined) {
    return {
      code: 'nothing-runnable',
      severity: 'error',
      message: `${script.reason} The service does not list the job. Add a script such as run.sh or run.js.`,
      range: wholeFile,
    };
  }
  const isOnlySettings = hiddenBy.length === 1 && hiddenBy[0] === settingsFileName;
  const folder = hiddenScript.slice(0, hiddenScript.lastIndexOf('/'));
  return {
    code: isOnlySettings ? 'settings-hide-script' : 'hidden-script',
    severity: 'error',
    message: `${script.reason} The service does not list the job. ${isOnlySettings ? `Move ${settingsFileName} into ${folder}` : `Move the script up, or everything else into ${folder}`}.`,
    range: wholeFile,
    fixes: isOnlySettings
      ? [
          {
            kind: 'rename',
            title: `Move ${settingsFileName} into ${folder}`,
            from: joinRelative(script.scriptFolder, settingsFileName),
            to: `${folder}/${settingsFileName}`,
          },
        ]
      : [],
  };
}

/** Faults of the chosen script: of its name, and of its text when that is given. Ranges are offsets in `text`. */
export function scriptProblems(script: RunnableScript, text: string | undefined): TextProblem[] {
  return [...scriptNameProblems(script), ...(text === undefined ? [] : scriptTextProblems(script, text))];
}

function scriptNameProblems(script: RunnableScript): TextProblem[] {
  const { file, host, rivals } = script;
  const extension = extensionOf(file);
  const problems: TextProblem[] = [];
  if (rivals.length > 0) {
    problems.push({
      code: 'several-scripts',
      severity: 'warning',
      message: `${file} starts the job only because it comes first by name; ${rivals.join(', ')} could start it as well, and on Linux the order is not defined. Name the right one run${extension}.`,
      range: wholeFile,
      fixes: [file, ...rivals].map((each) => ({
        kind: 'rename',
        title: `Rename ${each} to run${extension}`,
        from: joinRelative(script.scriptFolder, each),
        to: joinRelative(script.scriptFolder, `run${extension}`),
      })),
    });
  }
  if (/\s/.test(file) && host.name !== 'WindowsScriptHost' && host.name !== 'DnxScriptHost') {
    problems.push({
      code: 'space-in-script-name',
      severity: 'error',
      message: `The service does not quote "${file}", so that the job fails: ${host.label} looks for "${file.split(/\s/, 1)[0] ?? ''}". Rename the file to run${extension}.`,
      range: wholeFile,
      fixes: [
        {
          kind: 'rename',
          title: `Rename ${file} to run${extension}`,
          from: script.runCommand,
          to: joinRelative(script.scriptFolder, `run${extension}`),
        },
      ],
    });
  }
  if (host.isDocumentedOnly === true) {
    problems.push({
      code: 'documented-only',
      severity: 'warning',
      message: `${extension} jobs are documented, but the public engine of the service does not run them. Add a run.cmd or run.sh with "java -jar ${file}".`,
      range: wholeFile,
    });
  }
  return problems;
}

function scriptTextProblems(script: RunnableScript, text: string): TextProblem[] {
  const extension = extensionOf(script.file);
  const rewrite = (title: string, action: RewriteAction): readonly ProblemFix[] => [
    { kind: 'rewrite', title, file: script.runCommand, action },
  ];
  const problems: TextProblem[] = [];
  const hasMark = text.startsWith('\ufeff');
  if (hasMark && ['.cmd', '.bat', '.sh'].includes(extension)) {
    problems.push({
      code: 'byte-order-mark',
      severity: 'error',
      message: `${script.file} begins with a byte order mark, which makes its first line fail. Save it as UTF-8 without the mark.`,
      range: { start: 0, end: 1 },
      fixes: rewrite('Remove the byte order mark', 'removeByteOrderMark'),
    });
  }
  if (extension !== '.sh') return problems;
  const lineEnd = text.indexOf('\r\n');
  if (lineEnd !== -1) {
    problems.push({
      code: 'windows-line-ends',
      severity: 'error',
      message: `${script.file} has Windows line ends (CRLF), which Bash on Linux takes for part of the commands ($'\\r': command not found). Save it with LF.`,
      range: { start: lineEnd, end: lineEnd + 1 },
      fixes: rewrite('Convert the line ends to LF', 'convertLineEnds'),
    });
  }
  const start = hasMark ? 1 : 0;
  if (!text.startsWith('#!', start)) {
    problems.push({
      code: 'missing-shebang',
      severity: 'info',
      message: `${script.file} has no shebang. The service starts it with Bash all the same, but the documentation asks for one: begin with #!/bin/bash.`,
      range: { start, end: start },
      fixes: [{ kind: 'edit', title: 'Add #!/bin/bash', edits: [{ start, end: start, newText: '#!/bin/bash\n' }] }],
    });
  }
  return problems;
}
