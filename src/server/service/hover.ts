import type { Hover, Range } from 'vscode-languageserver';
import type { StringNode } from '../../core/jobs/relaxedJsonNodes';
import type { CronParse, CronSchedule } from '../../core/schedule/cronExpression';
import { cronFields } from '../../core/schedule/cronFields';
import { describeCron, describeField } from '../../core/schedule/describeCron';
import { findSurprises } from '../../core/schedule/surprises';
import { utcZone } from '../../core/schedule/zones';
import type { DocumentCache } from './documentModel';
import type { SettingsDocument, SettingsJobEnvironment } from './environment';
import { nextRunsTable, zoneInWords } from './nextRunTimes';
import { fieldTitles } from './fieldTitles';
import { escapeMarkdown, inlineCode } from './markdown';

/**
 * What a schedule means: words, each field, the next five runs, surprises; or why the service rejects it. Undefined for
 * any other place, which the schema's descriptions explain.
 */
export function hoverAt(
  document: SettingsDocument,
  offset: number,
  cache: DocumentCache,
  environment: SettingsJobEnvironment,
  toRange: (node: StringNode) => Range,
): Hover | undefined {
  const { schedule, place } = cache.get(document);
  if (schedule === undefined || offset < schedule.node.start || offset > schedule.node.end) return undefined;
  const parse = schedule.parse();
  const sections = parse.valid
    ? validSections(parse.schedule, parse, environment, document.uri)
    : [
        '**The service rejects this schedule.**',
        ...parse.problems.map(({ message }) => `- ${escapeMarkdown(message)}`),
      ];
  if (place.kind === 'continuous') {
    sections.unshift('This job is continuous: the service ignores its schedule.');
  }
  return { contents: { kind: 'markdown', value: sections.join('\n\n') }, range: toRange(schedule.node) };
}

function validSections(
  schedule: CronSchedule,
  parse: CronParse,
  environment: SettingsJobEnvironment,
  documentUri: string,
): string[] {
  const site = environment.siteZone(documentUri);
  const surprises = findSurprises(schedule, parse.tokens);
  return [
    `**${escapeMarkdown(describeCron(schedule))}**`,
    ...(surprises.length === 0 ? [] : [surprises.map(({ message }) => `- ⚠ ${escapeMarkdown(message)}`).join('\n')]),
    // The runs come first: VS Code shows some ten lines of a hover without scrolling.
    nextRunsTable(schedule, site, environment.localZone(), utcZone, environment.now()),
    `Site time: ${escapeMarkdown(zoneInWords(site))}`,
    fieldTable(schedule, parse),
  ];
}

function fieldTable(schedule: CronSchedule, { tokens }: CronParse): string {
  const titles = cronFields.map(({ name }) => fieldTitles[name]);
  const written = tokens.map(({ text }) => inlineCode(text));
  const meanings = cronFields.map(({ name }) => escapeMarkdown(describeField(name, schedule.values[name])));
  return [titles, titles.map(() => '---'), written, meanings].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
