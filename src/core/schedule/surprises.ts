import { fillTemplate } from '../base/message';
import { type CronElement } from './cronElement';
import { type CronSchedule, type CronToken } from './cronExpression';
import { cronFieldByName, type CronFieldName, isFullField, namedValue } from './cronFields';
import { type CronProblemArgs } from './cronProblem';
import { type CronTexts, englishCronTexts } from './cronTexts';
import { describeField } from './describeCron';
import { neverRuns } from './nextRuns';

/** Something that the service accepts, but that hardly means what its author had in mind. */
export interface CronSurprise {
  readonly code: CronSurpriseCode;
  /** `warning`: probably a mistake; `info`: worth knowing. */
  readonly severity: 'warning' | 'info';
  /** English text for people, made from {@link cronSurpriseTexts} and `args`. */
  readonly message: string;
  /** Range in the expression, in UTF-16 units, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  readonly args: CronProblemArgs;
}

export type CronSurpriseCode = keyof typeof cronSurpriseTexts;

/** Every code with its English text; `{name}` stands for an argument of the surprise. */
export const cronSurpriseTexts = {
  'value-step-one': '{text} means {first} to {last} for the newest parser, but only {first} on a Windows site.',
  'step-below-one': 'A step of {step} counts as 1.',
  'step-beyond-range': 'The step is larger than the range: only {first} is left.',
  'uneven-step': 'The steps start again with each {outer}, so the last one is shorter: {values}.',
  'reversed-range': 'Ranges do not wrap around: the ends are exchanged, so this means {values}.',
  'both-day-fields': 'Runs only on days that match the day of the month and the day of the week, not on either.',
  'every-second': 'Runs every second of these minutes: the first field is the seconds. Write 0 there to run once.',
  'every-minute': 'Runs every minute of these hours. Write a number as the minute to run once.',
  'never-runs': 'No year has such a date: this never runs, and the service logs nothing about it.',
  'missing-days': 'Months without this day are skipped: it is not moved to their last day.',
  'redundant-element': '{text} adds nothing to the list.',
  'short-name': '{text} is read as {name}; other names begin like this, too.',
  'hidden-white-space': 'White space other than spaces stands here; the service happens to ignore it.',
} as const;

/**
 * Tells what is surprising about a valid schedule, in the order of the text.
 *
 * @param texts language of the words in `args`.
 */
export function findSurprises(
  schedule: CronSchedule,
  tokens: readonly CronToken[],
  texts: CronTexts = englishCronTexts,
): CronSurprise[] {
  return [
    ...tokens.flatMap((token) => [
      ...token.elements.flatMap((element) => elementSurprises(token, element, texts)),
      ...redundantElements(token),
    ]),
    ...daySurprises(schedule, tokens),
    ...frequencySurprises(schedule, tokens),
  ].sort((a, b) => a.start - b.start);
}

interface TextRange {
  readonly start: number;
  readonly end: number;
}

function surprise(
  code: CronSurpriseCode,
  severity: CronSurprise['severity'],
  { start, end }: TextRange,
  args: CronProblemArgs = {},
): CronSurprise {
  return { code, severity, message: fillTemplate(cronSurpriseTexts[code], args), start, end, args };
}

function elementSurprises({ field }: CronToken, element: CronElement, texts: CronTexts): CronSurprise[] {
  if (field === null) return [];
  const found: CronSurprise[] = [];
  const { text, first, last, step, kind } = element;
  const words = (values: readonly number[]): string => describeField(field, values, texts);
  const values = elementValues(element);
  if (element.isReversed) {
    found.push(surprise('reversed-range', 'warning', element, { text, first, last, values: words(values) }));
  }
  if (step !== null && step < 1) found.push(surprise('step-below-one', 'warning', element, { text, step }));
  if (step === 1 && kind === 'value' && last > first) {
    found.push(surprise('value-step-one', 'warning', element, { text, first, last }));
  }
  if (step !== null && step > 1) {
    if (values.length === 1) {
      found.push(surprise('step-beyond-range', 'warning', element, { text, step, first: words([first]) }));
    } else if (isUneven(field, element, values)) {
      const outer = outerUnits[field];
      found.push(surprise('uneven-step', 'info', element, { text, step, outer, values: words(values) }));
    }
  }
  const name = ambiguousName(field, text);
  if (name !== undefined) found.push(surprise('short-name', 'info', element, { text, name }));
  if (/\s|\0/.test(text)) found.push(surprise('hidden-white-space', 'warning', element, { text }));
  return found;
}

function elementValues({ first, last, step }: CronElement): number[] {
  const values: number[] = [];
  for (let value = first; value <= last; value += Math.max(1, step ?? 1)) values.push(value);
  return values;
}

/** What a field's steps start again with. */
const outerUnits: Readonly<Record<CronFieldName, string>> = {
  second: 'minute',
  minute: 'hour',
  hour: 'day',
  dayOfMonth: 'month',
  month: 'year',
  dayOfWeek: 'week',
};

/** Whether a repetition over the whole field has a shorter step at its end, as every 7 minutes has. */
function isUneven(field: CronFieldName, { first, last, step }: CronElement, values: readonly number[]): boolean {
  const { min, max } = cronFieldByName[field];
  const size = max - min + 1;
  return last === max && first - min < (step ?? 1) && values.length * (step ?? 1) !== size;
}

/** The value that a name shorter than any usual one stands for, when another name begins in the same way. */
function ambiguousName(field: CronFieldName, text: string): string | undefined {
  const { valueNames, min } = cronFieldByName[field];
  for (const word of text.match(/[a-z]+/gi) ?? []) {
    const value = namedValue(cronFieldByName[field], word);
    const candidates = valueNames.filter((name) => name.toLowerCase().startsWith(word.toLowerCase()));
    if (value !== undefined && (candidates.length > 1 || word.length === 1)) return valueNames[value - min];
  }
  return undefined;
}

/** Elements whose values the others have already; of two equal ones the second. */
function redundantElements({ elements, field }: CronToken): CronSurprise[] {
  if (field === null || elements.length < 2) return [];
  const values = elements.map(elementValues);
  /** How many of the elements that are kept have each value. */
  const counts: number[] = [];
  for (const value of values.flat()) counts[value] = (counts[value] ?? 0) + 1;
  const found: CronSurprise[] = [];
  for (const [index, element] of [...elements.entries()].reverse()) {
    const own = values[index] ?? [];
    if (own.some((value) => counts[value] === 1)) continue;
    for (const value of own) counts[value] = (counts[value] ?? 0) - 1;
    found.push(surprise('redundant-element', 'info', element, { text: element.text }));
  }
  return found;
}

function daySurprises(schedule: CronSchedule, tokens: readonly CronToken[]): CronSurprise[] {
  const [dayToken, monthToken, weekdayToken] = tokens.slice(3);
  if (dayToken === undefined || monthToken === undefined || weekdayToken === undefined) return [];
  const { dayOfMonth, dayOfWeek, month } = schedule.values;
  const found: CronSurprise[] = [];
  if (neverRuns(schedule)) {
    found.push(surprise('never-runs', 'warning', { start: dayToken.start, end: monthToken.end }));
  } else if ((dayOfMonth[0] ?? 0) > 28 && month.some((each) => (dayOfMonth[0] ?? 0) > shortestLength(each))) {
    found.push(surprise('missing-days', 'info', dayToken));
  }
  if (!isFullField('dayOfMonth', dayOfMonth) && !isFullField('dayOfWeek', dayOfWeek)) {
    found.push(
      surprise('both-day-fields', isWholeWeeks(dayOfMonth) ? 'info' : 'warning', {
        start: dayToken.start,
        end: weekdayToken.end,
      }),
    );
  }
  return found;
}

/** Seven days in a row with a weekday mean its first, second … of the month, which is what the AND is good for. */
function isWholeWeeks(days: readonly number[]): boolean {
  return days.length === 7 && (days[6] ?? 0) - (days[0] ?? 0) === 6;
}

function shortestLength(month: number): number {
  if (month === 2) return 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Every second (or minute) of something narrower nearly always has a * where a 0 was meant. */
function frequencySurprises({ values }: CronSchedule, [second, minute]: readonly CronToken[]): CronSurprise[] {
  if (second === undefined || minute === undefined) return [];
  if (isFullField('second', values.second)) return [surprise('every-second', 'warning', second)];
  if (isFullField('minute', values.minute) && !isFullField('hour', values.hour)) {
    return [surprise('every-minute', 'warning', minute)];
  }
  return [];
}
