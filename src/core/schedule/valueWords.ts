import { fillTemplate } from '../base/message';
import { valueRuns } from './canonicalCron';
import { type CronTexts } from './cronTexts';

/** Values that follow each other at equal distances. */
export interface Progression {
  readonly step: number;
  /** Whether it goes on seamlessly when the field starts again, as 0, 15, 30, 45 does in an hour. */
  readonly isCyclic: boolean;
}

/** The progression that `values` (two or more, ascending) of a field with `size` values form, if they do. */
export function progressionOf(values: readonly number[], size: number): Progression | undefined {
  const step = (values[1] ?? 0) - (values[0] ?? 0);
  if (values.length < 2 || values.some((value, index) => index > 0 && value - (values[index - 1] ?? 0) !== step)) {
    return undefined;
  }
  return { step, isCyclic: step * values.length === size };
}

/** `a, b and c`. */
export function joinWords(words: readonly string[], texts: CronTexts): string {
  return words.reduce((start, next, index) =>
    index === words.length - 1
      ? fillTemplate(texts.listEnd, { start, last: next })
      : fillTemplate(texts.list, { start, next }),
  );
}

/** A list of values in which three or more in a row are written as `a to b`. */
export function joinValues(
  values: readonly number[],
  texts: CronTexts,
  word: (value: number) => string = String,
): string {
  const words = valueRuns(values).flatMap(([first, last]) => {
    if (last - first >= 2) return [fillTemplate(texts.run, { first: word(first), last: word(last) })];
    return first === last ? [word(first)] : [word(first), word(last)];
  });
  return joinWords(words, texts);
}
