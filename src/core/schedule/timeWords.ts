import { fillTemplate } from '../base/message';
import { valueRuns } from './canonicalCron';
import { type CronValues } from './cronFields';
import { type CronTexts } from './cronTexts';
import { joinValues, joinWords, progressionOf } from './valueWords';

/** The words for the times of day, and how the words for the days follow them. */
export interface TimeWords {
  readonly text: string;
  /** `at`: times of day; `window`: a repetition within a part of the day; `always`: one that goes on day and night. */
  readonly kind: 'at' | 'window' | 'always';
}

/** More times than this are told as a rule instead of one by one, if they are not one for each hour. */
const mostTimesInList = 6;

/** Tells the times of day; every branch names exactly the values of the three fields. */
export function describeTimes(values: CronValues, texts: CronTexts): TimeWords {
  const { second, minute, hour } = values;
  const count = second.length * minute.length * hour.length;
  const progression = dailyProgression(values);
  if (progression !== undefined) {
    const { stepSeconds, first, last } = progression;
    if (stepSeconds * count === 86_400 && count >= 3)
      return { text: describeWholeDay(values, stepSeconds, first, texts), kind: 'always' };
    // Three times that lie hours apart read better one by one.
    if (count >= 4 || (count === 3 && stepSeconds <= 3600)) {
      return { text: describeWindows(stepSeconds, [[first, last]], texts), kind: 'window' };
    }
  }
  if (count <= mostTimesInList || (second.length === 1 && minute.length === 1)) {
    const times = hour.flatMap((h) => minute.flatMap((m) => second.map((s) => h * 3600 + m * 60 + s)));
    return { text: fillTemplate(texts.atTimes, { times: joinTimes(times, texts) }), kind: 'at' };
  }
  return (
    describeWindowsOfHours(values, texts) ?? {
      text: describeParts(values, texts),
      kind: hour.length === 24 ? 'always' : 'window',
    }
  );
}

interface DailyProgression {
  readonly stepSeconds: number;
  /** Seconds since midnight. */
  readonly first: number;
  readonly last: number;
}

/** The progression that all times of one day form, if they do. */
function dailyProgression({ second, minute, hour }: CronValues): DailyProgression | undefined {
  const fields = [
    { values: second, size: 60, unit: 1 },
    { values: minute, size: 60, unit: 60 },
    { values: hour, size: 24, unit: 3600 },
  ];
  const varying = fields.filter(({ values }) => values.length > 1);
  const [inner, ...outer] = varying;
  const progression = inner && progressionOf(inner.values, inner.size);
  if (inner === undefined || progression === undefined) return undefined;
  // Going on into the next minute or hour needs a cycle inside, and there must be a next one without a gap.
  const goesOn = outer.every(({ values, size }, index) => {
    const isOutermost = index === outer.length - 1;
    return progressionOf(values, size)?.step === 1 && (isOutermost || values.length === size);
  });
  const [next] = outer;
  if (next !== undefined && (next.unit !== inner.unit * 60 || !progression.isCyclic || !goesOn)) return undefined;
  const secondsAt = (index: 0 | -1): number =>
    (hour.at(index) ?? 0) * 3600 + (minute.at(index) ?? 0) * 60 + (second.at(index) ?? 0);
  return { stepSeconds: progression.step * inner.unit, first: secondsAt(0), last: secondsAt(-1) };
}

function describeWholeDay(values: CronValues, stepSeconds: number, first: number, texts: CronTexts): string {
  const every = describeStep(stepSeconds, texts);
  if (first === 0) return every;
  if (stepSeconds === 3600 || stepSeconds === 60) return describeParts(values, texts);
  return fillTemplate(texts.everyFrom, { every, start: formatTimes([first], stepSeconds)[0] ?? '' });
}

function describeStep(seconds: number, texts: CronTexts): string {
  if (seconds % 3600 === 0) return plural(seconds / 3600, texts.everyHour, texts.everyHours);
  if (seconds % 60 === 0) return plural(seconds / 60, texts.everyMinute, texts.everyMinutes);
  return plural(seconds, texts.everySecond, texts.everySeconds);
}

function plural(n: number, one: string, many: string): string {
  return n === 1 ? one : fillTemplate(many, { n });
}

