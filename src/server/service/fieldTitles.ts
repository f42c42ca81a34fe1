import type { CronFieldName } from '../../core/schedule/cronFields';

/** What people call the fields of a schedule. */
export const fieldTitles: Readonly<Record<CronFieldName, string>> = {
  second: 'Second',
  minute: 'Minute',
  hour: 'Hour',
  dayOfMonth: 'Day',
  month: 'Month',
  dayOfWeek: 'Weekday',
};
