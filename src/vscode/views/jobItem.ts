import type { JobSnapshot } from '../../core/runner/jobSnapshot';
import { debugRuntimeOf } from '../debug/debugRuntime';
import type { Localizer } from '../localizer';
import type { PublishMark } from '../publish/publishMarks';
import type { SiteKind } from '../sites/site';
import { contextValue } from './contextValue';
import { formatAge, formatDuration, formatTime } from './formatTime';
import { type JobState, hasEnded, isAlive, jobState, stateText } from './jobState';

/** What a row shows; plain data, because the editor's own type exists in the editor only. */
export interface RowItem {
  readonly label: string;
  readonly description: string;
  /** Undefined for a row that is only words. */
  readonly icon: RowIcon | undefined;
  readonly contextValue: string;
  /** What a screen reader says: the whole row in one sentence, the icon's meaning included. */
  readonly accessibilityLabel: string;
}

/** A codicon and the theme colour it is drawn in. */
export interface RowIcon {
  readonly id: string;
  readonly color?: string;
}

/** A job's row. */
export interface JobItem extends RowItem {
  readonly icon: RowIcon;
}

/** The facts behind a row beside the snapshot, and how to say them. */
export interface JobItemContext {
  readonly siteKind: SiteKind;
  readonly schedulesEnabled: boolean;
  /** What is to be said about publishing it. */
  readonly publishMark?: PublishMark;
  /** The schedule in words; undefined without a schedule or for one that cannot be read. */
  readonly scheduleWords: string | undefined;
  /** The user has seen how the job ended, and put it away. */
  readonly isEndDismissed: boolean;
  readonly now: Date;
  /** The display language as a BCP 47 tag. */
  readonly locale: string;
  readonly l10n: Localizer;
}

export function jobItem(job: JobSnapshot, context: JobItemContext): JobItem {
  const known = jobState(job);
  const state = hasEnded(known) && context.isEndDismissed ? 'idle' : known;
  const description = describe(job, state, context);
  return {
    label: job.name,
    description,
    icon: icons[iconOf(job, state, context)],
    contextValue: contextValue(
      'job',
      job.kind,
      context.siteKind,
      job.runCommand !== null && 'runnable',
      context.siteKind === 'workspace' && debugRuntimeOf(job) !== undefined && 'debuggable',
      isAlive(job) && 'alive',
      isStoppable(job, context.siteKind) && 'stoppable',
      job.folder !== '' && 'hasFolder',
      job.kind === 'triggered' && hasSchedule(job) && 'scheduled',
      context.publishMark?.trace ?? false,
      hasEnded(state) && 'ended',
      state === 'failed' && 'failed',
    ),
    accessibilityLabel: context.l10n.t(
      '{0}, {1} job, {2}',
      job.name,
      job.kind === 'continuous' ? context.l10n.t('continuous') : context.l10n.t('triggered'),
      description.replaceAll(' · ', ', '),
    ),
  };
}

/** What runs or has ended says more than a file at fault, which a job at rest shows. */
function iconOf(job: JobSnapshot, state: JobState, { scheduleWords }: JobItemContext): JobState | RestingState {
  if (state !== 'idle') return state;
  if (job.hasUnreadableSettings === true) return 'unreadable';
  if (job.kind === 'continuous' || !hasSchedule(job)) return state;
  return scheduleWords === undefined ? 'unreadable' : 'scheduled';
}

/** A job at rest whose `settings.job` has something to say. */
type RestingState = 'scheduled' | 'unreadable';

/** The details of a job, as Markdown lines; built only when somebody hovers over the row. */
export function jobTooltip(job: JobSnapshot, context: JobItemContext): string {
  const { l10n, now, locale } = context;
  const time = (text: string): string => formatTime(text, now, locale, l10n);
  const lines: [label: string, value: string | null][] = [
    [l10n.t('State'), stateText(job, jobState(job), l10n)],
    [l10n.t('Last error'), job.lastError === null ? null : escapeMarkdown(job.lastError)],
    [l10n.t('Script'), job.runCommand === null ? l10n.t('nothing in the folder can run') : code(job.runCommand)],
    [l10n.t('Script host'), job.scriptHost],
    [l10n.t('Process'), job.process && `${job.process.pid}, ${l10n.t('since {0}', time(job.process.startedAt))}`],
    [l10n.t('Debugger port'), job.process?.debug?.port?.toString() ?? null],
    [l10n.t('Working folder'), job.process && code(job.process.workingFolder)],
    [
      l10n.t('Settings'),
      job.hasUnreadableSettings === true ? l10n.t('the service treats settings.job as {}: open it to see why') : null,
    ],
    [l10n.t('Schedule'), scheduleLine(job, context)],
    [l10n.t('Next run'), job.nextRun === null ? null : time(job.nextRun)],
    [l10n.t('Latest run'), latestRunLine(job, context)],
    [l10n.t('Compared'), differencesLine(context)],
    [l10n.t('Folder'), job.folder === '' ? null : code(job.folder)],
  ];
  const details = lines.flatMap(([label, value]) => (value === null ? [] : [`${label}: ${value}`]));
  return [`**${escapeMarkdown(job.name)}**`, ...details].join('  \n');
}

