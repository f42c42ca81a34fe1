import type { Hover, Range } from 'vscode-languageserver';
import type { StringNode } from '../../core/jobs/relaxedJsonNodes';
import { scheduleProblems } from '../../core/jobs/scheduleProblems';
import type { CronParse, CronSchedule } from '../../core/schedule/cronExpression';
import { cronFields } from '../../core/schedule/cronFields';
import { describeCron, describeField } from '../../core/schedule/describeCron';
import { utcZone } from '../../core/schedule/zones';
import type { SettingsDocument } from './environment';
import { nextRunsTable, zoneInWords } from './nextRunTimes';
import { fieldTitles } from './fieldTitles';
import { escapeMarkdown, inlineCode } from './markdown';
import type { ServiceContext } from './serviceContext';
import type { Texts } from './texts';

/**
 * What a schedule means: words, each field, the next five runs, surprises; or why the service rejects it. Undefined for
 * any other place, which the schema's descriptions explain.
 */
export async function hoverAt(
  document: SettingsDocument,
  offset: number,
  context: ServiceContext,
  toRange: (node: StringNode) => Range,
): Promise<Hover | undefined> {
  const {
    place,
    file: { schedule },
  } = context.cache.get(document);
  if (schedule === undefined || offset < schedule.node.start || offset > schedule.node.end) return undefined;
  const { folders, texts } = context;
  const { folder, usualRunMs } = await folders.get(place);
  const knowledge = { cronTexts: texts.cron, ...(usualRunMs === undefined ? {} : { usualRunMs }) };
  // The editor itself shows the problems at the cursor above this hover.
  const problems = scheduleProblems(schedule, knowledge)
    .filter(({ range }) => offset < range.start || offset > range.end)
    .map(({ text }) => escapeMarkdown(texts.of(text)));
  const parse = schedule.parse();
  const problemList = problems.map((problem) => `- ${problem}`).join('\n');
  const sections =
    parse?.valid === true
      ? validSections(parse.schedule, parse, problems, document.uri, context)
      : [
          ...(parse === undefined ? [] : [`**${texts.t('The service rejects this schedule.')}**`]),
          ...(problems.length === 0 ? [] : [problemList]),
        ];
  if ((place.kind ?? folder?.visualStudio?.kind) === 'continuous') {
    sections.unshift(texts.t('This job is continuous: the service ignores its schedule.'));
  }
  return { contents: { kind: 'markdown', value: sections.join('\n\n') }, range: toRange(schedule.node) };
}

function validSections(
  schedule: CronSchedule,
  parse: CronParse,
  problems: readonly string[],
  documentUri: string,
  { environment, texts }: ServiceContext,
): string[] {
  const site = environment.siteZone(documentUri);
  const clocks = { site, local: environment.localZone(), utc: utcZone, nowMs: environment.now() };
  return [
    `**${escapeMarkdown(describeCron(schedule, texts.cron))}**`,
    ...(problems.length === 0 ? [] : [problems.map((problem) => `- ⚠ ${problem}`).join('\n')]),
    // The runs come first: VS Code shows some ten lines of a hover without scrolling.
    nextRunsTable(schedule, clocks, texts),
    texts.t('Site time: {zone}', { zone: escapeMarkdown(zoneInWords(site, texts)) }),
    fieldTable(schedule, parse, texts),
  ];
}

function fieldTable(schedule: CronSchedule, { tokens }: CronParse, texts: Texts): string {
  const titles = cronFields.map(({ name }) => texts.of(fieldTitles[name]));
  const written = tokens.map(({ text }) => inlineCode(text));
  const meanings = cronFields.map(({ name }) => escapeMarkdown(describeField(name, schedule.values[name], texts.cron)));
  return [titles, titles.map(() => '---'), written, meanings].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
