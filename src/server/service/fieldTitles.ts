import { message, type Message } from '../../core/base/message';
import type { CronFieldName } from '../../core/schedule/cronFields';

/** What people call the fields of a schedule. */
export const fieldTitles: Readonly<Record<CronFieldName, Message>> = {
  second: message('Second'),
  minute: message('Minute'),
  hour: message('Hour'),
  dayOfMonth: message('Day'),
  month: message('Month'),
  dayOfWeek: message('Weekday'),
};