/** Whether something can be stopped: the service itself cannot end a run, only this product's engine can. */
export function isStoppable(job: JobSnapshot, siteKind: SiteKind): boolean {
  return isAlive(job) && (siteKind !== 'remote' || job.kind === 'continuous');
}

/** An empty schedule is none, as for the service. */
export function hasSchedule(job: JobSnapshot): boolean {
  return job.schedule !== null && job.schedule.trim() !== '';
}

function describe(job: JobSnapshot, state: JobState, context: JobItemContext): string {
  const { l10n, now, locale } = context;
  const parts = [stateText(job, state, l10n)];
  if (job.process !== null) {
    parts.push(l10n.t('pid {0}', String(job.process.pid)));
    parts.push(formatAge(now.getTime() - Date.parse(job.process.startedAt), l10n));
    const port = job.process.debug?.port ?? null;
    if (port !== null) parts.push(l10n.t('port {0}', String(port)));
  } else if ((state === 'succeeded' || state === 'failed') && job.latestRun?.endTime) {
    parts[0] = `${parts[0] ?? ''} ${formatTime(job.latestRun.endTime, now, locale, l10n)}`;
  }
  if ((state === 'failed' || state === 'waiting') && job.lastError !== null) parts.push(job.lastError);
  if (job.hasUnreadableSettings === true) parts.push(l10n.t('settings.job cannot be read'));
  if (context.publishMark?.trace === 'cutOff') parts.unshift(l10n.t('publish cut off'));
  parts.push(...(context.publishMark?.differences ?? []));
  if (job.kind === 'triggered' && hasSchedule(job)) parts.push(...scheduleParts(job, context));
  return parts.join(' · ');
}

function scheduleParts(job: JobSnapshot, context: JobItemContext): string[] {
  const { l10n, now, locale } = context;
  const parts = [context.scheduleWords ?? l10n.t('schedule {0} cannot be read', job.schedule ?? '')];
  if (!context.schedulesEnabled) parts.push(l10n.t('schedules off'));
  else if (job.nextRun !== null) parts.push(l10n.t('next {0}', formatTime(job.nextRun, now, locale, l10n)));
  return parts;
}

function scheduleLine(job: JobSnapshot, { l10n, scheduleWords, schedulesEnabled }: JobItemContext): string | null {
  if (job.schedule === null || !hasSchedule(job)) return null;
  const words = scheduleWords ?? l10n.t('cannot be read');
  return `${code(job.schedule)} ${words}${schedulesEnabled ? '' : ` (${l10n.t('schedules are off')})`}`;
}

function latestRunLine(job: JobSnapshot, { l10n, now, locale }: JobItemContext): string | null {
  const run = job.latestRun;
  if (run === null) return null;
  const start = run.startTime === null ? run.id : formatTime(run.startTime, now, locale, l10n);
  const trigger = escapeMarkdown(run.trigger);
  if (run.startTime === null || run.endTime === null) return `${run.status}, ${start} (${trigger})`;
  const duration = formatDuration(Date.parse(run.endTime) - Date.parse(run.startTime), l10n);
  return `${run.status}, ${start}, ${duration} (${trigger})`;
}

function differencesLine({ publishMark }: JobItemContext): string | null {
  const { differences = [] } = publishMark ?? {};
  return differences.length === 0 ? null : escapeMarkdown(differences.join(', '));
}

const icons: Readonly<Record<JobState | RestingState, RowIcon>> = {
  unrunnable: { id: 'warning', color: 'list.warningForeground' },
  unreadable: { id: 'warning', color: 'list.warningForeground' },
  idle: { id: 'circle-outline' },
  scheduled: { id: 'calendar' },
  starting: { id: 'loading~spin' },
  running: { id: 'play-circle', color: 'testing.iconPassed' },
  debugging: { id: 'debug-alt', color: 'debugIcon.startForeground' },
  stopping: { id: 'loading~spin' },
  waiting: { id: 'history', color: 'list.warningForeground' },
  inactive: { id: 'circle-slash' },
  succeeded: { id: 'pass', color: 'testing.iconPassed' },
  failed: { id: 'error', color: 'testing.iconFailed' },
};

function code(text: string): string {
  // Backticks inside end the span, wherever they stand; a straight quote is the honest stand-in in a tooltip.
  return `\`${text.replaceAll('`', "'")}\``;
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!<>|~$]/g, '\\$&').replace(/\r?\n/g, ' ');
}
