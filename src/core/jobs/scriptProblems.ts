import { message, type Message } from '../base/message';
import { joinRelative } from './jobFiles';
import type { ProblemFix, RewriteAction, TextProblem } from './jobProblem';
import type { RunnableScript } from './jobScript';
import { extensionOf } from './scriptHosts';

const wholeFile = { start: 0, end: 0 };

/** Faults of the chosen script: of its name, and of its text when that is given. Ranges are offsets in `text`. */
export function scriptProblems(script: RunnableScript, text: string | undefined): TextProblem[] {
  return [...scriptNameProblems(script), ...(text === undefined ? [] : scriptTextProblems(script, text))];
}

function scriptNameProblems(script: RunnableScript): TextProblem[] {
  const { file, host, rivals } = script;
  const extension = extensionOf(file);
  const runFile = `run${extension}`;
  const renameToRun = (from: string): ProblemFix => ({
    kind: 'rename',
    title: message('Rename {from} to {to}', { from, to: runFile }),
    from: joinRelative(script.scriptFolder, from),
    to: joinRelative(script.scriptFolder, runFile),
  });
  const problems: TextProblem[] = [];
  if (rivals.length > 0) {
    problems.push({
      code: 'several-scripts',
      severity: 'warning',
      text: message(
        '{file} starts the job only because it comes first by name; {rivals} could start it as well, and on Linux the order is not defined. Name the right one {runFile}.',
        { file, rivals: rivals.join(', '), runFile },
      ),
      range: wholeFile,
      fixes: () => [file, ...rivals].map(renameToRun),
    });
  }
  if (/\s/.test(file) && host.name !== 'WindowsScriptHost' && host.name !== 'DnxScriptHost') {
    problems.push({
      code: 'space-in-script-name',
      severity: 'error',
      text: message(
        'The service does not quote "{file}", so that the job fails: {host} looks for "{beginning}". Rename the file to {runFile}.',
        { file, host: host.label, beginning: file.split(/\s/, 1)[0] ?? '', runFile },
      ),
      range: wholeFile,
      fixes: () => [renameToRun(file)],
    });
  }
  if (host.isDocumentedOnly === true) {
    problems.push({
      code: 'documented-only',
      severity: 'warning',
      text: message(
        '{extension} jobs are documented, but the public engine of the service does not run them. Add a run.cmd or run.sh with "java -jar {file}".',
        { extension, file },
      ),
      range: wholeFile,
      fixes: () => [
        createFix(script, 'run.sh', `#!/bin/bash\nexec java -jar "${file}" "$@"\n`),
        createFix(script, 'run.cmd', `@echo off\r\njava -jar "${file}" %*\r\n`),
      ],
    });
  }
  return problems;
}

function createFix({ scriptFolder, file }: RunnableScript, name: string, content: string): ProblemFix {
  const title = message('Add a {name} that starts {file}', { name, file });
  return { kind: 'create', title, file: joinRelative(scriptFolder, name), content };
}

function scriptTextProblems(script: RunnableScript, text: string): TextProblem[] {
  const { file } = script;
  const extension = extensionOf(file);
  const rewrite = (title: Message, action: RewriteAction) => (): readonly ProblemFix[] => [
    { kind: 'rewrite', title, file: script.runCommand, action },
  ];
  const problems: TextProblem[] = [];
  const hasMark = text.startsWith('\ufeff');
  if (hasMark && ['.cmd', '.bat', '.sh'].includes(extension)) {
    problems.push({
      code: 'byte-order-mark',
      severity: 'error',
      text: message(
        '{file} begins with a byte order mark, which makes its first line fail. Save it as UTF-8 without the mark.',
        { file },
      ),
      range: { start: 0, end: 1 },
      fixes: rewrite(message('Remove the byte order mark'), 'removeByteOrderMark'),
    });
  }
  if (extension !== '.sh') return problems;
  const lineEnd = text.indexOf('\r\n');
  if (lineEnd !== -1) {
    problems.push({
      code: 'windows-line-ends',
      severity: 'error',
      text: message(
        "{file} has Windows line ends (CRLF), which Bash on Linux takes for part of the commands ($'\\r': command not found). Save it with LF.",
        { file },
      ),
      range: { start: lineEnd, end: lineEnd + 1 },
      fixes: rewrite(message('Convert the line ends to LF'), 'convertLineEnds'),
    });
  }
  const start = hasMark ? 1 : 0;
  if (!text.startsWith('#!', start)) {
    problems.push({
      code: 'missing-shebang',
      severity: 'info',
      text: message(
        '{file} has no shebang. The service starts it with Bash all the same, but the documentation asks for one: begin with #!/bin/bash.',
        { file },
      ),
      range: { start, end: start },
      fixes: () => [
        {
          kind: 'edit',
          title: message('Add {line}', { line: '#!/bin/bash' }),
          edits: [{ start, end: start, newText: '#!/bin/bash\n' }],
        },
      ],
    });
  }
  return problems;
}
