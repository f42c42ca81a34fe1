import assert from 'node:assert/strict';
import { parseCron } from '../../../src/core/schedule/cronExpression';
import { nextRuns } from '../../../src/core/schedule/nextRuns';
import { formatWallTime, parseWallTime } from '../../../src/core/schedule/wallTime';

/** A case of ncrontab.json; its members are explained in ncrontab.md §8. */
interface NcrontabCase {
  readonly expr: string;
  readonly valid?: boolean;
  readonly canonical?: string;
  readonly start?: string;
  readonly end?: string;
  readonly next?: readonly string[];
}

export function runCase({ expr, valid = true, canonical, start, end, next }: NcrontabCase): void {
  const parsed = parseCron(expr);
  assert.equal(parsed.valid, valid);
  if (!parsed.valid) return;
  if (canonical !== undefined) assert.equal(parsed.schedule.canonical, canonical);
  if (start === undefined || next === undefined) return;
  const after = wallTime(start);
  // With an end the recorded list is complete, so one more is asked for.
  const runs = nextRuns(
    parsed.schedule,
    end === undefined ? { after, count: next.length } : { after, count: next.length + 1, until: wallTime(end) },
  );
  assert.deepEqual(runs.map(formatWallTime), next);
}

function wallTime(text: string): number {
  const time = parseWallTime(text);
  assert.ok(time !== undefined, `${text} is not a wall-clock time`);
  return time;
}
