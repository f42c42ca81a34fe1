import { fillTemplate } from '../base/message';
import { type CronField, type CronFieldName } from './cronFields';

/** A fault for which the service rejects an expression. */
export interface CronProblem {
  readonly code: CronProblemCode;
  /** English text for people, made from {@link cronProblemTexts} and `args`. */
  readonly message: string;
  /** Range in the expression, in UTF-16 units, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  /** The field that the fault lies in; absent when it concerns the whole expression. */
  readonly field?: CronFieldName;
  /** The values of the placeholders in the text, for translations and quick fixes. */
  readonly args: CronProblemArgs;
  /** The message the service logs when this is the first fault it meets (recorded in scheduler.json). */
  readonly serviceMessage: string;
}

export type CronProblemArgs = Readonly<Record<string, string | number>>;

export type CronProblemCode = keyof typeof cronProblemTexts;

/** Every code with its English text; `{name}` stands for an argument of the problem. */
export const cronProblemTexts = {
  'empty-expression': 'A schedule needs six fields: second minute hour day month weekday.',
  macro: '"{text}" is not understood by the service: write six fields instead.',
  'too-few-fields': 'A schedule needs six fields (second minute hour day month weekday), but this one has {count}.',
  'missing-seconds': 'Five fields: the service needs six and rejects this. The first field is the seconds.',
  'too-many-fields': 'A schedule has six fields, but this one has {count}: there is no year and no comment.',
  'space-in-field': 'Spaces separate fields: write a list, range or step without any.',
  'empty-element': 'An element of the list is empty: remove the comma or add a value.',
  'value-too-high': '{value} is too high for the {field}: {min} to {max}.',
  'value-too-low': '{value} is too low for the {field}: {min} to {max}.',
  'sunday-seven': 'Sunday is 0 here; 7 is rejected.',
  'number-too-large': '{text} is too large a number.',
  'step-too-large': 'The step {text} is too large a number.',
  'missing-step': 'A number is missing after the slash.',
  'bad-step': '"{text}" is not a step: write a whole number after one slash.',
  'missing-base': 'Nothing stands before the slash: write */{step} for every value in steps of {step}.',
  'open-range': 'The range has no upper end.',
  'bad-range': '"{text}" is not a range: write two values with one dash between them.',
  'misplaced-star': 'A * must stand alone, or before a slash.',
  'question-mark': '? is not understood by the service: write * for any value.',
  'last-day': 'L (the last day) is not understood by the service.',
  'nearest-weekday': 'W (the nearest working day) is not understood by the service.',
  'nth-weekday': '# (the n-th weekday of the month) is not understood by the service.',
  hash: 'H (a value picked by the scheduler) is not understood by the service.',
  'white-space': 'Only spaces separate fields; other white space is rejected.',
  'name-in-other-field': '"{text}" is a name of another field, not of the {field}.',
  'unknown-name': '"{text}" is neither a number nor the start of an English name for the {field}.',
  'not-a-number': '"{text}" is not a number: {min} to {max} for the {field}.',
} as const;

/** How the English texts call the fields. */
const fieldWords: Readonly<Record<CronFieldName, string>> = {
  second: 'second',
  minute: 'minute',
  hour: 'hour',
  dayOfMonth: 'day of the month',
  month: 'month',
  dayOfWeek: 'day of the week',
};

/** Makes a problem of one field; the field's range and words are added to `args`. */
export function fieldProblem(
  code: CronProblemCode,
  field: CronField,
  range: { readonly start: number; readonly end: number },
  serviceMessage: string,
  args: CronProblemArgs = {},
): CronProblem {
  const allArgs = { field: fieldWords[field.name], min: field.min, max: field.max, ...args };
  return {
    code,
    message: fillTemplate(cronProblemTexts[code], allArgs),
    start: range.start,
    end: range.end,
    field: field.name,
    args: allArgs,
    serviceMessage,
  };
}

/** Makes a problem of the whole expression. */
export function expressionProblem(
  code: CronProblemCode,
  text: string,
  range: { readonly start: number; readonly end: number },
  args: CronProblemArgs = {},
): CronProblem {
  return {
    code,
    message: fillTemplate(cronProblemTexts[code], args),
    start: range.start,
    end: range.end,
    args,
    serviceMessage: serviceMessages.fieldCount(text),
  };
}

/** The texts of the service's own parser, as recorded in its logs (ncrontab.md §3 tells which fault gives which). */
export const serviceMessages = {
  fieldCount: (text: string) =>
    `'${text}' is an invalid crontab expression. It must contain 6 components of a schedule in the sequence of ` +
    'seconds, minutes, hours, days, months, and days of week.',
  field: (token: string, field: CronField) =>
    `'${token}' is not a valid [${field.serviceName}] crontab field expression.`,
  tooHigh: (value: number, field: CronField) => outOfRange(value, 'higher than the maximum', field),
  tooLow: (value: number, field: CronField) => outOfRange(value, 'lower than the minimum', field),
  emptyValue: 'A crontab field value cannot be empty.',
  overflow: 'Value was either too large or too small for an Int32.',
  indexRange: 'Index was out of range. Must be non-negative and less than the size of the collection.',
} as const;

function outOfRange(value: number, claim: string, field: CronField): string {
  return (
    `${value} is ${claim} allowable value for the [${field.serviceName}] field. ` +
    `Value must be between ${field.min} and ${field.max} (all inclusive).`
  );
}
