import { fillTemplate } from '../base/message';
import { type CronSchedule } from './cronExpression';
import { type CronFieldName, type CronValues, isFullField } from './cronFields';
import { type CronTexts, englishCronTexts } from './cronTexts';
import { addMonths, describeDays, joinDates, joinMonths, joinWeekdays } from './dayWords';
import { neverRuns } from './nextRuns';
import { describeTimes, type TimeWords } from './timeWords';
import { joinValues } from './valueWords';

/**
 * A schedule in words, such as "At 09:30, Monday to Friday". The words come from the value sets alone, so they tell what
 * the service does and not what the text looks like.
 */
export function describeCron(schedule: CronSchedule, texts: CronTexts = englishCronTexts): string {
  const times = describeTimes(schedule.values, texts);
  const sentence = addDays(times, schedule.values, texts);
  return neverRuns(schedule) ? fillTemplate(texts.never, { sentence }) : sentence;
}

/** One field by itself, such as "every hour" or "Monday to Friday", for a tooltip on the field. */
export function describeField(
  name: CronFieldName,
  values: readonly number[],
  texts: CronTexts = englishCronTexts,
): string {
  if (isFullField(name, values)) return fillTemplate(texts.everyValue, { unit: texts.units[name] });
  switch (name) {
    case 'dayOfWeek':
      return joinWeekdays(values, texts);
    case 'month':
      return joinMonths(values, texts);
    case 'dayOfMonth':
      return joinDates(values, texts);
    case 'second':
    case 'minute':
    case 'hour':
      return joinValues(values, texts);
  }
}

function addDays(times: TimeWords, values: CronValues, texts: CronTexts): string {
  const days = describeDays(values, texts);
  const needsDay =
    times.kind !== 'always' &&
    isFullField('dayOfMonth', values.dayOfMonth) &&
    isFullField('dayOfWeek', values.dayOfWeek);
  if (needsDay) {
    const template = times.kind === 'at' ? texts.direct : texts.apart;
    const everyDay = days === undefined ? texts.everyDay : addMonths(texts.everyDay, values.month, texts);
    return fillTemplate(template, { times: times.text, days: everyDay });
  }
  if (days === undefined) return times.text;
  return fillTemplate(days.isDirect ? texts.direct : texts.apart, { times: times.text, days: days.text });
}
