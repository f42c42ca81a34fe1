import type { RunSnapshot } from '../../core/runner/jobSnapshot';
import type { Localizer } from '../localizer';
import { formatDuration } from '../views/formatTime';

/** The line that closes a run's output: how it ended, and after how long. */
export function runEndLine(jobName: string, run: RunSnapshot, l10n: Localizer): string {
  const duration =
    run.startTime === null || run.endTime === null
      ? ''
      : l10n.t(' after {0}', formatDuration(Date.parse(run.endTime) - Date.parse(run.startTime), l10n));
  return `── ${l10n.t('{0}: run {1} {2}', jobName, run.id, verb(run, l10n))}${duration} ──\n`;
}

function verb(run: RunSnapshot, l10n: Localizer): string {
  switch (run.status) {
    case 'Success':
      return l10n.t('succeeded');
    case 'Failed':
      return l10n.t('failed');
    case 'Aborted':
      return l10n.t('was aborted');
    case 'Stopped':
      return l10n.t('was stopped');
    case 'Initializing':
    case 'Running':
      return l10n.t('lost its output while it was running');
  }
}
