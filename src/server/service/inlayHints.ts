import type { InlayHint, Position } from 'vscode-languageserver';
import { describeCron } from '../../core/schedule/describeCron';
import { nextServiceRuns } from '../../core/schedule/serviceRuns';
import type { DocumentCache } from './documentModel';
import type { SettingsDocument, SettingsJobEnvironment } from './environment';
import { shortClockText, zoneInWords } from './nextRunTimes';

/** Words and the next run behind a valid schedule; nothing on a continuous job, which ignores it. */
export function inlayHintsOf(
  document: SettingsDocument,
  cache: DocumentCache,
  environment: SettingsJobEnvironment,
  toPosition: (offset: number) => Position,
): InlayHint[] {
  const { schedule, place } = cache.get(document);
  if (schedule === undefined || place.kind === 'continuous') return [];
  const parse = schedule.parse();
  if (!parse.valid) return [];
  const site = environment.siteZone(document.uri);
  const [run] = nextServiceRuns(parse.schedule, environment.now(), site.zone, 1);
  const next = run === undefined ? 'never runs' : `next ${shortClockText(run.utcMs, site.zone, environment.now())}`;
  return [
    {
      position: toPosition(schedule.node.end),
      label: `${describeCron(parse.schedule)} · ${next}`,
      paddingLeft: true,
      tooltip: `Site time: ${zoneInWords(site)}`,
    },
  ];
}
