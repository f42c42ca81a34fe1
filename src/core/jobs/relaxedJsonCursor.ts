import { message, type Message } from '../base/message';
import { isSkipped, isWhiteSpace } from './characters';
import type { TextRange } from './relaxedJsonNodes';
import { insertion, type JsonFault, type JsonRepair, removal } from './relaxedJsonFault';
import { endOfLine } from './relaxedJsonScanner';

/** A place in a text that moves over blanks and comments, and remembers the first fault. */
export class RelaxedJsonCursor {
  position = 0;
  /** Whether a comment was passed since this was last set back. */
  sawComment = false;
  fault: JsonFault | undefined;
  readonly comments: TextRange[] = [];

  constructor(readonly text: string) {}

  get isAtEnd(): boolean {
    return this.position >= this.text.length;
  }

  /** The character at the place; empty at the end. */
  get character(): string {
    return this.text.charAt(this.position);
  }

  skipBlanks(): void {
    while (this.position < this.text.length && isSkipped(this.text.charCodeAt(this.position))) this.position += 1;
  }

  /** Moves on to what is neither blank nor comment. */
  skip(): void {
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

  /** Whether a word can end at an offset. */
  isSeparator(offset: number): boolean {
    const character = this.text.charAt(offset);
    if (character === '' || character === '\0' || ',}]'.includes(character)) return true;
    if (character === '/') return /[*/]/.test(this.text.charAt(offset + 1));
    return isWhiteSpace(character.charCodeAt(0));
  }

  /** Keeps the first fault: everything after it is a guess. */
  readonly fail = (start: number, end: number, why: Message, repair?: JsonRepair): void => {
    const last = this.text.length;
    this.fault ??= {
      start: Math.min(start, last),
      end: Math.min(end, last),
      message: why,
      ...(repair === undefined ? {} : { repair }),
    };
  };
}
