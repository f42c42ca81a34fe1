import { hourMs, minuteMs } from '../schedule/wallTime';

/** A line of the axis of time, at a round time of this machine's clock. */
export interface AxisMark {
  /** Milliseconds since 1970 UTC. */
  readonly atMs: number;
  readonly isMidnight: boolean;
}

/** The distances between lines that people can count in, in milliseconds. */
const steps = [5 * minuteMs, 10 * minuteMs, 30 * minuteMs, hourMs, 3 * hourMs, 6 * hourMs, 12 * hourMs, 24 * hourMs];

/**
 * Lines at round times between two instants, at most `most` of them or one a day. Distances are those of the clock on the
 * wall: on a day on which it changes, an hour more or less lies between two lines.
 */
export function axisMarks(fromMs: number, untilMs: number, most: number): AxisMark[] {
  const stepMs = steps.find((step) => (untilMs - fromMs) / step <= most) ?? 24 * hourMs;
  const start = new Date(fromMs);
  const marks: AxisMark[] = [];
  for (let count = 0; ; count++) {
    const mark = new Date(start.getFullYear(), start.getMonth(), start.getDate(), 0, 0, 0, count * stepMs);
    const atMs = mark.getTime();
    if (atMs >= untilMs) return marks;
    const isNew = atMs >= fromMs && atMs !== marks.at(-1)?.atMs;
    if (isNew) marks.push({ atMs, isMidnight: mark.getHours() === 0 && mark.getMinutes() === 0 });
  }
}
