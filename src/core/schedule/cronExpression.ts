import { canonicalCron } from './canonicalCron';
import { type CronElement, parseElement, valuesOf } from './cronElement';
import { type CronField, type CronFieldName, cronFields, type CronValues } from './cronFields';
import { type CronProblem, expressionProblem, fieldProblem, serviceMessages } from './cronProblem';

/** The meaning of a valid expression: an instant matches when all six of its parts are in their sets. */
export interface CronSchedule {
  /** The expression as written. */
  readonly text: string;
  /** Numbers only, as the log of the service shows it: `0 0/20 * * * MON,TUE` is `0 0,20,40 * * * 1-2`. */
  readonly canonical: string;
  /** Months count from 1, days of the week from Sunday = 0. */
  readonly values: CronValues;
}

/** A part of the expression between spaces. */
export interface CronToken {
  /** Range in the expression, in UTF-16 units, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** The field it stands for; null when the expression has too many parts and this is one of the extra ones. */
  readonly field: CronFieldName | null;
  /** The elements without a fault, in the order of the text. */
  readonly elements: readonly CronElement[];
}

/** What {@link parseCron} finds. Tokens are there for half-typed text too, for hover and completion. */
export type CronParse =
  | { readonly valid: true; readonly schedule: CronSchedule; readonly tokens: readonly CronToken[] }
  | { readonly valid: false; readonly problems: readonly CronProblem[]; readonly tokens: readonly CronToken[] };

/**
 * Reads an NCRONTAB expression exactly as the service does (ncrontab.md §2, NCrontab 3.3.3 rules). Never throws. There is
 * one problem for each fault; the first is the one the service reports.
 */
export function parseCron(text: string): CronParse {
  const pieces = splitAtSpaces(text);
  const problems = fieldCountProblems(text, pieces);
  // Five parts are nearly always an expression without seconds: its parts are judged as the fields they were meant for.
  const fields = pieces.length === 5 ? cronFields.slice(1) : cronFields;
  const tokens = pieces.map((piece, index) => readToken(piece, fields[index], problems));
  if (problems.length > 0) return { valid: false, problems, tokens };

  const [second, minute, hour, dayOfMonth, month, dayOfWeek] = tokens.map((token) => valuesOf(token.elements));
  const values = { second, minute, hour, dayOfMonth, month, dayOfWeek } as CronValues;
  return { valid: true, schedule: { text, canonical: canonicalCron(values), values }, tokens };
}

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Only U+0020 separates fields; leading, trailing and repeated spaces are dropped. */
function splitAtSpaces(text: string): Piece[] {
  const pieces: Piece[] = [];
  for (let start = 0; start < text.length;) {
    if (text[start] === ' ') {
      start++;
      continue;
    }
    const space = text.indexOf(' ', start);
    const end = space === -1 ? text.length : space;
    pieces.push({ start, end, text: text.slice(start, end) });
    start = end;
  }
  return pieces;
}

function fieldCountProblems(text: string, pieces: readonly Piece[]): CronProblem[] {
  const [first] = pieces;
  const last = pieces.at(-1);
  if (pieces.length === 6) return [];
  if (first === undefined || last === undefined) {
    return [expressionProblem('empty-expression', text, { start: 0, end: text.length })];
  }
  const args = { count: pieces.length, text: text.trim() };
  const whole = { start: first.start, end: last.end };
  const broken = pieces.length > 6 ? brokenField(pieces) : undefined;
  if (broken !== undefined) return [expressionProblem('space-in-field', text, broken, args)];
  if (pieces.length > 6) {
    return [expressionProblem('too-many-fields', text, { start: pieces[6]?.start ?? 0, end: last.end }, args)];
  }
  if (first.text.startsWith('@')) return [expressionProblem('macro', text, whole, args)];
  if (/[^\S ]/.test(text.trim())) return [expressionProblem('white-space', text, whole, args)];
  return [expressionProblem(pieces.length === 5 ? 'missing-seconds' : 'too-few-fields', text, whole, args)];
}

/** The part that spaces around a comma, dash or slash have torn apart, when joining it again leaves six fields. */
function brokenField(pieces: readonly Piece[]): { readonly start: number; readonly end: number } | undefined {
  const isTorn = (index: number): boolean =>
    /[,/-]$/.test(pieces[index - 1]?.text ?? '') || /^[,/-]/.test(pieces[index]?.text ?? '');
  const torn = pieces.map((_, index) => index).filter((index) => index > 0 && isTorn(index));
  const [first, last] = [torn[0], torn.at(-1)];
  if (first === undefined || last === undefined || pieces.length - torn.length !== 6) return undefined;
  return { start: pieces[first - 1]?.start ?? 0, end: pieces[last]?.end ?? 0 };
}

/** Adds the token's faults to `problems`, except where the number of parts leaves open which field it stands for. */
function readToken(piece: Piece, field: CronField | undefined, problems: CronProblem[]): CronToken {
  if (field === undefined) return { ...piece, field: null, elements: [] };
  const isFieldKnown = problems.every((problem) => problem.field !== undefined || problem.code === 'missing-seconds');
  const faults: CronProblem[] = isFieldKnown ? problems : [];
  const elements: CronElement[] = [];
  let start = piece.start;
  for (const text of piece.text.split(',')) {
    if (text === '') {
      const problem = emptyElementProblem(piece, field, start);
      // Both sides of a lone comma are empty; the comma is at fault once.
      if (faults.at(-1)?.code !== problem.code || faults.at(-1)?.start !== problem.start) faults.push(problem);
    } else {
      const element = parseElement({ field, text, start, token: piece.text }, faults);
      if (element !== undefined) elements.push(element);
    }
    start += text.length + 1;
  }
  return { start: piece.start, end: piece.end, text: piece.text, field: field.name, elements };
}

/** The comma beside the gap is what a person can see. A comma in first place is no list separator for the service. */
function emptyElementProblem(piece: Piece, field: CronField, at: number): CronProblem {
  const range = at === piece.start ? { start: at, end: at + 1 } : { start: at - 1, end: at };
  const serviceMessage = piece.text.startsWith(',')
    ? serviceMessages.field(piece.text, field)
    : serviceMessages.emptyValue;
  return fieldProblem('empty-element', field, range, serviceMessage);
}
