import { nextRuns } from '../../../core/schedule/nextRuns';
import type { ScheduleChoices } from '../../../core/schedule/builder/scheduleChoices';
import { buildSchedule } from '../../../core/schedule/scheduleBuilder';
import type { WallTime } from '../../../core/schedule/wallTime';
import type { Zone } from '../../../core/schedule/zones';
import type { BuilderState } from './builderState';
import { type BuilderContext, wallTimeNow } from './stepView';

/** What a schedule means, while it is being chosen. */
export interface SchedulePreview {
  readonly expression: string;
  readonly words: string;
  /** Names the zone of the runs. */
  readonly heading: string;
  readonly runs: readonly RunPreview[];
}

/** One run: by the site's clock, and by the clocks of UTC and of this machine where they differ. */
export interface RunPreview {
  readonly site: string;
  readonly elsewhere: string;
}

const previewRuns = 5;

/** The next five runs of the choices. */
export function previewOf(choices: ScheduleChoices, state: BuilderState, context: BuilderContext): SchedulePreview {
  const { schedule } = buildSchedule(choices);
  const zone = context.zoneOf(state.zoneName);
  const runs = nextRuns(schedule, { after: wallTimeNow(state, context), count: previewRuns });
  const { l10n } = context;
  return {
    expression: schedule.text,
    words: context.describe(schedule.text) ?? schedule.text,
    heading: runs.length === 0 ? l10n.t('No run, ever') : l10n.t('Next runs ({0})', zone.name),
    runs: runs.map((run) => runPreview(run, zone, context)),
  };
}

function runPreview(run: WallTime, zone: Zone, context: BuilderContext): RunPreview {
  const instant = zone.instantOf(run);
  const others: string[] = [];
  if (zone.name !== 'UTC') others.push(context.l10n.t('{0} UTC', clockOf(instant, run, context.locale)));
  const local = context.zoneOf(context.localZoneName);
  if (local.offsetAt(instant) !== zone.offsetAt(instant) && local.offsetAt(instant) !== 0) {
    others.push(context.l10n.t('{0} here', clockOf(local.wallTimeOf(instant), run, context.locale)));
  }
  return { site: format(run, context.locale, 'date'), elsewhere: others.join(' · ') };
}

/** The time of day, with its weekday when it lies on another day than the run does. */
function clockOf(time: WallTime, run: WallTime, locale: string): string {
  const isSameDay = new Date(time).toISOString().slice(0, 10) === new Date(run).toISOString().slice(0, 10);
  return format(time, locale, isSameDay ? 'clock' : 'weekday');
}

function format(time: WallTime, locale: string, style: 'date' | 'weekday' | 'clock'): string {
  const seconds = time % 60_000 === 0 ? {} : ({ second: '2-digit' } as const);
  const date = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const;
  const day = style === 'date' ? date : style === 'weekday' ? ({ weekday: 'short' } as const) : {};
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(locale, { ...day, ...clock, ...seconds }).format(time);
}
