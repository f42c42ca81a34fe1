import type { Message } from '../base/message';
import type { TextRange } from './relaxedJsonNodes';

export type ProblemSeverity = 'error' | 'warning' | 'info';

/** One fault of a job, as the terminal and the editor show it. */
export interface JobProblem {
  /** Stable, in kebab-case; tests and quick fixes depend on it and not on the wording. */
  readonly code: string;
  readonly severity: ProblemSeverity;
  /** What is wrong, with the value, and what to do. */
  readonly text: Message;
  /** The file relative to the job folder, with `/`; empty for the folder itself. */
  readonly file: string;
  /** Offsets in the decoded text of the file; the beginning for a problem of the whole file. */
  readonly range: TextRange;
  /** Where {@link range} begins and ends, counted from 1; columns are UTF-16 units. */
  readonly position: ProblemPosition;
  /** True for what the editor's own JSON support says already, with the schema or without. */
  readonly isSaidByJsonSupport: boolean;
  /** Found when they are asked for: somebody who types sees all problems, but the fixes of one place. */
  readonly fixes: () => readonly ProblemFix[];
}

export interface ProblemPosition {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A change that mends a problem. */
export type ProblemFix =
  /** Replaces text in the file of the problem. */
  | {
      readonly kind: 'edit';
      readonly title: Message;
      readonly edits: readonly FixEdit[];
      /** The schedule that the file has afterwards, where the fix changes it. */
      readonly schedule?: string;
    }
  /** Renames or moves a file or folder. */
  | ({ readonly kind: 'rename'; readonly title: Message } & Move)
  /** Moves several files or folders, all or none. */
  | { readonly kind: 'moves'; readonly title: Message; readonly moves: readonly Move[] }
  /** Makes a file that is not there. */
  | { readonly kind: 'create'; readonly title: Message; readonly file: string; readonly content: string }
  /** Rewrites the bytes of a file: line ends to LF, or the byte order mark away. */
  | { readonly kind: 'rewrite'; readonly title: Message; readonly file: string; readonly action: RewriteAction };

/** Both paths are relative to the job folder, and may lead out of it with `..`. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

export type RewriteAction = 'convertLineEnds' | 'removeByteOrderMark';

export interface FixEdit extends TextRange {
  readonly newText: string;
}

/** A problem before its file and position are known. */
export type TextProblem = Pick<JobProblem, 'code' | 'severity' | 'text' | 'range'> &
  Partial<Pick<JobProblem, 'isSaidByJsonSupport' | 'fixes'>>;

/** Completes problems of one file. `text` is the decoded content, empty for a problem of the file as a whole. */
export function problemsOfFile(file: string, text: string, problems: readonly TextProblem[]): JobProblem[] {
  if (problems.length === 0) return [];
  const lines = new LineIndex(text, Math.max(...problems.map(({ range }) => range.end)));
  return problems.map((problem) => ({
    code: problem.code,
    severity: problem.severity,
    text: problem.text,
    file,
    range: problem.range,
    position: lines.positionOf(problem.range),
    isSaidByJsonSupport: problem.isSaidByJsonSupport ?? false,
    fixes: problem.fixes ?? noFixes,
  }));
}

const noFixes = (): readonly ProblemFix[] => [];

/** Orders problems by file, line and column, then code. */
export function sortProblems(problems: readonly JobProblem[]): JobProblem[] {
  return problems.toSorted(
    (left, right) =>
      compare(left.file, right.file) ||
      left.position.line - right.position.line ||
      left.position.column - right.position.column ||
      compare(left.code, right.code),
  );
}

/** Line breaks of a text, as editors count them: `\r\n`, `\n` and a lone `\r`. */
class LineIndex {
  private readonly starts: readonly number[];

  /** @param end the offset up to which lines are counted. */
  constructor(text: string, end: number) {
    const starts = [0];
    const lineBreak = /\r\n?|\n/g;
    while (lineBreak.lastIndex <= end && lineBreak.test(text)) starts.push(lineBreak.lastIndex);
    this.starts = starts;
  }

  positionOf(range: TextRange): ProblemPosition {
    const start = this.locate(range.start);
    const end = this.locate(range.end);
    return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
  }

  private locate(offset: number): { line: number; column: number } {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.starts[low] ?? 0) + 1 };
  }
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
