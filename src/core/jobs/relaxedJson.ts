import { message } from '../base/message';
import { isIdentifierCharacter, isSkipped } from './characters';
import { RelaxedJsonCursor } from './relaxedJsonCursor';
import { insertion, type JsonFault, type JsonRepair, missingClosers, removal } from './relaxedJsonFault';
import { type OpenArray, type OpenMember, type OpenObject, RelaxedJsonNesting } from './relaxedJsonNesting';
import type { JsonNode, StringNode } from './relaxedJsonNodes';
import { scanNumber, scanString, wordNode } from './relaxedJsonScanner';
import { shorten } from './shorten';

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

/** What is expected next. */
type State = 'value' | 'member' | 'afterValue';

class Parser {
  private readonly cursor: RelaxedJsonCursor;
  private readonly nesting = new RelaxedJsonNesting();
  private readonly fail: RelaxedJsonCursor['fail'];

  constructor(private readonly text: string) {
    this.cursor = new RelaxedJsonCursor(text);
    this.fail = this.cursor.fail;
  }

  parse(): RelaxedDocument {
    this.cursor.skip();
    if (!this.cursor.isAtEnd) {
      let state: State | undefined = 'value';
      while (state !== undefined) state = this.step(state);
    }
    const { fault, comments } = this.cursor;
    return { text: this.text, root: this.nesting.root, fault, comments };
  }

