import { type CompletionItem, CompletionItemKind, InsertTextFormat, type Range, TextEdit } from 'vscode-languageserver';
import { type StringNode, textOffset, type TextRange, valueOffset } from '../../core/jobs/relaxedJsonNodes';
import { maxJudgedLength } from '../../core/jobs/scheduleString';
import { cronFields } from '../../core/schedule/cronFields';
import type { SettingsDocument } from './environment';
import type { ServiceContext } from './serviceContext';

/**
 * Completions inside the string of a schedule: whole schedules while at most one field is typed, and values for the
 * field under the cursor. Elsewhere none, because the schema completes keys.
 */
export function completeAt(
  document: SettingsDocument,
  offset: number,
  context: ServiceContext,
  toRange: (range: TextRange) => Range,
): CompletionItem[] {
  const node = context.cache.get(document).file.schedule?.node;
  if (node === undefined || offset < node.contentStart || offset > node.contentEnd) return [];
  if (node.value.length > maxJudgedLength) return [];
  const items = fieldItems(node, offset, context, toRange);
  if (node.value.trim().includes(' ')) return items;
  return [...presetItems(document, node, context, toRange), ...items];
}

function presetItems(
  document: SettingsDocument,
  node: StringNode,
  { environment, presets, texts }: ServiceContext,
  toRange: (range: TextRange) => Range,
): CompletionItem[] {
  const { zone } = environment.siteZone(document.uri);
  const range = toRange({ start: node.contentStart, end: node.contentEnd });
  return presets.get(environment.now(), zone, texts).map(({ expression, words, tinyNext, next }, index) => ({
    // Every row of VS Code's list shows the description, but beside long words it would be cut off.
    ...(words.length <= maxWordsLength
      ? { label: words, labelDetails: { description: tinyNext } }
      : { label: `${tinyNext} · ${words}` }),
    kind: CompletionItemKind.Snippet,
    detail: expression,
    documentation: next,
    // The expression first, so that typing it filters as well as typing its words.
    filterText: `${expression} ${words}`,
    sortText: `0${String(index).padStart(2, '0')}`,
    insertTextFormat: InsertTextFormat.PlainText,
    textEdit: TextEdit.replace(range, expression),
  }));
}

/** Characters that leave room for the next run in a list as wide as it opens. */
const maxWordsLength = 36;

/** Values for the element under the cursor: the text between spaces and commas, before any dash. */
function fieldItems(
  node: StringNode,
  offset: number,
  { fieldValues, texts }: ServiceContext,
  toRange: (range: TextRange) => Range,
): CompletionItem[] {
  const cursor = valueOffset(node, offset);
  const before = node.value.slice(0, cursor);
  const field = cronFields[before.trimStart().split(/ +/).length - 1];
  if (field === undefined) return [];
  const start = Math.max(before.lastIndexOf(' '), before.lastIndexOf(','), before.lastIndexOf('-')) + 1;
  // A step is a number that only its writer knows.
  if (before.slice(start).includes('/')) return [];
  const after = /^[^ ,-]*/.exec(node.value.slice(cursor))?.[0].length ?? 0;
  const range = toRange({ start: textOffset(node, start), end: textOffset(node, cursor + after) });
  const isWholeElement = before[start - 1] !== '-';
  return fieldValues.get(field, isWholeElement, texts).map(({ text, meaning }, index) => ({
    label: text,
    labelDetails: { description: meaning },
    kind: CompletionItemKind.Value,
    filterText: text,
    sortText: `1${String(index).padStart(3, '0')}`,
    textEdit: TextEdit.replace(range, text),
  }));
}
