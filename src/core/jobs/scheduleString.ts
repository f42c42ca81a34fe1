import { type CronParse, parseCron } from '../schedule/cronExpression';
import type { RelaxedDocument } from './relaxedJson';
import type { StringNode } from './relaxedJsonNodes';

/** The schedule of a settings file, in its string. */
export interface ScheduleString {
  readonly node: StringNode;
  /** What the schedule means, read when it is first asked for; undefined for one that is too long to be judged. */
  readonly parse: () => CronParse | undefined;
}

/**
 * The value of the last `schedule` of the root object, which counts, if it is a string.
 *
 * @param before the one before the text changed, so that the same schedule is not read again.
 */
export function scheduleStringOf({ root }: RelaxedDocument, before?: ScheduleString): ScheduleString | undefined {
  if (root?.type !== 'object') return undefined;
  const node = root.members.findLast(({ key }) => key.value === 'schedule')?.value;
  if (node?.type !== 'string') return undefined;
  if (before?.node.value === node.value) return { node, parse: before.parse };
  let parse: CronParse | undefined;
  return { node, parse: () => (node.value.length > maxJudgedLength ? undefined : (parse ??= parseCron(node.value))) };
}

/** A longer schedule is not judged, because that would take noticeable time; naming every value of all fields takes less. */
export const maxJudgedLength = 1000;
