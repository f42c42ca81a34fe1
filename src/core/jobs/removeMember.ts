import { message } from '../base/message';
import type { FixEdit, ProblemFix } from './jobProblem';
import type { JsonMember } from './relaxedJsonNodes';
import { shorten } from './shorten';

/** Offers to remove a member. */
export function removalFix(text: string, member: JsonMember): ProblemFix {
  const title = message('Remove {part}', { part: shorten(member.key.value) });
  return { kind: 'edit', title, edits: [removalEdit(text, member)] };
}

/**
 * Removes a member with its comma, and with its line when nothing else stands there. Comments on other lines stay. A
 * comma may be left before the closing brace, which the service and the schema allow.
 */
export function removalEdit(text: string, member: JsonMember): FixEdit {
  let start = member.start;
  let end = afterBlanks(text, member.end);
  if (text[end] === ',') end += 1;
  else {
    end = member.end;
    const before = beforeBlanks(text, start);
    if (text[before - 1] === ',') start = before - 1;
  }
  const lineStart = beforeBlanks(text, start);
  const lineEnd = /^[ \t]*(\r\n|\r|\n)/.exec(text.slice(end, end + 200));
  const isAlone = (lineStart === 0 || /[\r\n]/.test(text.charAt(lineStart - 1))) && lineEnd !== null;
  if (isAlone) {
    start = lineStart;
    end += lineEnd[0].length;
  } else if (text[end] === ' ') end += 1;
  return { start, end, newText: '' };
}

function afterBlanks(text: string, offset: number): number {
  let index = offset;
  while (/[ \t]/.test(text.charAt(index))) index += 1;
  return index;
}

function beforeBlanks(text: string, offset: number): number {
  let index = offset;
  while (index > 0 && /[ \t]/.test(text.charAt(index - 1))) index -= 1;
  return index;
}