/** A repetition within each of several hours or runs of hours. */
function describeWindowsOfHours({ second, minute, hour }: CronValues, texts: CronTexts): TimeWords | undefined {
  const runs = valueRuns(hour);
  if (runs.length > 3 || hour.length === 24) return undefined;
  const [inner, unit] = second.length > 1 ? [second, 1] : [minute, 60];
  const progression = progressionOf(inner, 60);
  if (progression?.isCyclic !== true || (second.length > 1 && minute.length < 60)) return undefined;
  const firstInHour = (minute[0] ?? 0) * 60 + (second[0] ?? 0);
  const lastInHour = (minute.at(-1) ?? 0) * 60 + (second.at(-1) ?? 0);
  const windows = runs.map(([from, to]): [number, number] => [from * 3600 + firstInHour, to * 3600 + lastInHour]);
  return { text: describeWindows(progression.step * unit, windows, texts), kind: 'window' };
}

function describeWindows(stepSeconds: number, windows: readonly [number, number][], texts: CronTexts): string {
  const words = windows.map((window) => {
    const [start = '', end = ''] = formatTimes(window, stepSeconds);
    return fillTemplate(texts.window, { start, end });
  });
  return fillTemplate(texts.everyBetween, {
    every: describeStep(stepSeconds, texts),
    windows: joinWords(words, texts),
  });
}

/** The general form: seconds of minutes of hours. */
function describeParts({ second, minute, hour }: CronValues, texts: CronTexts): string {
  const isOnTheMinute = second.length === 1 && second[0] === 0;
  const isEveryHour = hour.length === 24;
  if (!isOnTheMinute) {
    const head = describeSeconds(second, texts);
    const ofMinute = minute.length === 1 ? texts.ofMinute : texts.ofMinutes;
    const template = minute.length === 60 ? texts.ofEveryMinute : ofMinute;
    const text = fillTemplate(template, { head, minutes: joinValues(minute, texts) });
    return minute.length === 60 && isEveryHour ? text : addHours(text, hour, texts);
  }
  const progression = progressionOf(minute, 60);
  if (progression?.isCyclic === true && minute[0] === 0) {
    return addHours(describeStep(progression.step * 60, texts), hour, texts);
  }
  if (progression !== undefined && minute.length >= 4) {
    const every = describeStep(progression.step * 60, texts);
    return addHours(
      fillTemplate(texts.fromMinute, { every, first: minute[0] ?? 0, last: minute.at(-1) ?? 0 }),
      hour,
      texts,
    );
  }
  const minutes = joinValues(minute, texts);
  if (isEveryHour) {
    const isOne = minute.length === 1 && minute[0] === 1;
    return fillTemplate(isOne ? texts.minutePastEveryHour : texts.minutesPastEveryHour, { minutes });
  }
  return addHours(fillTemplate(minute.length === 1 ? texts.atMinute : texts.atMinutes, { minutes }), hour, texts);
}

function describeSeconds(second: readonly number[], texts: CronTexts): string {
  const progression = progressionOf(second, 60);
  if (progression?.isCyclic === true && second[0] === 0) return describeStep(progression.step, texts);
  if (progression !== undefined && second.length >= 4) {
    const every = describeStep(progression.step, texts);
    return fillTemplate(texts.fromSecond, { every, first: second[0] ?? 0, last: second.at(-1) ?? 0 });
  }
  const template = second.length === 1 ? texts.atSecond : texts.atSeconds;
  return fillTemplate(template, { seconds: joinValues(second, texts) });
}

function addHours(head: string, hour: readonly number[], texts: CronTexts): string {
  const ofHour = hour.length === 1 ? texts.ofHour : texts.ofHours;
  return fillTemplate(hour.length === 24 ? texts.ofEveryHour : ofHour, { head, hours: joinValues(hour, texts) });
}

function joinTimes(times: readonly number[], texts: CronTexts): string {
  return joinWords(formatTimes(times, 60), texts);
}

/** `09:30`, with seconds where one of the times or the step has some. */
function formatTimes(times: readonly number[], stepSeconds: number): string[] {
  const hasSeconds = stepSeconds % 60 !== 0 || times.some((time) => time % 60 !== 0);
  return times.map((time) =>
    (hasSeconds ? [time / 3600, (time / 60) % 60, time % 60] : [time / 3600, (time / 60) % 60])
      .map((part) => String(Math.floor(part)).padStart(2, '0'))
      .join(':'),
  );
}
