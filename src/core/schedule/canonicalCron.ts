import { type CronFieldName, cronFields, type CronValues, isFullField } from './cronFields';

/**
 * The text NCrontab's `ToString` gives, which the service writes into its scheduler log and into the trigger of a run:
 * numbers only, ascending, runs of values as `a-b`, a full field as `*` (ncrontab.md §4).
 */
export function canonicalCron(values: CronValues): string {
  return cronFields.map(({ name }) => canonicalField(name, values[name])).join(' ');
}

/** One field of {@link canonicalCron}. */
export function canonicalField(field: CronFieldName, values: readonly number[]): string {
  if (isFullField(field, values)) return '*';
  return valueRuns(values)
    .map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`))
    .join(',');
}

/** Splits ascending values into runs of consecutive ones, each as its first and last value. */
export function valueRuns(values: readonly number[]): [first: number, last: number][] {
  const runs: [number, number][] = [];
  for (const value of values) {
    const run = runs.at(-1);
    if (run?.[1] === value - 1) run[1] = value;
    else runs.push([value, value]);
  }
  return runs;
}
