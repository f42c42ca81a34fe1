import { type Command, InvalidArgumentError } from 'commander';
import { type CronSchedule, parseCron } from '../../core/schedule/cronExpression';
import { weekdayNames } from '../../core/schedule/cronFields';
import { describeCron } from '../../core/schedule/describeCron';
import { countRuns, neverRuns, nextRuns } from '../../core/schedule/nextRuns';
import {
  dayMs,
  formatWallTime,
  lastWallTime,
  parseWallTime,
  type WallTime,
  weekdayOf,
} from '../../core/schedule/wallTime';
import { findZone, utcZone, type Zone } from '../../core/schedule/zones';
import { exitCodes, UsageError } from '../cliError';
import { answerBatch } from './nextBatch';
import { formatInstant, invalidAnswer, mostRunsInOneAnswer, nextAnswer } from './nextAnswer';
import { decisionAnswer, decisionText } from './nextDecision';

interface NextOptions {
  readonly from?: WallTime;
  readonly count: number;
  readonly until?: WallTime;
  readonly zone?: Zone;
  readonly json?: true;
  readonly batch?: true;
  readonly lastRun?: number | 'never';
  readonly now?: number;
  readonly timer?: true;
}

/** Adds `webjobs next` (product.md, section C): the next runs of a schedule, or what the service's scheduler decides. */
export function addNextCommand(program: Command): void {
  program
    .command('next')
    .description('Tell when a schedule runs next.')
    .argument('[expression]', 'six fields: second minute hour day month weekday, in quotes')
    .option(
      '--from <time>',
      'runs after this wall-clock time, such as 2026-01-01T00:00:00 (default: now)',
      wallTimeOption,
    )
    .option('--count <n>', 'how many runs', countOption, 5)
    .option('--until <time>', 'only runs before this wall-clock time', wallTimeOption)
    .option('--zone <name>', 'Windows or IANA name of the time zone; adds the instants in UTC', zoneOption)
    .option('--json', 'print one JSON document')
    .option('--batch', 'read {"expr","start","count","end"} lines from stdin, answer each with a line of JSON')
    .option(
      '--last-run <time>',
      '"never", or the start of the latest run in UTC: tell what the scheduler decides',
      lastRunOption,
    )
    .option(
      '--now <time>',
      'the moment of the decision in UTC, such as 2026-01-01T00:00:00Z (default: now)',
      instantOption,
    )
    .option('--timer', "decide as when the job's timer fires")
    // An expression may begin with a dash, like an option; what really is one is refused below.
    .allowUnknownOption()
    .action(async (expression: string | undefined, options: NextOptions) => {
      if (options.batch) {
        if (expression !== undefined)
          throw new UsageError('--batch reads its schedules from stdin: leave the expression out.');
        await answerBatch(process.stdin, process.stdout);
        return;
      }
      if (expression === undefined)
        throw new UsageError('Which schedule? Give it in quotes, such as "0 30 9 * * 1-5".');
      if (/^--?[a-z]/i.test(expression)) throw new UsageError(`There is no option ${expression}.`);
      runNext(expression, options);
    });
}

function runNext(expression: string, options: NextOptions): void {
  const parsed = parseCron(expression);
  if (!parsed.valid) {
    if (options.json) printJson(invalidAnswer(parsed.problems));
    for (const { message, start, end } of parsed.problems) {
      process.stderr.write(`${expression}\n${' '.repeat(start)}${'^'.repeat(Math.max(1, end - start))}\n${message}\n`);
    }
    process.exitCode = exitCodes.usage;
    return;
  }
  const { schedule } = parsed;
  if (options.lastRun === undefined) {
    if (options.timer || options.now !== undefined) throw new UsageError('--now and --timer belong to --last-run.');
    printRuns(schedule, options);
    return;
  }
  const answer = decisionAnswer({
    schedule,
    lastRunUtcMs: options.lastRun === 'never' ? null : options.lastRun,
    nowUtcMs: options.now ?? Date.now(),
    zone: options.zone ?? utcZone,
    timerFired: options.timer === true,
  });
  if (options.json) printJson(answer);
  else process.stdout.write(`${decisionText(answer)}\n`);
}

function printRuns(schedule: CronSchedule, { from, count, until, zone, json }: NextOptions): void {
  const after = from ?? (zone ?? utcZone).wallTimeOf(Date.now());
  const expected = Math.min(count, countRuns(schedule, after, until ?? lastWallTime + 1));
  if (expected > mostRunsInOneAnswer) {
    throw new UsageError(
      `That would be ${expected} runs; ask for at most ${mostRunsInOneAnswer}, or an earlier --until.`,
    );
  }
  const runs = nextRuns(schedule, { after, count, ...(until === undefined ? {} : { until }) });
  if (json) {
    printJson({
      ...nextAnswer(schedule, runs),
      ...(zone === undefined ? {} : { instants: runs.map((run) => formatInstant(zone.instantOf(run))) }),
    });
    return;
  }
  process.stdout.write(`${describeCron(schedule)}\n`);
  if (runs.length === 0) {
    process.stdout.write(neverRuns(schedule) ? 'Never runs: no year has such a date.\n' : 'No run in this time.\n');
  }
  for (const run of runs) process.stdout.write(`  ${runLine(run, zone)}\n`);
}

function runLine(run: WallTime, zone: Zone | undefined): string {
  const weekday = weekdayNames[weekdayOf(Math.floor(run / dayMs))] ?? '';
  const local = `${weekday.slice(0, 3)} ${formatWallTime(run).replace('T', ' ')}`;
  if (zone === undefined) return local;
  const instant = zone.instantOf(run);
  return `${local} ${zone.abbreviationAt(instant)}  ${formatInstant(instant)}`;
}

function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

function wallTimeOption(text: string): WallTime {
  const time = parseWallTime(text);
  if (time === undefined) throw new InvalidArgumentError('Write a time without zone, such as 2026-01-01T00:00:00.');
  return time;
}

function countOption(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('Write a whole number.');
  return Number(text);
}

function zoneOption(text: string): Zone {
  const zone = findZone(text);
  if (zone === undefined) {
    throw new InvalidArgumentError(
      'Write a Windows name such as "Pacific Standard Time" or an IANA name such as Europe/Berlin.',
    );
  }
  return zone;
}

function instantOption(text: string): number {
  const wallTime = text.endsWith('Z') ? parseWallTime(text.slice(0, -1)) : undefined;
  if (wallTime === undefined) throw new InvalidArgumentError('Write a time in UTC, such as 2026-01-01T00:00:00Z.');
  return utcZone.instantOf(wallTime);
}

function lastRunOption(text: string): number | 'never' {
  return text === 'never' ? text : instantOption(text);
}
