import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { parseCron } from '../../core/schedule/cronExpression';
import { countRuns, nextRuns } from '../../core/schedule/nextRuns';
import { lastWallTime, parseWallTime, type WallTime } from '../../core/schedule/wallTime';
import { type InvalidAnswer, invalidAnswer, mostRunsInOneAnswer, type NextAnswer, nextAnswer } from './nextAnswer';

/**
 * `webjobs next --batch`: answers each JSON line of `input` with one line on `output`, in order, while the input is still
 * coming. Blank lines at the very end are no questions.
 */
export async function answerBatch(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Promise<void> {
  let blankLines = 0;
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    if (line.trim() === '') {
      blankLines++;
      continue;
    }
    const answers = [...Array<string>(blankLines).fill(''), line].map(
      (each) => `${JSON.stringify(answerLine(each))}\n`,
    );
    blankLines = 0;
    if (!output.write(answers.join(''))) await once(output, 'drain');
  }
}

/** Answers one line; never throws. */
export function answerLine(line: string): NextAnswer | InvalidAnswer {
  const question = readQuestion(line);
  if (typeof question === 'string') return badInput(question, line);
  const { expr, after, count, until } = question;
  const parsed = parseCron(expr);
  if (!parsed.valid) return invalidAnswer(parsed.problems);
  if (count > mostRunsInOneAnswer && countRuns(parsed.schedule, after, until) > mostRunsInOneAnswer) {
    return badInput(
      `More than ${mostRunsInOneAnswer} runs in one answer: give a smaller count or an earlier end.`,
      line,
    );
  }
  return nextAnswer(parsed.schedule, nextRuns(parsed.schedule, { after, count, until }));
}

interface Question {
  readonly expr: string;
  readonly after: WallTime;
  readonly count: number;
  readonly until: WallTime;
}

/** The question of a line, or a text that tells why it is none. */
function readQuestion(line: string): Question | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    // What the parser says differs between runtimes; that the line is no JSON is all a caller can use.
    return 'The line is not JSON.';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'The line is not a JSON object.';
  const { expr, start, count, end } = value as Record<string, unknown>;
  if (typeof expr !== 'string') return '"expr" is not a string.';
  const after = typeof start === 'string' ? parseWallTime(start) : undefined;
  if (after === undefined) return '"start" is not a time without zone, such as "2026-01-01T00:00:00".';
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 0) return '"count" is not a whole number.';
  if (end === undefined || end === null) return { expr, after, count, until: lastWallTime + 1 };
  const until = typeof end === 'string' ? parseWallTime(end) : undefined;
  if (until === undefined) return '"end" is not a time without zone, such as "2026-01-01T00:00:00".';
  return { expr, after, count, until };
}

function badInput(message: string, line: string): InvalidAnswer {
  return { valid: false, problems: [{ code: 'bad-input', message, start: 0, end: line.length }] };
}
