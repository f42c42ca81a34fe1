import { parseCron } from '../schedule/cronExpression';
import { type CronFix, fixesForProblem, fixesForSurprise } from '../schedule/cronFixes';
import { findSurprises } from '../schedule/surprises';
import type { ProblemFix, TextProblem } from './jobProblem';
import { type StringNode, textOffset, type TextRange } from './relaxedJsonNodes';

/**
 * What is wrong with a schedule, and what is legal but surprising, as problems of the file. Codes are those of
 * `core/schedule`; ranges follow the escapes of the string.
 */
export function scheduleProblems(node: StringNode): TextProblem[] {
  const text = node.value;
  const parse = parseCron(text);
  if (!parse.valid) {
    return parse.problems.map((problem) => ({
      code: problem.code,
      severity: 'error',
      message: problem.message,
      range: rangeInString(node, problem),
      fixes: fixesForProblem(text, problem).map((fix) => scheduleFix(node, fix)),
    }));
  }
  return findSurprises(parse.schedule, parse.tokens).map((surprise) => ({
    code: surprise.code,
    severity: surprise.severity,
    message: surprise.message,
    range: rangeInString(node, surprise),
    fixes: fixesForSurprise(text, surprise).map((fix) => scheduleFix(node, fix)),
  }));
}

/** The stretch of a file's text that stands for a stretch of a string's value; for an empty string its quotes. */
export function rangeInString(node: StringNode, { start, end }: TextRange): TextRange {
  if (node.value === '') return { start: node.start, end: node.end };
  return { start: textOffset(node, start), end: textOffset(node, end) };
}

/** A schedule as the content of a string with the same quotes. */
export function stringContent(node: Pick<StringNode, 'quote'>, schedule: string): string {
  const content = JSON.stringify(schedule).slice(1, -1);
  return node.quote === "'" ? content.replaceAll("'", "\\'") : content;
}

function scheduleFix(node: StringNode, { title, text }: CronFix): ProblemFix {
  const edit = { start: node.contentStart, end: node.contentEnd, newText: stringContent(node, text) };
  return { kind: 'edit', title: `${title}: ${text}`, edits: [edit], schedule: text };
}
