import { valueRuns } from '../canonicalCron';
import { type CronField, cronFields, type CronValues, isFullField } from '../cronFields';

/** The expression for six value sets as a person would write it: `*`, steps, ranges and lists of numbers. */
export function cronText(values: CronValues): string {
  return cronFields.map((field) => fieldText(field, values[field.name])).join(' ');
}

function fieldText(field: CronField, values: readonly number[]): string {
  if (isFullField(field.name, values)) return '*';
  const runs = valueRuns(values)
    .map(([first, last]) => (last - first < 2 ? range(first, last) : `${first}-${last}`))
    .join(',');
  return stepText(field, values, runs) ?? runs;
}

function range(first: number, last: number): string {
  return first === last ? `${first}` : `${first},${last}`;
}

/** Values at equal distances with a step, where that reads better. Days of the week do not count in steps. */
function stepText(field: CronField, values: readonly number[], listText: string): string | undefined {
  const [first, second] = values;
  const last = values.at(-1);
  if (first === undefined || second === undefined || last === undefined || field.name === 'dayOfWeek') return undefined;
  const step = second - first;
  if (step < 2 || values.some((value, index) => value !== first + index * step)) return undefined;
  const reachesEnd = last + step > field.max;
  if (first === field.min && reachesEnd) return `*/${step}`;
  if (values.length < 4) return undefined;
  const text = reachesEnd ? `${first}/${step}` : `${first}-${last}/${step}`;
  return text.length < listText.length ? text : undefined;
}
