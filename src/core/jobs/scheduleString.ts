import { type CronParse, parseCron } from '../schedule/cronExpression';
import type { RelaxedDocument } from './relaxedJson';
import type { StringNode } from './relaxedJsonNodes';

/** The schedule of a settings file, in its string. */
export interface ScheduleString {
  readonly node: StringNode;
  /** What the schedule means, read when it is first asked for; undefined for one that is too long to be judged. */
  readonly parse: () => CronParse | undefined;
}

/** The value of the last `schedule` of the root object, which counts, if it is a string. */
export function scheduleStringOf({ root }: RelaxedDocument): ScheduleString | undefined {
  if (root?.type !== 'object') return undefined;
  const node = root.members.findLast(({ key }) => key.value === 'schedule')?.value;
  if (node?.type !== 'string') return undefined;
  let parse: CronParse | undefined;
  return { node, parse: () => (node.value.length > maxJudgedLength ? undefined : (parse ??= parseCron(node.value))) };
}

/** A longer schedule is not judged, because that would take noticeable time; naming every value of all fields takes less. */
export const maxJudgedLength = 1000;
