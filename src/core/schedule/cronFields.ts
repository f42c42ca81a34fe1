/** The six fields of an NCRONTAB expression. */
export type CronFieldName = 'second' | 'minute' | 'hour' | 'dayOfMonth' | 'month' | 'dayOfWeek';

/** The values of each field: ascending, without repetition, never empty. */
export type CronValues = Readonly<Record<CronFieldName, readonly number[]>>;

/** What the grammar allows in one field (ncrontab.md §2). */
export interface CronField {
  readonly name: CronFieldName;
  /** Smallest and largest value, both inclusive. */
  readonly min: number;
  readonly max: number;
  /** The name the service uses for the field in its error texts. */
  readonly serviceName: string;
  /** Full English names of the values in calendar order, starting at `min`; any prefix of one stands for its value. */
  readonly valueNames: readonly string[];
}

export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

export const weekdayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

/** All fields by name. */
export const cronFieldByName: Readonly<Record<CronFieldName, CronField>> = {
  second: { name: 'second', min: 0, max: 59, serviceName: 'Second', valueNames: [] },
  minute: { name: 'minute', min: 0, max: 59, serviceName: 'Minute', valueNames: [] },
  hour: { name: 'hour', min: 0, max: 23, serviceName: 'Hour', valueNames: [] },
  dayOfMonth: { name: 'dayOfMonth', min: 1, max: 31, serviceName: 'Day', valueNames: [] },
  month: { name: 'month', min: 1, max: 12, serviceName: 'Month', valueNames: monthNames },
  dayOfWeek: { name: 'dayOfWeek', min: 0, max: 6, serviceName: 'DayOfWeek', valueNames: weekdayNames },
};

/** All fields in the order in which an expression lists them. */
export const cronFields: readonly CronField[] = Object.values(cronFieldByName);

/** Whether `values` (ascending, without repetition) are all values of the field. */
export function isFullField(field: CronFieldName, values: readonly number[]): boolean {
  const { min, max } = cronFieldByName[field];
  return values.length === max - min + 1;
}

/**
 * The value that a name stands for: the first value, in calendar order, whose full English name begins with `text`, in
 * any case (ncrontab.md §2). Undefined when there is none.
 */
export function namedValue(field: CronField, text: string): number | undefined {
  const prefix = text.toLowerCase();
  const index = field.valueNames.findIndex((name) => name.toLowerCase().startsWith(prefix));
  return prefix === '' || index === -1 ? undefined : field.min + index;
}
