import { message } from '../base/message';
import { isSkipped } from './characters';
import { type FaultSink, insertion } from './relaxedJsonFault';
import { shorten } from './shorten';
import type { FloatNode, IntegerNode, JsonNode, StringNode } from './relaxedJsonNodes';

/**
 * Reads a quoted string that begins at `start`. The library lets strings span lines; a string whose closing quote makes
 * no sense there is taken to end with its line, so that a half-typed one does not swallow what follows.
 */
export function scanString(text: string, start: number, onFault: FaultSink): StringNode {
  const quote = text[start] === "'" ? "'" : '"';
  const close = closingQuote(text, start + 1, quote);
  const isClosed = close !== -1 && (!/[\r\n]/.test(text.slice(start + 1, close)) || canFollowValue(text, close + 1));
  const contentEnd = isClosed ? close : trimEnd(text, start + 1, endOfLine(text, start + 1));
  if (!isClosed) {
    const reason = message('the string is not closed: a {quote} is missing', { quote });
    onFault(start, contentEnd, reason, insertion(contentEnd, quote));
  }

  const content = text.slice(start + 1, contentEnd);
  const range = { start, end: isClosed ? close + 1 : contentEnd, contentStart: start + 1, contentEnd, quote } as const;
  if (!content.includes('\\')) return { type: 'string', value: content, ...range };
  return { type: 'string', ...unescape(text, start + 1, contentEnd, onFault), ...range };
}

function closingQuote(text: string, from: number, quote: string): number {
  for (let index = from; index < text.length; index += 1) {
    if (text[index] === '\\') index += 1;
    else if (text[index] === quote) return index;
  }
  return -1;
}

/** Offset of the line break that ends the line at `from`, or of the end of the text. */
export function endOfLine(text: string, from: number): number {
  const lineEnd = /[\r\n]/g;
  lineEnd.lastIndex = from;
  return lineEnd.exec(text)?.index ?? text.length;
}

/** Leaves out the punctuation that a person typed after a string without its closing quote, but not mere blanks. */
function trimEnd(text: string, start: number, end: number): number {
  let index = end;
  let hasPunctuation = false;
  for (; index > start; index -= 1) {
    const isPunctuation = ',}]'.includes(text.charAt(index - 1));
    if (!isPunctuation && !isSkipped(text.charCodeAt(index - 1))) break;
    hasPunctuation ||= isPunctuation;
  }
  return hasPunctuation ? index : end;
}

function canFollowValue(text: string, from: number): boolean {
  let index = from;
  while (index < text.length && isSkipped(text.charCodeAt(index))) index += 1;
  return index >= text.length || ',:}]/'.includes(text.charAt(index));
}

const simpleEscapes: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  '\\': '\\',
  '"': '"',
  "'": "'",
  '/': '/',
};

function unescape(
  text: string,
  start: number,
  end: number,
  onFault: FaultSink,
): { value: string; offsets: readonly number[] } {
  let value = '';
  const offsets: number[] = [];
  const escaped = new Set<number>();
  for (let index = start; index < end;) {
    const length = text[index] === '\\' ? escapeLength(text, index, end) : 1;
    const unit = length === 1 ? text.charAt(index) : resolveEscape(text.slice(index, index + length));
    if (unit === undefined)
      onFault(
        index,
        Math.min(index + 2, end),
        message('{text} is not an escape sequence', { text: text.slice(index, index + 2) }),
      );
    if (length === 6) escaped.add(value.length);
    offsets.push(index);
    value += unit ?? text.charAt(Math.min(index + 1, end - 1));
    index += unit === undefined ? Math.min(2, end - index) : length;
  }
  return { value: replaceLoneSurrogates(value, escaped), offsets };
}

function escapeLength(text: string, start: number, end: number): number {
  const length = text[start + 1] === 'u' ? 6 : 2;
  return Math.min(length, end - start);
}

function resolveEscape(sequence: string): string | undefined {
  if (sequence.startsWith('\\u')) {
    return /^\\u[0-9a-fA-F]{4}$/.test(sequence) ? String.fromCharCode(parseInt(sequence.slice(2), 16)) : undefined;
  }
  return simpleEscapes[sequence.charAt(1)];
}

/** Half a pair written as an escape becomes U+FFFD; the length stays, so offsets hold. */
function replaceLoneSurrogates(value: string, escaped: ReadonlySet<number>): string {
  if (escaped.size === 0) return value;
  return value.replace(
    /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    (unit, offset: number) => (escaped.has(offset) ? '\ufffd' : unit),
  );
}

/** The longest integer literal that the library reads, in characters. */
const longestIntegerText = 380;

/**
 * Reads a number that begins at `start`: a 64-bit or larger integer in decimal, hexadecimal (`0x`) or octal (leading
 * zero) form, or a floating-point number. Undefined when it is none, after telling the fault.
 */
export function scanNumber(
  text: string,
  start: number,
  onFault: FaultSink,
): { node?: IntegerNode | FloatNode; end: number } {
  let end = start;
  while (end < text.length && /[-+.\w$]/.test(text.charAt(end))) end += 1;
  if (end === start) end += 1;
  const word = text.slice(start, end);
  const next = text.charAt(end);
  if (next !== '' && !isSkipped(next.charCodeAt(0)) && !',}]/'.includes(next)) {
    onFault(end, end + 1, message('{text} cannot follow the number {before}', { text: next, before: shorten(word) }));
  }

  const prefixed = /^0(?:[xX]([0-9a-fA-F]+)|([0-7]+))$/.exec(word);
  if (prefixed !== null) {
    const value = BigInt(prefixed[1] === undefined ? `0o${prefixed[2] ?? '0'}` : `0x${prefixed[1]}`);
    // The library reads the digits as the bits of a signed 64-bit number.
    if (value < 2n ** 64n)
      return { node: { type: 'integer', value: BigInt.asIntN(64, value), isDecimal: false, start, end }, end };
  } else if (/^-?\d+$/.test(word) && !/^0\d/.test(word)) {
    if (word.length <= longestIntegerText)
      return { node: { type: 'integer', value: BigInt(word), isDecimal: true, start, end }, end };
    onFault(
      start,
      end,
      message('the number has {count} characters, more than the {most} that can be read', {
        count: word.length,
        most: longestIntegerText,
      }),
    );
    return { end };
  } else if (/^-?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(word) && !/^0\d/.test(word)) {
    const value = Number(word);
    if (Number.isFinite(value)) return { node: { type: 'float', value, start, end }, end };
  }
  onFault(start, end, message('{text} is not a number that can be read', { text: shorten(word) }));
  return { end };
}

/** The value that a word without quotes stands for; undefined for any other word. */
export function wordNode(word: string, start: number, end: number): JsonNode | undefined {
  switch (word) {
    case 'true':
    case 'false':
      return { type: 'boolean', value: word === 'true', start, end };
    case 'null':
    case 'undefined':
      return { type: 'null', word, start, end };
    case 'NaN':
      return { type: 'float', value: NaN, start, end };
    case 'Infinity':
      return { type: 'float', value: Infinity, start, end };
    case '-Infinity':
      return { type: 'float', value: -Infinity, start, end };
    default:
      return undefined;
  }
}
