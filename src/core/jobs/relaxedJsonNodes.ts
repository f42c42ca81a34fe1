/** A stretch of text: UTF-16 offsets, `end` exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** A value with its place in the text. */
export type JsonNode = ObjectNode | ArrayNode | StringNode | IntegerNode | FloatNode | BooleanNode | NullNode;

export interface ObjectNode extends TextRange {
  readonly type: 'object';
  /** In the order of the text, duplicates included. */
  readonly members: readonly JsonMember[];
}

export interface ArrayNode extends TextRange {
  readonly type: 'array';
  readonly items: readonly JsonNode[];
}

export interface StringNode extends TextRange {
  readonly type: 'string';
  /** With all escapes resolved. */
  readonly value: string;
  /** Offset of the first character after the opening quote, or of the first one of an unquoted key. */
  readonly contentStart: number;
  /** Offset of the closing quote, or of the end of what was typed. */
  readonly contentEnd: number;
  /** For a string with escapes: the offset at which each code unit of {@link value} begins. */
  readonly offsets?: readonly number[];
  /** `'` and `"`, or empty for an unquoted key. */
  readonly quote: '"' | "'" | '';
}

export interface IntegerNode extends TextRange {
  readonly type: 'integer';
  readonly value: bigint;
  /** Written as decimal digits; false for the hexadecimal and octal forms. */
  readonly isDecimal: boolean;
}

export interface FloatNode extends TextRange {
  readonly type: 'float';
  readonly value: number;
}

export interface BooleanNode extends TextRange {
  readonly type: 'boolean';
  readonly value: boolean;
}

export interface NullNode extends TextRange {
  readonly type: 'null';
  /** How it is written; `missing` is a value left out before a comma. */
  readonly word: 'null' | 'undefined' | 'missing';
}

export interface JsonMember extends TextRange {
  readonly key: StringNode;
  /** Undefined while the value is not typed yet. */
  readonly value: JsonNode | undefined;
  /** Whether a comment stands between this member and what comes before it. */
  readonly followsComment: boolean;
}

/** The offset in the text of a position inside a string's value, so that escapes do not shift ranges. */
export function textOffset(node: StringNode, valueOffset: number): number {
  if (valueOffset >= node.value.length) return node.contentEnd;
  return node.offsets?.[valueOffset] ?? node.contentStart + valueOffset;
}

/** The position inside a string's value for an offset in the text; an offset inside an escape belongs to its character. */
export function valueOffset(node: StringNode, offset: number): number {
  const inside = Math.min(Math.max(offset, node.contentStart), node.contentEnd);
  if (node.offsets === undefined) return Math.min(inside - node.contentStart, node.value.length);
  let index = 0;
  while (index < node.value.length && (node.offsets[index + 1] ?? node.contentEnd) <= inside) index += 1;
  return index;
}
