import { type CompletionItem, CompletionItemKind, InsertTextFormat, type Range, TextEdit } from 'vscode-languageserver';
import { message, type Message } from '../../core/base/message';
import { type StringNode, textOffset, type TextRange, valueOffset } from '../../core/jobs/relaxedJsonNodes';
import { isTooLongToJudge } from '../../core/jobs/scheduleProblems';
import { parseCron } from '../../core/schedule/cronExpression';
import { type CronField, cronFields } from '../../core/schedule/cronFields';
import { describeCron } from '../../core/schedule/describeCron';
import { nextServiceRuns } from '../../core/schedule/serviceRuns';
import type { SettingsDocument } from './environment';
import { clockText, tinyClockText } from './nextRunTimes';
import { fieldTitles } from './fieldTitles';
import type { ServiceContext } from './serviceContext';
import type { Texts } from './texts';

/** Schedules that people often want, in the order in which they are offered. */
const presets: readonly string[] = [
  '0 */5 * * * *',
  '0 */15 * * * *',
  '0 0 * * * *',
  '0 0 */2 * * *',
  '0 0 0 * * *',
  '0 30 9 * * *',
  '0 30 9 * * 1-5',
  '0 0 9 * * 1',
  '0 0 0 1 * *',
  '0 0 9 1-7 * 1',
  '0 0 0 1 1 *',
];

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
  const { schedule } = context.cache.get(document);
  const node = schedule?.node;
  if (node === undefined || offset < node.contentStart || offset > node.contentEnd || isTooLongToJudge(node.value))
    return [];
  const items = fieldItems(node, offset, context.texts, toRange);
  if (node.value.trim().split(/ +/).length > 1) return items;
  return [...presetItems(document, node, context, toRange), ...items];
}

function presetItems(
  document: SettingsDocument,
  node: StringNode,
  { environment, texts }: ServiceContext,
  toRange: (range: TextRange) => Range,
): CompletionItem[] {
  const { zone } = environment.siteZone(document.uri);
  const range = toRange({ start: node.contentStart, end: node.contentEnd });
  return presets.flatMap((expression, index) => {
    const parse = parseCron(expression);
    if (!parse.valid) return [];
    const [run] = nextServiceRuns(parse.schedule, environment.now(), zone, 1);
    const words = describeCron(parse.schedule, texts.cron);
    const next =
      run === undefined
        ? texts.t('never runs')
        : texts.t('Next run: {time} ({zone})', { time: clockText(run.utcMs, zone, texts), zone: zone.ianaName });
    return [
      {
        label: words,
        // Every row of VS Code's list shows this, and a few characters are all that fit beside the words.
        labelDetails: {
          description: run === undefined ? next : tinyClockText(run.utcMs, zone, environment.now(), texts),
        },
        kind: CompletionItemKind.Snippet,
        detail: expression,
        documentation: next,
        // The expression first, so that typing it filters as well as typing its words.
        filterText: `${expression} ${words}`,
        sortText: `0${String(index).padStart(2, '0')}`,
        insertTextFormat: InsertTextFormat.PlainText,
        textEdit: TextEdit.replace(range, expression),
      },
    ];
  });
}

/** Values for the element under the cursor: the text between spaces and commas, before any dash. */
function fieldItems(
  node: StringNode,
  offset: number,
  texts: Texts,
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
  const isWholeElement = !before.endsWith('-') && before[start - 1] !== '-';
  return valueItems(field, isWholeElement, texts).map(({ label, detail }, index) => ({
    label,
    labelDetails: { description: detail },
    kind: CompletionItemKind.Value,
    filterText: label,
    sortText: `1${String(index).padStart(3, '0')}`,
    textEdit: TextEdit.replace(range, label),
  }));
}

interface ValueItem {
  readonly label: string;
  readonly detail: string;
}

function valueItems(field: CronField, isWholeElement: boolean, texts: Texts): ValueItem[] {
  const unit = texts.cron.units[field.name];
  const names = valueNamesOf(field, texts);
  const any: ValueItem[] = isWholeElement ? [{ label: '*', detail: texts.t('any {unit}', { unit }) }] : [];
  const steps: ValueItem[] = isWholeElement
    ? stepsOf(field).map((step) => ({ label: `*/${step}`, detail: texts.of(stepTexts(field, step)) }))
    : [];
  // The service reads English names only; what they mean is told in the reader's language.
  const named = field.valueNames.map((name, index) => ({
    label: name.slice(0, 3).toUpperCase(),
    detail: names[index] ?? name,
  }));
  const values = Array.from({ length: field.max - field.min + 1 }, (_, index) => {
    const value = field.min + index;
    return {
      label: String(value),
      detail: names[index] ?? texts.of(message('{title} {value}', { title: fieldTitles[field.name], value })),
    };
  });
  return [...any, ...steps, ...named, ...values];
}

function valueNamesOf({ name }: CronField, { cron }: Texts): readonly string[] {
  return name === 'month' ? cron.months : name === 'dayOfWeek' ? cron.weekdays : [];
}

function stepTexts({ name, min }: CronField, step: number): Message {
  switch (name) {
    case 'second':
      return message('every {step} seconds, from second {min}', { step, min });
    case 'minute':
      return message('every {step} minutes, from minute {min}', { step, min });
    default:
      return message('every {step} hours, from hour {min}', { step, min });
  }
}

function stepsOf({ name }: CronField): readonly number[] {
  switch (name) {
    case 'second':
    case 'minute':
      return [5, 10, 15, 20, 30];
    case 'hour':
      return [2, 3, 4, 6, 8, 12];
    default:
      return [];
  }
}
