import { message } from '../base/message';
import type { TextProblem } from './jobProblem';
import type { RelaxedDocument } from './relaxedJson';
import type { JsonNode, StringNode } from './relaxedJsonNodes';
import { shorten } from './shorten';

/**
 * What the service reads although it is not JSON (kudu-webjobs §3.2): the editor's JSON support marks it as an error, and
 * other tools fail on it. One problem for each place, with the plain form as its fix.
 */
export function plainJsonProblems({ text, root, fault }: RelaxedDocument, maxCount: number): TextProblem[] {
  const problems: TextProblem[] = [];
  const pending: JsonNode[] = root === undefined ? [] : [root];
  for (let node = pending.pop(); node !== undefined && problems.length < maxCount; node = pending.pop()) {
    // What follows a fault is a guess.
    if (fault !== undefined && node.start >= fault.start) continue;
    const plain = plainForm(node, text);
    if (plain !== undefined) problems.push(problemAt(node, text, plain));
    if (node.type === 'array') for (const item of node.items) pending.push(item);
    if (node.type === 'object') {
      for (const { key, value } of node.members) {
        if (problems.length >= maxCount) break;
        const plainKey = plainString(key, text);
        if (plainKey !== undefined && (fault === undefined || key.start < fault.start))
          problems.push(problemAt(key, text, plainKey));
        if (value !== undefined) pending.push(value);
      }
    }
  }
  return problems;
}

function problemAt(node: JsonNode, text: string, plain: string): TextProblem {
  const written = text.slice(node.start, node.end);
  return {
    code: 'not-plain-json',
    severity: 'info',
    text:
      written === ''
        ? message('The service reads a missing value as null, but other tools take it for an error. Write null.')
        : message(
            'The service reads {written} as {plain}, but it is not JSON: other tools take it for an error. Write {plain}.',
            { written: shorten(written), plain: shorten(plain) },
          ),
    range: node,
    fixes: () => [
      {
        kind: 'edit',
        title: message('Write {value}', { value: shorten(plain) }),
        edits: [{ start: node.start, end: node.end, newText: plain }],
      },
    ],
  };
}

/** The same value in plain JSON; undefined when it is written plainly already. */
function plainForm(node: JsonNode, text: string): string | undefined {
  switch (node.type) {
    case 'string':
      return plainString(node, text);
    case 'integer':
      return node.isDecimal && !/^-0\d/.test(text.slice(node.start, node.end)) ? undefined : String(node.value);
    case 'float':
      if (!Number.isFinite(node.value)) return `"${String(node.value)}"`;
      return /^-?\d+(\.\d+)?([eE][-+]?\d+)?$/.test(text.slice(node.start, node.end)) ? undefined : String(node.value);
    case 'null':
      return node.word === 'null' ? undefined : 'null';
    default:
      return undefined;
  }
}

function plainString(node: StringNode, text: string): string | undefined {
  if (node.end === node.contentEnd && node.quote !== '') return undefined;
  const written = text.slice(node.start, node.end);
  // eslint-disable-next-line no-control-regex -- control characters are what JSON forbids in a string.
  const isPlain = node.quote === '"' && !/[\u0000-\u001f]|\\'/.test(written);
  return isPlain ? undefined : JSON.stringify(node.value);
}
