import { noTime } from './dotnetTime';
import type { RunRecord } from './jobRecords';
import type { RunSnapshot } from './jobSnapshot';

/** A run as views show it, made from what its folder tells. */
export function runSnapshotOf({ id, status, startTime, endTime, trigger }: RunRecord): RunSnapshot {
  const time = (text: string): string | null => (text === noTime ? null : text);
  return { id, status, startTime: time(startTime), endTime: time(endTime), trigger: trigger ?? '' };
}
