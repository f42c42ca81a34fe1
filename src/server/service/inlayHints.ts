import type { InlayHint, Position } from 'vscode-languageserver';
import { describeCron } from '../../core/schedule/describeCron';
import { nextServiceRuns } from '../../core/schedule/serviceRuns';
import type { ParsedDocument } from './documentModel';
import type { SettingsDocument } from './environment';
import { jobHint } from './jobHover';
import { shortClockText, zoneInWords } from './nextRunTimes';
import type { ServiceContext } from './serviceContext';

/** Which hints are wanted. */
export interface WantedHints {
  /** Words and the next run behind a schedule. */
  readonly schedule: boolean;
  /** The script behind the brace that opens the settings. */
  readonly script: boolean;
}

/** The file that starts the job, and the words and the next run of its schedule, which a continuous job ignores. */
export async function inlayHintsOf(
  document: SettingsDocument,
  context: ServiceContext,
  toPosition: (offset: number) => Position,
  wanted: WantedHints,
): Promise<InlayHint[]> {
  const parsed = context.cache.get(document);
  const schedule = wanted.schedule ? scheduleHint(document, parsed, context, toPosition) : undefined;
  const isIgnored = schedule !== undefined && (await context.folders.kindOf(parsed.place)) === 'continuous';
  const hints = [
    wanted.script ? await jobHint(parsed, context, toPosition) : undefined,
    isIgnored ? undefined : schedule,
  ];
  return hints.filter((hint) => hint !== undefined);
}

function scheduleHint(
  document: SettingsDocument,
  { file: { schedule } }: ParsedDocument,
  { environment, texts }: ServiceContext,
  toPosition: (offset: number) => Position,
): InlayHint | undefined {
  const parse = schedule?.parse();
  if (schedule === undefined || parse?.valid !== true) return undefined;
  const site = environment.siteZone(document.uri);
  const [run] = nextServiceRuns(parse.schedule, environment.now(), site.zone, 1);
  const next =
    run === undefined
      ? texts.t('never runs')
      : texts.t('next {time}', { time: shortClockText(run.utcMs, site.zone, environment.now(), texts) });
  const words = describeCron(parse.schedule, texts.cron);
  const label = `${words} · ${next}`;
  return {
    position: toPosition(schedule.node.end),
    // Of a long label the end is cut off, which the words can do without better than the next run.
    label: label.length <= maxLabelLength ? label : `${next} · ${words}`,
    paddingLeft: true,
    tooltip: `${words}. ${texts.t('Site time: {zone}', { zone: zoneInWords(site, texts) })}.`,
  };
}

/** What VS Code shows of the hints of a line by default (`editor.inlayHints.maximumLength`). */
const maxLabelLength = 43;
