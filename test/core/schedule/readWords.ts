/**
 * Reads the English words for a schedule back, without any code of the product: the seconds of the day and the days that
 * a reader of the sentence would expect. Throws for a sentence it cannot read.
 */
export interface ReadWords {
  /** Seconds since midnight. */
  readonly times: ReadonlySet<number>;
  /** Whether a day matches; `month` from 1, `weekday` from Sunday = 0, in a year that is no leap year. */
  readonly matchesDay: (day: number, month: number, weekday: number) => boolean;
}

const months = 'January February March April May June July August September October November December'.split(' ');
const weekdays = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');
const weeks = ['first', 'second', 'third', 'fourth', 'fifth', 'last'];
const weekdayPattern = `(?:${weekdays.join('|')})`;
const monthPattern = `(?:${months.join('|')})`;
const dayStart = new RegExp(
  `,? (?=every day|every \\d+ days|(?:every )?${weekdayPattern}|on the |in ${monthPattern}|from ${monthPattern})`,
);

export function readWords(sentence: string): ReadWords {
  const text = sentence.replace(/, a date that does not exist$/, '');
  const separator = dayStart.exec(text);
  const times = separator === null ? text : text.slice(0, separator.index);
  const days = separator === null ? '' : text.slice(separator.index + separator[0].length);
  return { times: readTimes(times), matchesDay: readDays(days) };
}

const clock = '\\d\\d:\\d\\d(?::\\d\\d)?';
const every = '(Every (?:\\d+ )?(?:second|minute|hour)s?)';

function readTimes(text: string): Set<number> {
  let match: RegExpExecArray | null;
  if ((match = new RegExp(`^At (${clock}.*)$`).exec(text))) return new Set(words(match[1]).map(secondsOf));
  if ((match = /^At (.+) minutes? past every hour$/.exec(text))) return timesOf([0], numbers(match[1]), all(24));
  if ((match = new RegExp(`^${every}(?: from (${clock}))?$`).exec(text))) {
    return new Set(steps(secondsOf(match[2] ?? '00:00'), 86_399, stepOf(match[1])));
  }
  if ((match = new RegExp(`^${every} from (${clock} to .*)$`).exec(text))) {
    const step = stepOf(match[1]);
    const windows = (match[2] ?? '').split(/(?:,| and) from /).map((window) => window.split(' to ').map(secondsOf));
    return new Set(windows.flatMap(([start = NaN, end = NaN]) => steps(start, end, step)));
  }
  return readParts(text);
}

function readParts(text: string): Set<number> {
  const [head = '', ...parts] = text.split(' of ');
  const part = (unit: string): string | undefined =>
    parts.find((each) => new RegExp(`^(?:every )?${unit}s?\\b`).test(each));
  const members = (words: string | undefined, size: number): number[] =>
    words === undefined || words.startsWith('every') ? all(size) : numbers(words.replace(/^\w+ /, ''));
  const [minutes, hours] = [members(part('minute'), 60), members(part('hour'), 24)];
  let match: RegExpExecArray | null;
  if ((match = /^At seconds? (.+)$/.exec(head))) return timesOf(numbers(match[1]), minutes, hours);
  if ((match = /^At minutes? (.+)$/.exec(head))) return timesOf([0], numbers(match[1]), hours);
  match = new RegExp(`^${every}(?: from (second|minute) (\\d+) to (\\d+))?$`).exec(head);
  if (match === null) throw new Error(`cannot read "${text}"`);
  const step = stepOf(match[1]);
  const [first, last] = [Number(match[3] ?? 0), Number(match[4] ?? 59)];
  if ((match[1] ?? '').includes('second')) return timesOf(steps(first, last, step), minutes, hours);
  return timesOf([0], steps(first, last, step / 60), hours);
}

