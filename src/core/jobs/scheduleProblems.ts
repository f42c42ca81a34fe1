import { parseCron } from '../schedule/cronExpression';
import type { TextProblem } from './jobProblem';
import { type StringNode, textOffset } from './relaxedJsonNodes';

/** The faults of a schedule as problems of the file; ranges follow the escapes of the string. */
export function scheduleProblems(value: StringNode): TextProblem[] {
  const parse = parseCron(value.value);
  const problems: TextProblem[] = parse.valid
    ? []
    : parse.problems.map((problem) => ({
        code: problem.code,
        severity: 'error',
        message: problem.message,
        range: rangeInString(value, problem.start, problem.end),
      }));
  return problems;
}

/** The range in the text of a stretch of a string's value; an empty stretch shows the quotes. */
export function rangeInString(
  node: StringNode,
  start: number,
  end: number,
): { readonly start: number; readonly end: number } {
  const range = { start: textOffset(node, start), end: textOffset(node, end) };
  return range.start === range.end && node.value === '' ? { start: node.start, end: node.end } : range;
}
