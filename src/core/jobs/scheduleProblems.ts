import { message } from '../base/message';
import type { CronSchedule } from '../schedule/cronExpression';
import { type CronFix, fixesForProblem, fixesForSurprise } from '../schedule/cronFixes';
import { cronProblemTexts } from '../schedule/cronProblem';
import { shortestGapMs } from '../schedule/nextRuns';
import { cronSurpriseTexts, findSurprises } from '../schedule/surprises';
import { durationInWords } from './durationWords';
import type { ProblemFix, TextProblem } from './jobProblem';
import { type StringNode, textOffset, type TextRange } from './relaxedJsonNodes';
import { scheduleProblemText } from './scheduleProblemText';
import { maxJudgedLength, type ScheduleString } from './scheduleString';
import type { SettingsContext } from './settingsContext';

/**
 * What is wrong with a schedule, and what is legal but surprising, as problems of the file. Codes are those of
 * `core/schedule`; ranges follow the escapes of the string.
 */
export function scheduleProblems(
  { node, parse: read }: ScheduleString,
  { usualRunMs, cronTexts }: Pick<SettingsContext, 'usualRunMs' | 'cronTexts'>,
): TextProblem[] {
  const text = node.value;
  const parse = read();
  if (parse === undefined) return [tooLongProblem(node)];
  if (!parse.valid) {
    return parse.problems.map((problem) => ({
      code: problem.code,
      severity: 'error',
      text: scheduleProblemText(problem),
      range: rangeInString(node, problem),
      fixes: () => fixesForProblem(text, problem).map((fix) => scheduleFix(node, fix)),
    }));
  }
  const surprises = findSurprises(parse.schedule, parse.tokens, cronTexts);
  return [
    ...surprises.map((surprise): TextProblem => ({
      code: surprise.code,
      severity: surprise.severity,
      text: message(cronSurpriseTexts[surprise.code], surprise.args),
      range: rangeInString(node, surprise),
      fixes: () => fixesForSurprise(text, surprise).map((fix) => scheduleFix(node, fix)),
    })),
    ...(usualRunMs === undefined ? [] : tooOftenProblems(node, parse.schedule, usualRunMs)),
  ];
}

/** The number of fields is told all the same, because it costs nothing. */
function tooLongProblem(node: StringNode): TextProblem {
  const count = node.value.split(' ').filter((part) => part !== '').length;
  const range = { start: node.contentStart, end: node.contentEnd };
  if (count > 6) {
    return {
      code: 'too-many-fields',
      severity: 'error',
      text: message(cronProblemTexts['too-many-fields'], { count }),
      range,
    };
  }
  return {
    code: 'schedule-too-long',
    severity: 'warning',
    text: message(
      'The schedule has {length} characters; more than {max} are not judged here, although the service reads them. Shorten the lists: no field has more than 60 values.',
      { length: node.value.length, max: maxJudgedLength },
    ),
    range,
  };
}

/** The stretch of a file's text that stands for a stretch of a string's value; for an empty string its quotes. */
export function rangeInString(node: StringNode, { start, end }: TextRange): TextRange {
  if (node.value === '') return { start: node.start, end: node.end };
  return { start: textOffset(node, start), end: textOffset(node, end) };
}

/** A schedule as the content of a string with the same quotes. */
export function stringContent(node: Pick<StringNode, 'quote'>, schedule: string): string {
  const content = JSON.stringify(schedule).slice(1, -1);
  return node.quote === "'" ? content.replaceAll("'", "\\'") : content;
}

/** Any time will do: the shortest gap between runs is the same from everywhere. */
const anyTime = Date.UTC(2000, 0, 1);

/** A slot is skipped without a word while the job still runs (kudu-webjobs §5.5). */
function tooOftenProblems(node: StringNode, schedule: CronSchedule, usualRunMs: number): TextProblem[] {
  const gapMs = shortestGapMs(schedule, anyTime);
  if (gapMs === undefined || gapMs >= usualRunMs) return [];
  return [
    {
      code: 'period-shorter-than-run',
      severity: 'warning',
      text: message(
        'A run of this job usually takes {usual}, but the next one is due after {gap}: the service skips it without a word. Leave more time between the runs.',
        { usual: durationInWords(usualRunMs), gap: durationInWords(gapMs) },
      ),
      range: { start: node.contentStart, end: node.contentEnd },
    },
  ];
}

function scheduleFix(node: StringNode, { title, text }: CronFix): ProblemFix {
  const edit = { start: node.contentStart, end: node.contentEnd, newText: stringContent(node, text) };
  return {
    kind: 'edit',
    title: message('{fix}: {schedule}', { fix: title, schedule: text }),
    edits: [edit],
    schedule: text,
  };
}