function readDays(text: string): ReadWords['matchesDay'] {
  let match: RegExpExecArray | null;
  if (text === '') return () => true;
  if ((match = /^(.*), but only (?:on|from) (.*)$/.exec(text))) {
    const [dates, weekday] = [readDays(match[1] ?? ''), weekdaysOf(match[2])];
    return (day, month, each) => dates(day, month, each) && weekday.includes(each);
  }
  if ((match = new RegExp(`^(?:(.+) )?(?:in|from) (${monthPattern}.*)$`).exec(text))) {
    const [days, month] = [readDays(match[1] ?? ''), monthsOf(match[2])];
    return (day, each, weekday) => days(day, each, weekday) && month.includes(each);
  }
  if (text === 'every day') return () => true;
  match = /^(on the .*|every \d+ days from .*) of (.*)$/.exec(text);
  if (match === null) {
    const weekday = weekdaysOf(text.replace(/^every /, ''));
    return (_, __, each) => weekday.includes(each);
  }
  const [days, month] = [readDates(match[1] ?? ''), monthsOf(match[2])];
  return (day, each, weekday) => month.includes(each) && days(day, each, weekday);
}

function readDates(text: string): ReadWords['matchesDay'] {
  let match: RegExpExecArray | null;
  if (text === 'on the odd days') return (day) => day % 2 === 1;
  if (text === 'on the even days') return (day) => day % 2 === 0;
  if ((match = /^every (\d+) days from the (\d+)\w\w to the (\d+)\w\w$/.exec(text))) {
    const days = steps(Number(match[2]), Number(match[3]), Number(match[1]));
    return (day) => days.includes(day);
  }
  const list = text.replace(/^on the /, '');
  if (/^\d/.test(list)) {
    const days = numbers(list.replace(/(\d)(?:st|nd|rd|th)/g, '$1'));
    return (day) => days.includes(day);
  }
  // "first and third Monday": ordinals wait for the weekday that follows them.
  const pairs: [week: number, weekday: number][] = [];
  let waiting: number[] = [];
  for (const word of list.split(/(?:, | and | )(?:the )?/)) {
    if (weeks.includes(word)) waiting.push(weeks.indexOf(word));
    else {
      pairs.push(...waiting.map((week): [number, number] => [week, index(weekdays, word)]));
      waiting = [];
    }
  }
  const length = (month: number): number => new Date(2001, month, 0).getDate();
  return (day, month, weekday) =>
    pairs.some(
      ([week, each]) => each === weekday && (week === 5 ? day > length(month) - 7 : Math.ceil(day / 7) === week + 1),
    );
}

function weekdaysOf(text = ''): number[] {
  return spans(text, (word) => (index(weekdays, word) + 6) % 7).map((day) => (day + 1) % 7);
}

function monthsOf(text = ''): number[] {
  return text === 'the month' ? all(12).map((month) => month + 1) : spans(text, (word) => index(months, word) + 1);
}

function numbers(text = ''): number[] {
  return spans(text, Number);
}

function spans(text: string, value: (word: string) => number): number[] {
  return words(text).flatMap((span) => {
    const [first = '', last = first] = span.split(' to ');
    return steps(value(first), value(last), 1);
  });
}

function words(text = ''): string[] {
  return text.split(/, | and /);
}

function steps(first: number, last: number, step: number): number[] {
  if (Number.isNaN(first + last + step) || step < 1)
    throw new Error(`cannot count from ${first} to ${last} by ${step}`);
  const values: number[] = [];
  for (let value = first; value <= last; value += step) values.push(value);
  return values;
}

function stepOf(text = ''): number {
  const unit = text.includes('hour') ? 3600 : text.includes('minute') ? 60 : 1;
  return Number(/\d+/.exec(text)?.[0] ?? 1) * unit;
}

function secondsOf(text: string): number {
  const [hour = NaN, minute = NaN, second = 0] = text.split(':').map(Number);
  return hour * 3600 + minute * 60 + second;
}

function timesOf(seconds: readonly number[], minutes: readonly number[], hours: readonly number[]): Set<number> {
  return new Set(hours.flatMap((h) => minutes.flatMap((m) => seconds.map((s) => h * 3600 + m * 60 + s))));
}

function all(size: number): number[] {
  return Array.from({ length: size }, (_, value) => value);
}

function index(list: readonly string[], word: string): number {
  const found = list.indexOf(word);
  if (found === -1) throw new Error(`cannot read "${word}"`);
  return found;
}
