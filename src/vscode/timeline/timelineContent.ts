import { axisMarks } from '../../core/timeline/axisMarks';
import { type TimelineLane, buildTimeline } from '../../core/timeline/buildTimeline';
import type { TimeWindow } from '../../core/timeline/timelineRun';
import { hourMs } from '../../core/schedule/wallTime';
import type { TimelineContent, TimelineGroup, TimelineHours, TimelineRow } from '../../protocol/timelineMessages';
import { localized, type Localizer } from '../localizer';
import type { Site } from '../sites/site';
import { formatDuration } from '../views/formatTime';
import { hasSchedule } from '../views/jobItem';
import { jobState, stateText } from '../views/jobState';
import { TimelineTexts } from './timelineTexts';
import type { TimelineEntry } from './timelineSites';

/** How the content is made, beside the entries. */
export interface TimelineContext {
  readonly hours: TimelineHours;
  readonly nowMs: number;
  readonly isReading: boolean;
  /** The display language as a BCP 47 tag. */
  readonly locale: string;
  readonly l10n: Localizer;
}

/** So many lines of the axis have room for their labels in a narrow panel. */
const mostMarks = 16;

/** Everything that the page of the timeline shows: jobs that have run or will run, by site. */
export function timelineContent(entries: readonly TimelineEntry[], context: TimelineContext): TimelineContent {
  const { hours, nowMs, l10n } = context;
  const window: TimeWindow = { fromMs: nowMs - hours * hourMs, nowMs, untilMs: nowMs + hours * hourMs };
  const shown = entries.filter(isShown);
  const { lanes, overlaps } = buildTimeline(
    shown.map(({ timelineJob }) => timelineJob),
    window,
  );
  const texts = new TimelineTexts(
    context,
    new Map(shown.map(({ timelineJob }) => [timelineJob.id, timelineJob.key.name])),
  );
  const rows = shown.map((entry, index) => ({ entry, row: rowOf(entry, lanes[index], window, texts, l10n) }));
  const groups = [...new Set(shown.map(({ site }) => site))].map((site): TimelineGroup => ({
    id: site.id,
    label: site.label,
    detail: siteDetail(site, shown, l10n),
    overlaps: (overlaps.get(site.id) ?? [])
      .filter(({ endMs }) => endMs > window.fromMs)
      .map((overlap) => ({ startMs: overlap.startMs, endMs: overlap.endMs, label: texts.overlapLabel(overlap) })),
    rows: rows.filter(({ entry }) => entry.site === site).map(({ row }) => row),
  }));
  return {
    type: 'content',
    hours,
    ...window,
    marks: axisMarks(window.fromMs, window.untilMs, mostMarks).map((mark) => ({ ...mark, label: texts.mark(mark) })),
    groups,
    note: groups.length > 0 ? '' : emptyNote(context),
  };
}

/** A continuous job has a past only while its process lives; a triggered one is of interest once it runs at all. */
function isShown({ job, runs }: TimelineEntry): boolean {
  return job.kind === 'continuous' ? job.process !== null : runs.length > 0 || hasSchedule(job);
}

function rowOf(
  entry: TimelineEntry,
  lane: TimelineLane | undefined,
  { nowMs }: TimeWindow,
  texts: TimelineTexts,
  l10n: Localizer,
): TimelineRow {
  const { job, timelineJob, isInForce } = entry;
  const alive = timelineJob.aliveSinceMs === undefined ? [] : [texts.alive(job, timelineJob.aliveSinceMs, nowMs)];
  const runs = lane?.runs.map((run) => texts.run(run, lane, entry.runs)) ?? [];
  const plans = lane?.plans.map((plan) => texts.plan(plan, lane, isInForce)) ?? [];
  return {
    id: timelineJob.id,
    name: job.name,
    detail:
      job.kind === 'continuous' ? stateText(job, jobState(job), l10n) : (entry.scheduleWords ?? l10n.t('no schedule')),
    warning: warningOf(entry, lane, l10n),
    items: [...alive, ...runs, ...plans],
  };
}

function warningOf(
  { job, timelineJob }: TimelineEntry,
  lane: TimelineLane | undefined,
  l10n: Localizer,
): string | null {
  if (hasSchedule(job) && job.kind === 'triggered' && timelineJob.schedule === undefined) {
    return l10n.t('The schedule {0} cannot be read: it never fires.', job.schedule ?? '');
  }
  if (lane?.tooShortGapMs === undefined || lane.usualMs === undefined) return null;
  return l10n.t(
    'takes {0}, starts every {1}: some starts are skipped',
    formatDuration(lane.usualMs, l10n),
    formatDuration(lane.tooShortGapMs, l10n),
  );
}

/** Why the starts of a site are only a preview, or what keeps it from telling more. */
function siteDetail(site: Site, entries: readonly TimelineEntry[], l10n: Localizer): string {
  if (site.state.kind === 'failed') return localized(site.state.message, l10n);
  const scheduled = entries.filter((entry) => entry.site === site && entry.timelineJob.schedule !== undefined);
  if (scheduled.length === 0 || scheduled.some(({ isInForce }) => isInForce)) return site.location;
  if (site.kind === 'remote') return l10n.t('schedules are stopped by an app setting');
  if (site.kind === 'localSite' && site.state.kind !== 'connected') return l10n.t('stopped: schedules do not fire');
  return l10n.t('schedules off: a preview');
}

function emptyNote({ isReading, l10n }: TimelineContext): string {
  return isReading ? l10n.t('Reading runs…') : l10n.t('No job has run yet, and none has a schedule.');
}
