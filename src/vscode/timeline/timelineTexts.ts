import type { JobSnapshot } from '../../core/runner/jobSnapshot';
import type { RemoteRun } from '../../core/remote/remoteJob';
import type { Zone } from '../../core/schedule/zones';
import { minuteMs } from '../../core/schedule/wallTime';
import type { AxisMark } from '../../core/timeline/axisMarks';
import type { DrawnPlan, DrawnRun, TimelineLane } from '../../core/timeline/buildTimeline';
import type { Overlap } from '../../core/timeline/overlaps';
import type { TimelineItem } from '../../protocol/timelineMessages';
import type { Localizer } from '../localizer';
import { runStatusText } from '../views/jobDetailItem';
import { formatDuration, formatTime } from '../views/formatTime';

/** What the words depend on. */
export interface TimelineTextContext {
  readonly nowMs: number;
  readonly locale: string;
  readonly l10n: Localizer;
}

/** So many names are listed; more are counted. */
const mostNames = 5;

/** Puts what the timeline shows into words, in the zone of this machine. */
export class TimelineTexts {
  /** @param names of jobs, by the id that overlaps use. */
  constructor(
    private readonly context: TimelineTextContext,
    private readonly names: ReadonlyMap<string, string>,
  ) {}

  run(
    { run, endMs, durationMs, isLong, overlap }: DrawnRun,
    lane: TimelineLane,
    runs: readonly RemoteRun[],
  ): TimelineItem {
    const { l10n } = this.context;
    const status = runs.find(({ id }) => id === run.id)?.status ?? '';
    const usual = lane.usualMs === undefined ? '' : formatDuration(lane.usualMs, l10n);
    return this.item(lane.job.key.name, {
      id: run.id,
      state: run.result,
      startMs: run.startMs,
      endMs,
      isBand: false,
      isLong,
      isOverlapping: overlap !== undefined,
      time: this.time(run.startMs),
      result: runStatusText({ status }, l10n),
      duration: durationMs === null ? '' : formatDuration(durationMs, l10n),
      notes: notes(isLong && l10n.t('long: usually {0}', usual), this.overlapNote(overlap), run.trigger),
    });
  }

  plan(plan: DrawnPlan, lane: TimelineLane, isInForce: boolean): TimelineItem {
    const { l10n } = this.context;
    const { startMs, lastMs, endMs, count, overlap } = plan;
    const isBand = count > 1;
    const { zone } = lane.job;
    const usual = lane.usualMs === undefined ? '' : l10n.t('about {0}', formatDuration(lane.usualMs, l10n));
    const starts = isBand ? l10n.t('{0} starts', count.toLocaleString(this.context.locale)) : l10n.t('start');
    return this.item(lane.job.key.name, {
      id: `plan${startMs}`,
      state: isInForce ? 'planned' : 'off',
      startMs,
      endMs,
      isBand,
      isLong: false,
      isOverlapping: overlap !== undefined,
      time: isBand ? `${this.time(startMs)} – ${this.time(lastMs)}` : this.time(startMs),
      result: isInForce ? l10n.t('{0} planned', starts) : l10n.t('{0} if schedules were on', starts),
      duration: usual,
      notes: notes(this.zoneNote(startMs, zone), this.overlapNote(overlap)),
    });
  }

  /** The process of a continuous job. */
  alive(job: JobSnapshot, startMs: number, nowMs: number): TimelineItem {
    const { l10n } = this.context;
    return this.item(job.name, {
      id: `process${startMs}`,
      state: 'alive',
      startMs,
      endMs: nowMs,
      isBand: false,
      isLong: false,
      isOverlapping: false,
      time: this.time(startMs),
      result: l10n.t('running'),
      duration: formatDuration(nowMs - startMs, l10n),
      notes: job.process === null ? '' : l10n.t('pid {0}', String(job.process.pid)),
    });
  }

  overlapLabel(overlap: Overlap): string {
    const { startMs, endMs } = overlap;
    return `${this.time(startMs)} – ${this.time(endMs)}: ${this.overlapNote(overlap) || ''}`;
  }

  /** At midnight the new day. */
  mark({ atMs, isMidnight }: AxisMark): string {
    const { locale } = this.context;
    const form: Intl.DateTimeFormatOptions = isMidnight
      ? { weekday: 'short', day: 'numeric', month: 'short' }
      : { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
    return new Intl.DateTimeFormat(locale, form).format(atMs);
  }

  private item(name: string, item: Omit<TimelineItem, 'label'>): TimelineItem {
    const parts = [item.time, item.result, item.duration, item.notes].filter((part) => part !== '');
    return { ...item, label: `${name}: ${parts.join(', ')}` };
  }

  private overlapNote(overlap: Overlap | undefined): string | false {
    if (overlap === undefined) return false;
    const names = overlap.jobIds.map((id) => this.names.get(id) ?? id);
    const { l10n } = this.context;
    const hidden = names.length - mostNames;
    const list = names.slice(0, mostNames).join(', ') + (hidden > 0 ? l10n.t(' and {0} more', hidden) : '');
    return l10n.t('{0} jobs at once: {1}', overlap.mostAtOnce, list);
  }

  /** A schedule is written in the site's zone, but shown in the one of this machine. */
  private zoneNote(startMs: number, zone: Zone): string | false {
    const offsetMs = zone.offsetAt(startMs);
    if (offsetMs === -new Date(startMs).getTimezoneOffset() * minuteMs) return false;
    const there = new Date(startMs + offsetMs).toISOString().slice(11, 16);
    return this.context.l10n.t('{0} in {1}', there, zone.name);
  }

  private time(ms: number): string {
    const { nowMs, locale, l10n } = this.context;
    return formatTime(new Date(ms).toISOString(), new Date(nowMs), locale, l10n);
  }
}

function notes(...parts: readonly (string | false | null)[]): string {
  return parts.filter((part) => part !== false && part !== null && part !== '').join(', ');
}
