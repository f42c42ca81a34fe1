import { type CronSchedule, parseCron } from '../../core/schedule/cronExpression';
import { describeCron } from '../../core/schedule/describeCron';
import { nextServiceRuns } from '../../core/schedule/serviceRuns';
import { minuteMs } from '../../core/schedule/wallTime';
import type { Zone } from '../../core/schedule/zones';
import { clockText, tinyClockText } from './nextRunTimes';
import type { Texts } from './texts';

/** Schedules that people often want, in the order in which they are offered. All of them run on the minute. */
const presets: readonly string[] = [
  '0 */5 * * * *',
  '0 */15 * * * *',
  '0 0 * * * *',
  '0 0 */2 * * *',
  '0 0 0 * * *',
  '0 30 9 * * *',
  '0 30 9 * * 1-5',
  '0 0 9 * * 1',
  '0 0 0 1 * *',
  '0 0 9 1-7 * 1',
  '0 0 0 1 1 *',
];

/** A schedule that is offered, in words. */
export interface Preset {
  readonly expression: string;
  readonly words: string;
  /** When it would run next, in a few characters and in full. */
  readonly tinyNext: string;
  readonly next: string;
}

/** The schedules that are offered, with their next runs. */
export class PresetList {
  private readonly schedules: readonly CronSchedule[] = presets.flatMap((expression) => {
    const parse = parseCron(expression);
    return parse.valid ? [parse.schedule] : [];
  });
  private known: { readonly texts: Texts; readonly zone: Zone; readonly minute: number; presets: Preset[] } | undefined;

  /** Answers for a minute hold until the next one begins, since all presets run on the minute. */
  get(nowMs: number, zone: Zone, texts: Texts): readonly Preset[] {
    const minute = Math.floor(nowMs / minuteMs);
    const { known } = this;
    if (known?.minute === minute && known.zone === zone && known.texts === texts) return known.presets;
    const found = this.schedules.map((schedule) => presetOf(schedule, nowMs, zone, texts));
    this.known = { texts, zone, minute, presets: found };
    return found;
  }
}

function presetOf(schedule: CronSchedule, nowMs: number, zone: Zone, texts: Texts): Preset {
  const { text: expression } = schedule;
  const words = describeCron(schedule, texts.cron);
  const [run] = nextServiceRuns(schedule, nowMs, zone, 1);
  if (run === undefined) return { expression, words, tinyNext: texts.t('never runs'), next: texts.t('never runs') };
  return {
    expression,
    words,
    tinyNext: tinyClockText(run.utcMs, zone, nowMs, texts),
    next: texts.t('Next run: {time} ({zone})', { time: clockText(run.utcMs, zone, texts), zone: zone.ianaName }),
  };
}
