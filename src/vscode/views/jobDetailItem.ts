import type { RemoteRun } from '../../core/remote/remoteJob';
import type { Localizer } from '../localizer';
import { contextValue } from './contextValue';
import { formatDuration, formatTime } from './formatTime';
import type { RowIcon, RowItem } from './jobItem';
import type { JobDetailNode } from './treeNodes';

/** How times are said. */
export interface DetailContext {
  readonly now: Date;
  /** The display language as a BCP 47 tag. */
  readonly locale: string;
  readonly l10n: Localizer;
}

/** What a row below a job shows. */
export function jobDetailItem(node: JobDetailNode, context: DetailContext): RowItem {
  const { l10n } = context;
  switch (node.type) {
    case 'run':
      return runItem(node.key.name, node.run, context);
    case 'instance': {
      const { instance, status } = node.instance;
      const icon = { id: 'vm' };
      return { ...row(instance, status, icon, l10n.t('instance {0}: {1}', instance, status)), contextValue: '' };
    }
    case 'more': {
      const label = l10n.t('Show More');
      const hidden = l10n.t('{0} older runs', node.hiddenRuns);
      return { ...row(label, hidden, { id: 'ellipsis' }, `${label}, ${hidden}`), contextValue: contextValue('more') };
    }
    case 'note':
      return { ...row('', node.text, undefined, `${node.key.name}: ${node.text}`), contextValue: '' };
  }
}

/** The details of a run, one to a line. */
export function runTooltip(run: RemoteRun, { now, locale, l10n }: DetailContext): string {
  const time = (ms: number | null): string | null =>
    ms === null ? null : `${formatTime(new Date(ms).toISOString(), now, locale, l10n)} (${new Date(ms).toISOString()})`;
  const lines: [label: string, value: string | null][] = [
    [l10n.t('Run'), run.id],
    [l10n.t('Status'), run.status],
    [l10n.t('Started'), time(run.startMs)],
    [l10n.t('Ended'), time(run.endMs)],
    [l10n.t('Duration'), durationOf(run, l10n)],
    [l10n.t('Trigger'), run.trigger],
  ];
  return lines.flatMap(([label, value]) => (value === null || value === '' ? [] : [`${label}: ${value}`])).join('\n');
}

function runItem(jobName: string, run: RemoteRun, { now, locale, l10n }: DetailContext): RowItem {
  const start = run.startMs === null ? run.id : formatTime(new Date(run.startMs).toISOString(), now, locale, l10n);
  const description = [runStatusText(run, l10n), durationOf(run, l10n)].filter((part) => part !== null).join(' · ');
  return {
    ...row(start, description, runIcon(run), l10n.t('run of {0}, {1}, {2}', jobName, start, description)),
    contextValue: contextValue('run'),
  };
}

/** An aborted run has no end, and its duration grows with every look (kudu-webjobs §5.2): that is not told. */
function durationOf(run: RemoteRun, l10n: Localizer): string | null {
  if (run.durationMs === null || (run.endMs === null && run.status !== 'Running')) return null;
  return formatDuration(run.durationMs, l10n);
}

/** How a run went, in words; a word that the service is not known to use stays as it is. */
export function runStatusText({ status }: Pick<RemoteRun, 'status'>, l10n: Localizer): string {
  switch (status) {
    case 'Success':
      return l10n.t('succeeded');
    case 'Failed':
      return l10n.t('failed');
    case 'Aborted':
      return l10n.t('aborted');
    case 'Running':
      return l10n.t('running');
    case 'Initializing':
      return l10n.t('starting');
    case 'Stopped':
      return l10n.t('stopped');
    default:
      return status;
  }
}

function runIcon({ status }: RemoteRun): RowIcon {
  switch (status) {
    case 'Success':
      return { id: 'pass', color: 'testing.iconPassed' };
    case 'Failed':
      return { id: 'error', color: 'testing.iconFailed' };
    case 'Running':
    case 'Initializing':
      return { id: 'loading~spin' };
    default:
      return { id: 'circle-slash', color: 'list.warningForeground' };
  }
}

function row(
  label: string,
  description: string,
  icon: RowIcon | undefined,
  accessibilityLabel: string,
): Omit<RowItem, 'contextValue'> {
  return { label, description, icon, accessibilityLabel };
}
