import { message, type Message } from '../base/message';
import { type CronElement } from './cronElement';
import { parseCron } from './cronExpression';
import { cronFieldByName, type CronFieldName } from './cronFields';
import { canonicalField } from './canonicalCron';
import { type CronProblem } from './cronProblem';
import { type CronSurprise } from './surprises';

/** A change that mends a problem or a surprise. */
export interface CronFix {
  /** For a menu; the new expression speaks for itself beside it. */
  readonly title: Message;
  /** The whole expression after the fix. It may still have other problems. */
  readonly text: string;
}

/** The fixes for one problem of `text`, best first; none where only the author can know. */
export function fixesForProblem(text: string, problem: CronProblem): CronFix[] {
  const { start, end, code } = problem;
  const part = text.slice(start, end);
  const replace = (replacement: string): string => text.slice(0, start) + replacement + text.slice(end);
  switch (code) {
    case 'missing-seconds':
      return [{ title: message('Add the seconds'), text: `0 ${text.trim()}` }];
    case 'macro':
      return macroFix(part);
    case 'too-many-fields':
      return tooManyFieldsFixes(text);
    case 'space-in-field':
      return [{ title: message('Remove the spaces'), text: replace(part.replaceAll(' ', '')) }];
    case 'white-space':
      return [{ title: message('Use spaces only'), text: text.replace(/[^\S ]+/g, ' ').trim() }];
    case 'sunday-seven':
      return [{ title: message('Write Sunday as 0'), text: sundayFix(text, start) }];
    case 'question-mark':
      return [{ title: message('Replace ? by *'), text: replace(part.replace('?', '*')) }];
    case 'empty-element':
      return [{ title: message('Remove the comma'), text: replace(isAlone(text, start, end) ? '*' : '') }];
    case 'missing-base':
      return [{ title: message('Write *{part}', { part }), text: replace(`*${part}`) }];
    case 'missing-step':
      return [{ title: message('Remove the slash'), text: replace('') }];
    case 'open-range':
      return openRangeFix(text, problem);
    case 'value-too-high':
    case 'value-too-low':
      return rangeFix(problem, replace);
    case 'last-day':
      return lastDayFixes(text, problem, part);
    case 'nth-weekday':
      return nthWeekdayFix(text, part);
    case 'nearest-weekday':
      return part.toUpperCase() === 'LW'
        ? []
        : [{ title: message('Use the day itself'), text: replace(part.replace(/W/i, '') || '*') }];
    case 'hash': {
      const value = part.includes('/') ? '*' : String(problem.args.min);
      return [{ title: message('Replace H by a value'), text: replace(part.replace(/^H(?:\(.*?\))?/i, value)) }];
    }
    case 'empty-expression':
    case 'too-few-fields':
    case 'number-too-large':
    case 'step-too-large':
    case 'bad-step':
    case 'bad-range':
    case 'misplaced-star':
    case 'name-in-other-field':
    case 'unknown-name':
    case 'not-a-number':
      return [];
  }
}

/** The fixes for something surprising in a valid expression, best first. */
export function fixesForSurprise(text: string, { code, start, end }: CronSurprise): CronFix[] {
  const part = text.slice(start, end);
  const replace = (replacement: string): string => text.slice(0, start) + replacement + text.slice(end);
  const found = elementAt(text, start);
  switch (code) {
    case 'reversed-range':
      return found === undefined ? [] : reversedRangeFixes(found.field, found.element, replace);
    case 'step-below-one':
      return [{ title: message('Remove the step'), text: replace(withoutStep(found?.element, part)) }];
    case 'value-step-one': {
      const [base = part] = part.split('/');
      const max = found?.element.last ?? '';
      return [
        { title: message('Only {base}, on every site', { base }), text: replace(base) },
        { title: message('Every value from {base} on, on every site', { base }), text: replace(`${base}-${max}`) },
      ];
    }
    case 'step-beyond-range':
      return [{ title: message('Write the one value'), text: replace(String(found?.element.first ?? part)) }];
    case 'every-second':
      return [{ title: message('Run once, at second 0'), text: replace('0') }];
    case 'every-minute':
      return [{ title: message('Run once, at minute 0'), text: replace('0') }];
    case 'redundant-element':
      return [{ title: message('Remove {part}', { part }), text: withoutListElement(text, start, end) }];
    case 'both-day-fields':
      return bothDayFieldsFixes(text);
    case 'never-runs':
    case 'missing-days':
      return lastPossibleDayFix(text);
    case 'hidden-white-space':
      return [{ title: message('Remove the white space'), text: replace(part.replace(/[\s\0]+/g, '')) }];
    case 'short-name':
      return found === undefined
        ? []
        : [{ title: message('Write numbers'), text: replace(elementText(found.field, found.element)) }];
    case 'uneven-step':
      return [];
  }
}

