import { message, type Message } from '../base/message';
import { isIdentifierCharacter, isSkipped, isWhiteSpace } from './characters';
import type { ArrayNode, JsonMember, JsonNode, ObjectNode, StringNode } from './relaxedJsonNodes';
import { shorten } from './shorten';
import { insertion, type JsonFault, type JsonRepair, missingClosers, removal } from './relaxedJsonFault';
import { endOfLine, scanNumber, scanString, wordNode } from './relaxedJsonScanner';

/** What the service's JSON library makes of a text (kudu-webjobs §3.2). */
export interface RelaxedDocument {
  readonly text: string;
  /** Undefined when the text holds no value at all. */
  readonly root: JsonNode | undefined;
  /** The first place at which the library would give up; undefined when it reads the whole text. */
  readonly fault: JsonFault | undefined;
  /** Where a comment begins and ends. */
  readonly comments: readonly { readonly start: number; readonly end: number }[];
}

/**
 * Parses the JSON dialect that the service reads: comments, one trailing comma, single quotes, unquoted keys, missing
 * values, hexadecimal and octal integers. Never throws: after a fault it goes on and finds what can be found, so that a
 * half-typed text still has its members.
 */
export function parseRelaxedJson(text: string): RelaxedDocument {
  return new Parser(text).parse();
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type OpenObject = Omit<Mutable<ObjectNode>, 'members'> & { members: Mutable<JsonMember>[] };
type OpenArray = Omit<Mutable<ArrayNode>, 'items'> & { items: JsonNode[] };
type State = 'value' | 'member' | 'afterValue';

/** Keeps its own stack of open objects and arrays: depth is bounded by memory, not by the call stack. */
class Parser {
  private position = 0;
  private fault: JsonFault | undefined;
  private readonly comments: { start: number; end: number }[] = [];
  private readonly stack: (OpenObject | OpenArray)[] = [];
  /** How many of them are of each type, because looking for one takes long in a deep nest. */
  private readonly openCount = { object: 0, array: 0 };
  private root: JsonNode | undefined;
  private sawComment = false;

  constructor(private readonly text: string) {}

  parse(): RelaxedDocument {
    this.skip();
    if (this.position < this.text.length) {
      let state: State | undefined = 'value';
      while (state !== undefined) state = this.step(state);
    }
    return { text: this.text, root: this.root, fault: this.fault, comments: this.comments };
  }

  private step(state: State): State | undefined {
    this.skip();
    const frame = this.stack.at(-1);
    if (this.position >= this.text.length) {
      if (frame !== undefined || state === 'value')
        this.fail(this.position, this.position, message('the text ends too early'), this.closersRepair(state));
      this.closeAll();
      return undefined;
    }
    switch (state) {
      case 'value':
        return this.readValue(frame);
      case 'member':
        return this.readMember(frame as OpenObject);
      case 'afterValue':
        return frame === undefined ? this.endOfRoot() : this.readSeparator(frame);
    }
  }

  private readValue(frame: OpenObject | OpenArray | undefined): State {
    const start = this.position;
    const character = this.text.charAt(start);
    switch (character) {
      case '{':
        this.position += 1;
        this.push({ type: 'object', start, end: start, members: [] });
        return 'member';
      case '[':
        this.position += 1;
        this.push({ type: 'array', start, end: start, items: [] });
        return 'value';
      case '"':
      case "'": {
        const node = scanString(this.text, start, this.fail);
        this.position = node.end;
        this.attach(node);
        return 'afterValue';
      }
      case ',':
        if (frame === undefined) return this.skipUnexpected('value');
        this.attach({ type: 'null', word: 'missing', start, end: start });
        return 'afterValue';
      case ']':
        if (frame?.type === 'array') return this.close(frame);
        if (frame === undefined) return this.skipUnexpected('value');
        this.fail(start, start + 1, message('a value is missing before ]'));
        return 'afterValue';
      case '}':
        if (frame === undefined) return this.skipUnexpected('value');
        this.fail(
          start,
          start + 1,
          frame.type === 'object'
            ? message('a value is missing before }')
            : message('} cannot close a list: ] is missing'),
        );
        if (frame.type === 'array') this.pop();
        return 'afterValue';
      default:
        return this.readWord(character);
    }
  }

  private readWord(character: string): State {
    const start = this.position;
    if (/[-.\d]/.test(character) && !this.text.startsWith('-I', start)) {
      const { node, end } = scanNumber(this.text, start, this.fail);
      this.position = end;
      if (node !== undefined) this.attach(node);
      return 'afterValue';
    }
    let end = start + 1;
    while (end < this.text.length && isIdentifierCharacter(this.text.charAt(end))) end += 1;
    this.position = end;
    const word = this.text.slice(start, end);
    const node = wordNode(word, start, end);
    if (node === undefined) {
      this.fail(start, end, message('{text} is not a value', { text: shorten(word) }));
      // Before the root there may be a second byte order mark.
      if (this.stack.length === 0) return 'value';
    } else {
      this.attach(node);
      if (!this.isSeparator(end))
        this.fail(
          end,
          end + 1,
          message('{text} cannot follow {before}', { text: this.text.charAt(end), before: shorten(word) }),
        );
    }
    return 'afterValue';
  }

  private readMember(frame: OpenObject): State {
    const start = this.position;
    const character = this.text.charAt(start);
    if (character === '}') return this.close(frame);
    const followsComment = this.sawComment;
    const key = this.readKey(character);
    if (key === undefined) return this.skipUnexpected('member');

    const member: Mutable<JsonMember> = { key, value: undefined, followsComment, start, end: key.end };
    frame.members.push(member);
    this.skipBlanks();
    const colon = this.position;
    if (this.text.charAt(colon) !== ':') {
      this.fail(
        colon,
        colon + 1,
        this.text.charAt(colon) === '/'
          ? message('a comment cannot stand between a key and its colon')
          : message(': is missing after the key {key}', { key: shorten(key.value) }),
      );
      this.skip();
    }
    if (this.text.charAt(this.position) === ':') {
      this.position += 1;
      return 'value';
    }
    return /["'[{\w-]/.test(this.text.charAt(this.position)) && !this.text.slice(colon, this.position).includes('\n')
      ? 'value'
      : 'afterValue';
  }

  private readKey(character: string): StringNode | undefined {
    const start = this.position;
    if (character === '"' || character === "'") {
      const key = scanString(this.text, start, this.fail);
      this.position = key.end;
      return key;
    }
    let end = start;
    while (end < this.text.length && isIdentifierCharacter(this.text.charAt(end))) end += 1;
    if (end === start) return undefined;
    const next = this.text.charAt(end);
    if (next !== ':' && next !== '' && !isSkipped(next.charCodeAt(0)))
      this.fail(end, end + 1, message('{text} cannot stand in a key without quotes', { text: next }));
    this.position = end;
    return {
      type: 'string',
      value: this.text.slice(start, end),
      quote: '',
      contentStart: start,
      contentEnd: end,
      start,
      end,
    };
  }

  private readSeparator(frame: OpenObject | OpenArray): State {
    const start = this.position;
    const character = this.text.charAt(start);
    const closer = frame.type === 'object' ? '}' : ']';
    if (character === ',') {
      this.position += 1;
      this.sawComment = false;
      return frame.type === 'object' ? 'member' : 'value';
    }
    if (character === closer) return this.close(frame);
    if (character === '}' || character === ']') {
      this.fail(
        start,
        start + 1,
        message('{text} cannot stand here: {closer} is missing', { text: character, closer }),
      );
      if (this.openCount[character === '}' ? 'object' : 'array'] > 0) this.pop();
      else this.position += 1;
      return 'afterValue';
    }
    if (character === ':' && this.turnValueIntoKey(frame)) return 'value';
    if (frame.type === 'object' && (character === '"' || character === "'" || isIdentifierCharacter(character))) {
      const reason = message(', is missing before {text}', { text: character });
      this.fail(start, start + 1, reason, insertion(frame.members.at(-1)?.end ?? start, ','));
      return 'member';
    }
    return this.skipUnexpected('afterValue');
  }

  /** `"a": "b": 1`: somebody is typing the value of `a` on the line above `b`. */
  private turnValueIntoKey(frame: OpenObject | OpenArray): boolean {
    const member = frame.type === 'object' ? frame.members.at(-1) : undefined;
    if (frame.type !== 'object' || member?.value?.type !== 'string') return false;
    const key = member.value;
    this.fail(
      this.position,
      this.position + 1,
      message('the key {key} has no value', { key: shorten(member.key.value) }),
    );
    this.position += 1;
    member.value = undefined;
    member.end = member.key.end;
    frame.members.push({ key, value: undefined, followsComment: false, start: key.start, end: this.position });
    return true;
  }

  private endOfRoot(): State | undefined {
    const [start, end] = [this.position, this.text.trimEnd().length];
    const repair = removal(start, end, message('Remove what follows the closing brace'));
    this.fail(start, end, message('only comments can follow after the closing brace'), repair);
    return undefined;
  }

  private skipUnexpected(state: State): State {
    const start = this.position;
    const character = String.fromCodePoint(this.text.codePointAt(start) ?? 0);
    this.fail(
      start,
      start + character.length,
      state === 'member'
        ? message('{text} cannot stand where a key is expected', { text: character })
        : message('{text} cannot stand here', { text: character }),
    );
    this.position += character.length;
    return state;
  }

  private push(node: OpenObject | OpenArray): void {
    this.attach(node);
    this.stack.push(node);
    this.openCount[node.type] += 1;
    this.sawComment = false;
  }

  private attach(node: JsonNode): void {
    const frame = this.stack.at(-1);
    if (frame === undefined) this.root ??= node;
    else if (frame.type === 'array') frame.items.push(node);
    else {
      const member = frame.members.at(-1);
      if (member === undefined) return;
      member.value = node;
      member.end = node.end;
    }
  }

  private close(frame: OpenObject | OpenArray): State {
    this.position += 1;
    frame.end = this.position;
    this.pop();
    return 'afterValue';
  }

  private pop(): void {
    const frame = this.stack.pop();
    if (frame === undefined) return;
    this.openCount[frame.type] -= 1;
    frame.end = Math.max(frame.end, this.position);
    const parent = this.stack.at(-1);
    const member = parent?.type === 'object' ? parent.members.at(-1) : undefined;
    if (member !== undefined) member.end = frame.end;
  }

  private closeAll(): void {
    while (this.stack.length > 0) this.pop();
  }

  /** The braces and brackets that are missing at the end; not while a value is missing as well. */
  private closersRepair(state: State): JsonRepair | undefined {
    const frame = this.stack.at(-1);
    if (frame === undefined || (state === 'value' && frame.type === 'object')) return undefined;
    return missingClosers(this.text, this.stack);
  }

  private skipBlanks(): void {
    while (this.position < this.text.length && isSkipped(this.text.charCodeAt(this.position))) this.position += 1;
  }

  private skip(): void {
    for (;;) {
      this.skipBlanks();
      if (this.text.charAt(this.position) !== '/') return;
      if (!this.skipComment()) return;
    }
  }

  private skipComment(): boolean {
    const start = this.position;
    const mark = this.text.charAt(start + 1);
    if (mark === '/') {
      // The library looks one character ahead and finds none: an empty comment at the very end is an error to it.
      if (start + 2 >= this.text.length)
        this.fail(
          start,
          start + 2,
          message('an empty // comment cannot end the text'),
          removal(start, start + 2, message('Remove the empty comment')),
        );
      this.position = endOfLine(this.text, start);
    } else if (mark === '*') {
      const end = this.text.indexOf('*/', start + 2);
      if (end === -1) {
        const reason = message('the comment is not closed: */ is missing');
        this.fail(start, this.text.length, reason, insertion(this.text.trimEnd().length, ' */'));
      }
      this.position = end === -1 ? this.text.length : end + 2;
    } else {
      this.fail(start, start + 1, message('/ is not a comment: // or /* is expected'));
      this.position += 1;
      return true;
    }
    this.comments.push({ start, end: this.position });
    this.sawComment = true;
    return true;
  }

  private isSeparator(offset: number): boolean {
    const character = this.text.charAt(offset);
    if (character === '' || character === '\0' || ',}]'.includes(character)) return true;
    if (character === '/') return /[*/]/.test(this.text.charAt(offset + 1));
    return isWhiteSpace(character.charCodeAt(0));
  }

  /** Keeps the first fault: everything after it is a guess. */
  private readonly fail = (start: number, end: number, why: Message, repair?: JsonRepair): void => {
    const last = this.text.length;
    this.fault ??= {
      start: Math.min(start, last),
      end: Math.min(end, last),
      message: why,
      ...(repair === undefined ? {} : { repair }),
    };
  };
}
