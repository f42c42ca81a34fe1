import type { Hover, Range } from 'vscode-languageserver';
import type { TextRange } from '../../core/jobs/relaxedJsonNodes';
import { scheduleProblems } from '../../core/jobs/scheduleProblems';
import type { CronParse } from '../../core/schedule/cronExpression';
import { utcZone } from '../../core/schedule/zones';
import type { SettingsDocument } from './environment';
import { jobHoverAt } from './jobHover';
import { escapeMarkdown } from './markdown';
import type { ServiceContext } from './serviceContext';

/**
 * What a schedule means: words, each field, the next five runs, surprises; or why the service rejects it. Over the opening
 * brace: which file starts the job. Undefined for any other place, which the schema's descriptions explain.
 */
export async function hoverAt(
  document: SettingsDocument,
  offset: number,
  context: ServiceContext,
  toRange: (range: TextRange) => Range,
): Promise<Hover | undefined> {
  const parsed = context.cache.get(document);
  const { place, file } = parsed;
  const { schedule } = file;
  if (schedule === undefined || offset < schedule.node.start || offset > schedule.node.end) {
    return jobHoverAt(parsed, offset, context, toRange);
  }
  const { folders, texts } = context;
  const { folder, usualRunMs } = await folders.get(place);
  const knowledge = { cronTexts: texts.cron, ...(usualRunMs === undefined ? {} : { usualRunMs }) };
  // The editor itself shows the problems at the cursor above this hover.
  const allProblems = scheduleProblems(schedule, knowledge);
  const problems = allProblems
    .filter(({ range }) => offset < range.start || offset > range.end)
    .map(({ text }) => escapeMarkdown(texts.of(text)));
  const parse = schedule.parse();
  const sections =
    parse?.valid === true
      ? validSections(parse, problems, document.uri, context)
      : [
          ...(parse === undefined ? [] : [`**${texts.t('The service rejects this schedule.')}**`]),
          ...(problems.length === 0 ? [] : [problems.map((problem) => `- ${problem}`).join('\n')]),
        ];
  if ((place.kind ?? folder?.visualStudio?.kind) === 'continuous') {
    sections.unshift(texts.t('This job is continuous: the service ignores its schedule.'));
  }
  const ranges = allProblems.map(({ range }) => range);
  const range = toRange(partAround(offset, schedule.node, ranges));
  return { contents: { kind: 'markdown', value: sections.join('\n\n') }, range };
}

/**
 * The part of the string in which the same problems are left out. VS Code keeps a hover while the mouse moves within its
 * range; beyond it the hover would stand beside a problem that it tells as well.
 */
function partAround(offset: number, whole: TextRange, problems: readonly TextRange[]): TextRange {
  let { start, end } = whole;
  for (const problem of problems) {
    if (offset < problem.start) end = Math.min(end, problem.start);
    else if (offset > problem.end) start = Math.max(start, problem.end);
    else [start, end] = [Math.max(start, problem.start), Math.min(end, problem.end)];
  }
  return { start, end };
}

function validSections(
  { schedule, tokens }: CronParse & { readonly valid: true },
  problems: readonly string[],
  documentUri: string,
  { environment, explanations, texts }: ServiceContext,
): string[] {
  const clocks = { site: environment.siteZone(documentUri), local: environment.localZone(), utc: utcZone };
  const explained = { schedule, tokens, clocks, nowMs: environment.now() };
  const { words, details } = explanations.get(explained, texts);
  const problemList = problems.map((problem) => `- ⚠ ${problem}`).join('\n');
  return [words, ...(problems.length === 0 ? [] : [problemList]), ...details];
}