const macros: Readonly<Record<string, string>> = {
  '@yearly': '0 0 0 1 1 *',
  '@annually': '0 0 0 1 1 *',
  '@monthly': '0 0 0 1 * *',
  '@weekly': '0 0 0 * * 0',
  '@daily': '0 0 0 * * *',
  '@midnight': '0 0 0 * * *',
  '@hourly': '0 0 * * * *',
  '@minutely': '0 * * * * *',
  '@secondly': '* * * * * *',
  '@weekdays': '0 0 0 * * 1-5',
  '@weekends': '0 0 0 * * 0,6',
};

function macroFix(macro: string): CronFix[] {
  const text = macros[macro.toLowerCase()];
  return text === undefined ? [] : [{ title: message('Write it with six fields'), text }];
}

function tooManyFieldsFixes(text: string): CronFix[] {
  const parts = text.split(' ').filter((part) => part !== '');
  return [{ title: message('Remove what follows the sixth field'), text: parts.slice(0, 6).join(' ') }];
}

function isAlone(text: string, start: number, end: number): boolean {
  return (text[start - 1] ?? ' ') === ' ' && (text[end] ?? ' ') === ' ';
}

/** Sunday is at the other end of the week here, so a range up to 7 becomes a range up to 6 and a 0. */
function sundayFix(text: string, at: number): string {
  const start = Math.max(text.lastIndexOf(',', at), text.lastIndexOf(' ', at)) + 1;
  const end = [',', ' ', '/'].map((separator) => text.indexOf(separator, at)).filter((index) => index !== -1);
  const stop = Math.min(text.length, ...end);
  const [first = '', last] = text.slice(start, stop).split('-');
  const numbers = last === undefined ? '0' : sundayRange(first, last);
  return text.slice(0, start) + numbers + text.slice(stop);
}

function sundayRange(first: string, last: string): string {
  const other = Number(first) === 7 ? last : first;
  if (other === '0' || other === '1' || other === '7') return other === '7' ? '0' : '0-6';
  return other === '6' ? '0,6' : `0,${other}-6`;
}

function openRangeFix(text: string, { start, end, field }: CronProblem): CronFix[] {
  const max = field === undefined ? '' : String(cronFieldByName[field].max);
  return [
    { title: message('Up to {max}', { max }), text: `${text.slice(0, end)}${max}${text.slice(end)}` },
    { title: message('Remove the dash'), text: text.slice(0, start) + text.slice(end) },
  ];
}

function rangeFix({ code, field }: CronProblem, replace: (replacement: string) => string): CronFix[] {
  if (field === undefined) return [];
  const { min, max } = cronFieldByName[field];
  // 60 minutes and 24 hours are what people write for the end of a cycle, which is its start.
  const isCycleEnd = code === 'value-too-high' && min === 0;
  const value = code === 'value-too-low' ? min : max;
  const fixes = [{ title: message('Write {value}', { value }), text: replace(String(value)) }];
  return isCycleEnd ? [...fixes, { title: message('Write 0'), text: replace('0') }] : fixes;
}

