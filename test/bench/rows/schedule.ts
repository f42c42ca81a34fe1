import { CronExpressionParser } from 'cron-parser';
import { parseCron } from '../../../src/core/schedule/cronExpression';
import { nextRuns } from '../../../src/core/schedule/nextRuns';
import { compare, type ComparisonResult, repeated } from '../compare';

const start = Date.UTC(2026, 0, 1);
const repetitions = 500;

/** Parsing an expression and enumerating its next five runs, beside plain cron-parser with the same text. */
export async function* rows(): AsyncIterable<ComparisonResult> {
  for (const expression of ['0 */15 * * * *', '0 30 9 * * 1-5', '* * * * * *']) {
    yield await compare({
      name: `parse and next five runs of ${expression}`,
      subject: repeated(repetitions, () => ourNextRuns(expression)),
      peer: repeated(repetitions, () => {
        CronExpressionParser.parse(expression, { currentDate: new Date(start), tz: 'UTC' }).take(5);
      }),
      peerName: 'cron-parser',
      must: 1.3,
      stretch: 1,
    });
  }
  // Ours remembers the calendar of expressions it has seen; these are all new to it.
  let unseen = 0;
  const nextUnseen = (): string => {
    unseen += 1;
    return `${String(unseen % 60)} ${String(Math.floor(unseen / 60) % 60)} ${String(Math.floor(unseen / 3600) % 24)} * * 1-5`;
  };
  yield await compare({
    name: 'parse and next five runs of expressions never seen before, S M H * * 1-5',
    subject: repeated(repetitions, () => ourNextRuns(nextUnseen())),
    peer: repeated(repetitions, () => {
      CronExpressionParser.parse(nextUnseen(), { currentDate: new Date(start), tz: 'UTC' }).take(5);
    }),
    peerName: 'cron-parser',
    must: 1.3,
    stretch: 1,
  });
  for (const expression of ['0 0 0 29 2 1', '0 0 0 30 2 *', '59 59 23 31 12 6']) {
    yield await compare({
      name: `next five runs of the rare ${expression}`,
      subject: repeated(repetitions, () => ourNextRuns(expression)),
      peer: repeated(repetitions, () => ourNextRuns('0 30 9 * * 1-5')),
      peerName: 'our own 0 30 9 * * 1-5',
      must: 20,
      stretch: 3,
    });
  }
}

function ourNextRuns(expression: string): void {
  const parse = parseCron(expression);
  if (!parse.valid) throw new Error(`The benchmark's own expression ${expression} is not valid.`);
  nextRuns(parse.schedule, { after: start, count: 5 });
}
