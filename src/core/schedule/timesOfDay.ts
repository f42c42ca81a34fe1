import { type CronExpression, CronExpressionParser } from 'cron-parser';
import { canonicalField } from './canonicalCron';
import { type CronValues } from './cronFields';
import { dayMs, secondMs } from './wallTime';

export const secondsPerDay = dayMs / secondMs;

/** Any day will do as the one cron-parser works on: the times of day are the same on each. */
const referenceDayMs = Date.UTC(2001, 0, 1);

/**
 * The times of day at which a schedule runs, as seconds since midnight, enumerated by `cron-parser`. It gets plain
 * ascending lists for the three time fields and full day fields, in UTC: the part of the language that it reads as the
 * service does (ncrontab.md §7).
 */
export class TimesOfDay {
  readonly first: number;
  readonly last: number;
  /** Set up when a time between the first and the last is asked for, because that is costly and one time a day is usual. */
  private expression: CronExpression | undefined;
  /** Where `expression` stands, so that going on needs no reset. */
  private position: number | undefined;

  /** Answers of {@link after} by second: every day asks for the same times again. */
  private readonly following = new Map<number, number>();

  constructor(private readonly values: CronValues) {
    const { second, minute, hour } = values;
    this.first = secondOfDay(hour[0], minute[0], second[0]);
    this.last = secondOfDay(hour.at(-1), minute.at(-1), second.at(-1));
  }

  /** The first time strictly after `time`; undefined when the day has no more. */
  after(time: number): number | undefined {
    if (time >= this.last) return undefined;
    if (time < this.first) return this.first;
    const known = this.following.get(time);
    if (known !== undefined) return known;
    const expression = (this.expression ??= expressionOf(this.values));
    if (this.position !== time) expression.reset(new Date(referenceDayMs + time * secondMs));
    this.position = (expression.next().getTime() - referenceDayMs) / secondMs;
    this.following.set(time, this.position);
    return this.position;
  }

  /** The last time strictly before `time`; undefined when the day has none. */
  before(time: number): number | undefined {
    if (time <= this.first) return undefined;
    if (time > this.last) return this.last;
    const expression = (this.expression ??= expressionOf(this.values));
    expression.reset(new Date(referenceDayMs + time * secondMs));
    this.position = (expression.prev().getTime() - referenceDayMs) / secondMs;
    return this.position;
  }

  /** How many times lie strictly before `time`, up to a whole day's. */
  countBefore(time: number): number {
    const { second, minute, hour } = this.values;
    const [atHour, atMinute] = [Math.floor(time / 3600), Math.floor(time / 60) % 60];
    let count = below(hour, atHour) * minute.length * second.length;
    if (hour.includes(atHour)) {
      count += below(minute, atMinute) * second.length;
      if (minute.includes(atMinute)) count += below(second, time % 60);
    }
    return count;
  }
}

function expressionOf(values: CronValues): CronExpression {
  const timeFields = (['second', 'minute', 'hour'] as const).map((field) => canonicalField(field, values[field]));
  return CronExpressionParser.parse(`${timeFields.join(' ')} * * *`, { tz: 'UTC', currentDate: referenceDayMs });
}

function secondOfDay(hour = 0, minute = 0, second = 0): number {
  return hour * 3600 + minute * 60 + second;
}

function below(values: readonly number[], limit: number): number {
  let count = 0;
  while (count < values.length && (values[count] ?? limit) < limit) count++;
  return count;
}