/** No NCRONTAB expression means the last day of every month; these come close. */
function lastDayFixes(text: string, { field, start, end }: CronProblem, part: string): CronFix[] {
  if (field === 'dayOfWeek') {
    const weekday = part.replace(/L$/i, '');
    const fields = splitFields(text, start, end, weekday === '' ? '6' : weekday);
    return fields === undefined
      ? []
      : [{ title: message('On the 22nd to 28th, the fourth one'), text: withField(fields, 3, '22-28') }];
  }
  const fields = splitFields(text, start, end, '28');
  return fields === undefined ? [] : [{ title: message('On the 28th, which every month has'), text: fields.join(' ') }];
}

function nthWeekdayFix(text: string, part: string): CronFix[] {
  const [weekday = '', nth = ''] = part.split('#');
  const week = Number(nth);
  const at = text.indexOf(part);
  const fields = splitFields(text, at, at + part.length, weekday === '7' ? '0' : weekday);
  if (fields === undefined || !(week >= 1 && week <= 5)) return [];
  const days = week === 5 ? '29-31' : `${week * 7 - 6}-${week * 7}`;
  return [{ title: message('Days {days} and the weekday', { days }), text: withField(fields, 3, days) }];
}

function splitFields(text: string, start: number, end: number, replacement: string): string[] | undefined {
  const fields = (text.slice(0, start) + replacement + text.slice(end)).split(' ').filter((field) => field !== '');
  return fields.length === 6 ? fields : undefined;
}

function withField(fields: readonly string[], index: number, value: string): string {
  return fields.with(index, value).join(' ');
}

/** What the range means to the service, and what its author may have meant: a range that wraps around. */
function reversedRangeFixes(
  field: CronFieldName,
  element: CronElement,
  replace: (replacement: string) => string,
): CronFix[] {
  const { min, max } = cronFieldByName[field];
  const step = element.step === null ? '' : `/${element.step}`;
  const span = (first: number, last: number): string => (first === last ? `${first}` : `${first}-${last}`);
  const asRead = `${span(element.first, element.last)}${step}`;
  const fixes = [
    { title: message('Write {value}, as the service reads it', { value: asRead }), text: replace(asRead) },
  ];
  if (element.step !== null) return fixes;
  const values = Array.from({ length: max - min + 1 }, (_, index) => min + index);
  const wrapped = canonicalField(
    field,
    values.filter((value) => value <= element.first || value >= element.last),
  );
  return [{ title: message('Write {value}, around the end', { value: wrapped }), text: replace(wrapped) }, ...fixes];
}

function withoutStep(element: CronElement | undefined, part: string): string {
  const [base = part] = part.split('/');
  return element?.kind === 'value' ? `${base}-${element.last}` : base;
}

function withoutListElement(text: string, start: number, end: number): string {
  return text[start - 1] === ','
    ? text.slice(0, start - 1) + text.slice(end)
    : text.slice(0, start) + text.slice(end + 1);
}

function bothDayFieldsFixes(text: string): CronFix[] {
  const fields = text.split(' ').filter((field) => field !== '');
  return [
    { title: message('Only the day of the month'), text: withField(fields, 5, '*') },
    { title: message('Only the day of the week'), text: withField(fields, 3, '*') },
  ];
}

/** The last day that each of the months has in every year. */
function lastPossibleDayFix(text: string): CronFix[] {
  const parsed = parseCron(text);
  if (!parsed.valid) return [];
  const months = parsed.schedule.values.month;
  const longest = months.includes(2) ? 28 : months.some((month) => [4, 6, 9, 11].includes(month)) ? 30 : 31;
  const fields = parsed.tokens.map((token) => token.text);
  return [
    {
      title: message('On day {day}, which all these months have', { day: longest }),
      text: withField(fields, 3, String(longest)),
    },
  ];
}

function elementText(field: CronFieldName, { first, last, step, kind }: CronElement): string {
  const base =
    kind === 'value' && step === null ? `${first}` : canonicalField(field, [first]) + (last > first ? `-${last}` : '');
  return step === null ? base : `${base}/${step}`;
}

function elementAt(
  text: string,
  start: number,
): { readonly field: CronFieldName; readonly element: CronElement } | undefined {
  for (const { field, elements } of parseCron(text).tokens) {
    const element = elements.find((each) => each.start === start);
    if (field !== null && element !== undefined) return { field, element };
  }
  return undefined;
}
