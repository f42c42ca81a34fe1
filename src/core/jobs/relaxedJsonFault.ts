import { message, type Message } from '../base/message';
import type { TextRange } from './relaxedJsonNodes';

/** Why the service's JSON library would stop reading at a place. */
export interface JsonFault extends TextRange {
  /** Begins in lower case, because it ends a sentence. */
  readonly message: Message;
  /** What mends it, where that is beyond doubt. */
  readonly repair?: JsonRepair;
}

/** Replaces a part of the text. */
export interface JsonRepair extends TextRange {
  readonly title: Message;
  readonly newText: string;
}

/** Tells about a fault; reading goes on after it. */
export type FaultSink = (start: number, end: number, message: Message, repair?: JsonRepair) => void;

/** Adds what is missing at a place. */
export function insertion(offset: number, newText: string): JsonRepair {
  return { title: message('Add {text}', { text: newText.trim() }), start: offset, end: offset, newText };
}

/** Removes a part of the text. */
export function removal(start: number, end: number, title: Message): JsonRepair {
  return { title, start, end, newText: '' };
}

/** Nobody has a settings file that is nested deeper. */
const mostClosers = 20;

/** Closes what is open at the end of a text, the innermost last in `open`. */
export function missingClosers(
  text: string,
  open: readonly { readonly type: 'object' | 'array' }[],
): JsonRepair | undefined {
  if (open.length > mostClosers) return undefined;
  const closers = open.toReversed().map(({ type }) => (type === 'object' ? '}' : ']'));
  return insertion(text.trimEnd().length, closers.join(''));
}
