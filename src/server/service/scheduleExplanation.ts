import type { CronSchedule, CronToken } from '../../core/schedule/cronExpression';
import { cronFields } from '../../core/schedule/cronFields';
import { describeCron, describeField } from '../../core/schedule/describeCron';
import { nextServiceRuns, type ServiceRun } from '../../core/schedule/serviceRuns';
import { fieldTitles } from './fieldTitles';
import { escapeMarkdown, inlineCode } from './markdown';
import { nextRunsTable, type RunClocks, zoneInWords } from './nextRunTimes';
import type { Texts } from './texts';

/** A valid schedule for people, in Markdown. */
export interface ScheduleExplanation {
  readonly words: string;
  /** The next runs, the zone and each field. */
  readonly details: readonly string[];
}

/** A schedule as it is to be explained. */
export interface ExplainedSchedule {
  readonly schedule: CronSchedule;
  readonly tokens: readonly CronToken[];
  readonly clocks: RunClocks;
  /** Milliseconds since 1970 UTC. */
  readonly nowMs: number;
}

/** Explains schedules, and keeps the last explanation: the same one is asked for while the text around it changes. */
export class ScheduleExplanations {
  private last: { readonly key: readonly unknown[]; readonly explanation: ScheduleExplanation } | undefined;

  get({ schedule, tokens, clocks, nowMs }: ExplainedSchedule, texts: Texts): ScheduleExplanation {
    const { site, local } = clocks;
    const runs = nextServiceRuns(schedule, nowMs, site.zone, 5);
    const instants = runs.map(({ utcMs }) => utcMs);
    // Everything that the words depend on.
    const key = [schedule.text, texts, site.zone, site.source, site.unknownName, local, ...instants];
    const { last } = this;
    if (last?.key.length === key.length && last.key.every((part, index) => part === key[index]))
      return last.explanation;
    const explanation = explain(schedule, tokens, clocks, runs, texts);
    this.last = { key, explanation };
    return explanation;
  }
}

function explain(
  schedule: CronSchedule,
  tokens: readonly CronToken[],
  clocks: RunClocks,
  runs: readonly ServiceRun[],
  texts: Texts,
): ScheduleExplanation {
  return {
    words: `**${escapeMarkdown(describeCron(schedule, texts.cron))}**`,
    details: [
      // The runs come first: VS Code shows some ten lines of a hover without scrolling.
      nextRunsTable(runs, clocks, texts),
      texts.t('Site time: {zone}', { zone: escapeMarkdown(zoneInWords(clocks.site, texts)) }),
      fieldTable(schedule, tokens, texts),
    ],
  };
}

function fieldTable(schedule: CronSchedule, tokens: readonly CronToken[], texts: Texts): string {
  const titles = cronFields.map(({ name }) => texts.of(fieldTitles[name]));
  const written = tokens.map(({ text }) => inlineCode(text));
  const meanings = cronFields.map(({ name }) => escapeMarkdown(describeField(name, schedule.values[name], texts.cron)));
  return [titles, titles.map(() => '---'), written, meanings].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
