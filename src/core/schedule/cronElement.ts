import { type CronField, cronFields, namedValue } from './cronFields';
import {
  type CronProblem,
  type CronProblemArgs,
  type CronProblemCode,
  fieldProblem,
  serviceMessages,
} from './cronProblem';

/** One element of a field's comma list, as the service reads it. */
export interface CronElement {
  /** Range in the expression, in UTF-16 units, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly kind: 'all' | 'value' | 'range';
  /** First and last value it can reach, ends of a reversed range exchanged; the last one of `5/10` is the field's. */
  readonly first: number;
  readonly last: number;
  /** Whether a range is written with the larger end first; the service exchanges the ends instead of wrapping around. */
  readonly isReversed: boolean;
  /** The step as written, null without one; less than 1 counts as 1. */
  readonly step: number | null;
}

/** Where an element stands: its text, its offset in the expression and the whole token, which error texts repeat. */
export interface ElementSource {
  readonly field: CronField;
  readonly text: string;
  readonly start: number;
  readonly token: string;
}

/** The largest 32-bit integer, the range of the service's numbers. */
const largestInteger = 2_147_483_647;

/** .NET reads an integer with white space (and zero characters) after its digits; before them only in a step. */
const plainNumber = /^[0-9]+[\t-\r]*\0*$/;
const signedNumber = /^[\t-\r]*[+-]?[0-9]+[\t-\r]*\0*$/;

/**
 * Reads one element. Faults are added to `problems` in the order in which the service looks for them, the service's
 * first one first; then the result is undefined.
 */
export function parseElement(source: ElementSource, problems: CronProblem[]): CronElement | undefined {
  const faults: CronProblem[] = [];
  const element = readElement(source, faults);
  if (faults.length === 0) return element;
  const dialect = foreignDialect(source);
  if (dialect === undefined) problems.push(...faults);
  else problems.push(elementProblem(source, dialect, 0, source.text.length));
  return undefined;
}

function readElement(source: ElementSource, faults: CronProblem[]): CronElement | undefined {
  const { field, text, start } = source;
  const slash = text.indexOf('/');
  const hasStep = slash > 0;
  const step = hasStep ? readStep(source, slash + 1, faults) : null;
  const baseEnd = hasStep ? slash : text.length;
  const end = start + text.length;
  if (baseEnd === 1 && text.startsWith('*')) {
    return { start, end, text, kind: 'all', first: field.min, last: field.max, isReversed: false, step };
  }

  const dash = text.indexOf('-');
  if (dash > 0 && dash < baseEnd) {
    const left = readValue(source, 0, dash, faults);
    const right = readValue(source, dash + 1, baseEnd, faults);
    if (left === undefined || right === undefined) return undefined;
    const isReversed = left > right;
    const leftEnd = { value: left, start: 0, end: dash };
    const rightEnd = { value: right, start: dash + 1, end: baseEnd };
    checkRange(source, isReversed ? [rightEnd, leftEnd] : [leftEnd, rightEnd], faults);
    const [first, last] = isReversed ? [right, left] : [left, right];
    if (first !== last) checkStepSum(source, first, step, faults);
    return { start, end, text, kind: 'range', first, last, isReversed, step };
  }

  const value = readValue(source, 0, baseEnd, faults);
  if (value === undefined) return undefined;
  const written = { value, start: 0, end: baseEnd };
  checkRange(source, [written, written], faults);
  if (hasStep && value !== field.max) checkStepSum(source, value, step, faults);
  return { start, end, text, kind: 'value', first: value, last: hasStep ? field.max : value, isReversed: false, step };
}

/** The values of elements of one field: ascending, without repetition. */
export function valuesOf(elements: readonly CronElement[]): readonly number[] {
  const members: boolean[] = [];
  for (const { first, last, step } of elements) {
    for (let value = first; value <= last; value += Math.max(1, step ?? 1)) members[value] = true;
  }
  const values: number[] = [];
  for (let value = 0; value < members.length; value++) if (members[value] === true) values.push(value);
  return values;
}

/** Reads the step that starts at `from`; null together with a fault when it is none. */
function readStep(source: ElementSource, from: number, faults: CronProblem[]): number | null {
  const text = source.text.slice(from);
  const step = signedNumber.test(text) ? Number.parseInt(text.replace(/[\t-\r\0]/g, ''), 10) : null;
  if (step !== null && step <= largestInteger && step >= -largestInteger - 1) return step;
  if (step !== null) faults.push(stepTooLarge(source, from, text, serviceMessages.overflow));
  else if (text === '') faults.push(elementProblem(source, 'missing-step', from - 1, from));
  else faults.push(elementProblem(source, 'bad-step', from, source.text.length, { text }));
  return null;
}

