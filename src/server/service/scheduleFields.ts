import { valueRuns } from '../../core/schedule/canonicalCron';
import { type CronFieldName, type CronValues, cronFieldByName, isFullField } from '../../core/schedule/cronFields';

/** What people call the fields. */
export const fieldTitles: Readonly<Record<CronFieldName, string>> = {
  second: 'Second',
  minute: 'Minute',
  hour: 'Hour',
  dayOfMonth: 'Day',
  month: 'Month',
  dayOfWeek: 'Weekday',
};

/** The values of a field in a few words: names for months and weekdays, runs of neighbours as ranges. */
export function valuesInWords(field: CronFieldName, values: CronValues[CronFieldName]): string {
  if (isFullField(field, values)) return 'any';
  const { valueNames, min } = cronFieldByName[field];
  const word = (value: number): string => valueNames[value - min] ?? String(value);
  return valueRuns(values)
    .flatMap(([first, last]) => {
      if (first === last) return [word(first)];
      return last === first + 1 ? [word(first), word(last)] : [`${word(first)}–${word(last)}`];
    })
    .join(', ');
}
