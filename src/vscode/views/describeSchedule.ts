import { parseCron } from '../../core/schedule/cronExpression';
import { describeCron } from '../../core/schedule/describeCron';

/** A schedule in words; undefined when it cannot be read. */
export function describeSchedule(expression: string): string | undefined {
  const parsed = parseCron(expression);
  return parsed.valid ? describeCron(parsed.schedule) : undefined;
}