/** Reads `source.text` from `from` to `to` as a number or name; its range is checked by {@link checkRange}. */
function readValue(source: ElementSource, from: number, to: number, faults: CronProblem[]): number | undefined {
  const text = source.text.slice(from, to);
  const isNumber = plainNumber.test(text);
  const value = isNumber ? Number.parseInt(text, 10) : namedValue(source.field, text);
  if (value !== undefined && value <= largestInteger) return value;
  faults.push(valueProblem(source, from, to, isNumber));
  return undefined;
}

/** Tells what is wrong with a value that {@link readValue} cannot read. */
function valueProblem(source: ElementSource, from: number, to: number, isNumber: boolean): CronProblem {
  const { field } = source;
  const text = source.text.slice(from, to);
  // The dash is the visible end of a range without an upper end.
  if (text === '') return elementProblem(source, 'open-range', from - 1, from);
  if (isNumber) return elementProblem(source, 'number-too-large', from, to, { text }, serviceMessages.overflow);
  const whiteSpace = /[^\S ]+/.exec(text);
  if (whiteSpace !== null) {
    const at = from + whiteSpace.index;
    return elementProblem(source, 'white-space', at, at + whiteSpace[0].length);
  }
  if (text.startsWith('/')) return elementProblem(source, 'missing-base', from, to, { text, step: text.slice(1) });
  return elementProblem(source, valueFault(field, text), from, to, { text });
}

function valueFault(field: CronField, text: string): CronProblemCode {
  if (text.includes('*')) return 'misplaced-star';
  if (/^\d.*-/.test(text)) return 'bad-range';
  if (!/^[a-z]+$/i.test(text)) return 'not-a-number';
  if (text.length > 1 && namedInSomeField(text)) return 'name-in-other-field';
  return field.valueNames.length > 0 ? 'unknown-name' : 'not-a-number';
}

interface WrittenValue {
  readonly value: number;
  /** Range in the element's text. */
  readonly start: number;
  readonly end: number;
}

/** Checks the ends, lower one first: the service looks for a low lower end, then for a high upper end. */
function checkRange(
  source: ElementSource,
  [lower, upper]: readonly [WrittenValue, WrittenValue],
  faults: CronProblem[],
): void {
  const { min, max } = source.field;
  if (lower.value >= min && upper.value <= max) return;
  if (lower.value < min) faults.push(tooLow(source, lower));
  if (upper.value > max) faults.push(tooHigh(source, upper));
  if (lower === upper) return;
  if (upper.value < min) faults.push(tooLow(source, upper));
  if (lower.value > max) faults.push(tooHigh(source, lower));
}

function tooLow(source: ElementSource, { value, start, end }: WrittenValue): CronProblem {
  const message = serviceMessages.tooLow(value, source.field);
  return elementProblem(source, 'value-too-low', start, end, { value }, message);
}

function tooHigh(source: ElementSource, { value, start, end }: WrittenValue): CronProblem {
  const code = source.field.name === 'dayOfWeek' && value === 7 ? 'sunday-seven' : 'value-too-high';
  return elementProblem(source, code, start, end, { value }, serviceMessages.tooHigh(value, source.field));
}

/** The service adds the step to the first value's index in 32 bits before it looks whether the end is passed. */
function checkStepSum(source: ElementSource, first: number, step: number | null, faults: CronProblem[]): void {
  if (step === null || first - source.field.min + step <= largestInteger) return;
  const from = source.text.indexOf('/') + 1;
  faults.push(stepTooLarge(source, from, source.text.slice(from), serviceMessages.indexRange));
}

function stepTooLarge(source: ElementSource, from: number, text: string, serviceMessage: string): CronProblem {
  return elementProblem(source, 'step-too-large', from, source.text.length, { text }, serviceMessage);
}

/** Recognises the notations of other schedulers, so that one problem names them instead of several puzzling ones. */
function foreignDialect({ text }: ElementSource): CronProblemCode | undefined {
  if (text.startsWith('?')) return 'question-mark';
  if (/^[a-z0-9]+#/i.test(text)) return 'nth-weekday';
  if (/^(?:\d+W|LW)$/i.test(text)) return 'nearest-weekday';
  if (/^W$/i.test(text)) return 'nearest-weekday';
  if (/^(?:\d*L|L-\d+)$/i.test(text)) return 'last-day';
  if (/^[a-z]{3,}L$/i.test(text) && namedInSomeField(text.slice(0, -1))) return 'last-day';
  if (/^H(?:$|[/(])/i.test(text)) return 'hash';
  return undefined;
}

function namedInSomeField(text: string): boolean {
  return cronFields.some((field) => namedValue(field, text) !== undefined);
}

function elementProblem(
  source: ElementSource,
  code: CronProblemCode,
  from: number,
  to: number,
  args: CronProblemArgs = { text: source.text },
  serviceMessage = serviceMessages.field(source.token, source.field),
): CronProblem {
  return fieldProblem(code, source.field, { start: source.start + from, end: source.start + to }, serviceMessage, args);
}