  private step(state: State): State | undefined {
    this.cursor.skip();
    const frame = this.nesting.frame;
    if (this.cursor.isAtEnd) {
      if (frame !== undefined || state === 'value')
        this.fail(
          this.cursor.position,
          this.cursor.position,
          message('the text ends too early'),
          this.closersRepair(state),
        );
      this.nesting.closeAll(this.cursor.position);
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
    const start = this.cursor.position;
    const character = this.text.charAt(start);
    switch (character) {
      case '{':
        this.cursor.position += 1;
        this.openNode({ type: 'object', start, end: start, members: [] });
        return 'member';
      case '[':
        this.cursor.position += 1;
        this.openNode({ type: 'array', start, end: start, items: [] });
        return 'value';
      case '"':
      case "'": {
        const node = scanString(this.text, start, this.fail);
        this.cursor.position = node.end;
        this.nesting.attach(node);
        return 'afterValue';
      }
      case ',':
        if (frame === undefined) return this.skipUnexpected('value');
        this.nesting.attach({ type: 'null', word: 'missing', start, end: start });
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
        if (frame.type === 'array') this.nesting.pop(this.cursor.position);
        return 'afterValue';
      default:
        return this.readWord(character);
    }
  }

  private readWord(character: string): State {
    const start = this.cursor.position;
    if (/[-.\d]/.test(character) && !this.text.startsWith('-I', start)) {
      const { node, end } = scanNumber(this.text, start, this.fail);
      this.cursor.position = end;
      if (node !== undefined) this.nesting.attach(node);
      return 'afterValue';
    }
    let end = start + 1;
    while (end < this.text.length && isIdentifierCharacter(this.text.charAt(end))) end += 1;
    this.cursor.position = end;
    const word = this.text.slice(start, end);
    const node = wordNode(word, start, end);
    if (node === undefined) {
      this.fail(start, end, message('{text} is not a value', { text: shorten(word) }));
      // Before the root there may be a second byte order mark.
      if (this.nesting.frame === undefined) return 'value';
    } else {
      this.nesting.attach(node);
      if (!this.cursor.isSeparator(end))
        this.fail(
          end,
          end + 1,
          message('{text} cannot follow {before}', { text: this.text.charAt(end), before: shorten(word) }),
        );
    }
    return 'afterValue';
  }

  private readMember(frame: OpenObject): State {
    const start = this.cursor.position;
    const character = this.text.charAt(start);
    if (character === '}') return this.close(frame);
    const followsComment = this.cursor.sawComment;
    const key = this.readKey(character);
    if (key === undefined) return this.skipUnexpected('member');

    const member: OpenMember = { key, value: undefined, followsComment, start, end: key.end };
    frame.members.push(member);
    this.cursor.skipBlanks();
    const colon = this.cursor.position;
    if (this.text.charAt(colon) !== ':') {
      this.fail(
        colon,
        colon + 1,
        this.text.charAt(colon) === '/'
          ? message('a comment cannot stand between a key and its colon')
          : message(': is missing after the key {key}', { key: shorten(key.value) }),
      );
      this.cursor.skip();
    }
    if (this.cursor.character === ':') {
      this.cursor.position += 1;
      return 'value';
    }
    return /["'[{\w-]/.test(this.cursor.character) && !this.text.slice(colon, this.cursor.position).includes('\n')
      ? 'value'
      : 'afterValue';
  }

  private readKey(character: string): StringNode | undefined {
    const start = this.cursor.position;
    if (character === '"' || character === "'") {
      const key = scanString(this.text, start, this.fail);
      this.cursor.position = key.end;
      return key;
    }
    let end = start;
    while (end < this.text.length && isIdentifierCharacter(this.text.charAt(end))) end += 1;
    if (end === start) return undefined;
    const next = this.text.charAt(end);
    if (next !== ':' && next !== '' && !isSkipped(next.charCodeAt(0)))
      this.fail(end, end + 1, message('{text} cannot stand in a key without quotes', { text: next }));
    this.cursor.position = end;
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
    const start = this.cursor.position;
    const character = this.text.charAt(start);
    const closer = frame.type === 'object' ? '}' : ']';
    if (character === ',') {
      this.cursor.position += 1;
      this.cursor.sawComment = false;
      return frame.type === 'object' ? 'member' : 'value';
    }
    if (character === closer) return this.close(frame);
    if (character === '}' || character === ']') {
      this.fail(
        start,
        start + 1,
        message('{text} cannot stand here: {closer} is missing', { text: character, closer }),
      );
      if (this.nesting.isOpen(character === '}' ? 'object' : 'array')) this.nesting.pop(this.cursor.position);
      else this.cursor.position += 1;
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
      this.cursor.position,
      this.cursor.position + 1,
      message('the key {key} has no value', { key: shorten(member.key.value) }),
    );
    this.cursor.position += 1;
    member.value = undefined;
    member.end = member.key.end;
    frame.members.push({ key, value: undefined, followsComment: false, start: key.start, end: this.cursor.position });
    return true;
  }

  private endOfRoot(): State | undefined {
    const start = this.cursor.position;
    const trimmed = this.text.trimEnd().length;
    // What cannot follow may be blank to us and not to the service: a byte order mark, say.
    const end = trimmed > start ? trimmed : this.text.length;
    const repair = removal(start, end, message('Remove what follows the closing brace'));
    this.fail(start, end, message('only comments can follow after the closing brace'), repair);
    return undefined;
  }

  private skipUnexpected(state: State): State {
    const start = this.cursor.position;
    const character = String.fromCodePoint(this.text.codePointAt(start) ?? 0);
    this.fail(
      start,
      start + character.length,
      state === 'member'
        ? message('{text} cannot stand where a key is expected', { text: character })
        : message('{text} cannot stand here', { text: character }),
    );
    this.cursor.position += character.length;
    return state;
  }

  private openNode(node: OpenObject | OpenArray): void {
    this.nesting.push(node);
    this.cursor.sawComment = false;
  }

  private close(frame: OpenObject | OpenArray): State {
    this.cursor.position += 1;
    frame.end = this.cursor.position;
    this.nesting.pop(this.cursor.position);
    return 'afterValue';
  }

  /** The braces and brackets that are missing at the end; not while a value is missing as well. */
  private closersRepair(state: State): JsonRepair | undefined {
    const frame = this.nesting.frame;
    if (frame === undefined || (state === 'value' && frame.type === 'object')) return undefined;
    return missingClosers(this.text, this.nesting.open);
  }
}
