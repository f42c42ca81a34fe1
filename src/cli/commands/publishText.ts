import type { PlanReason } from '../../core/publish/publishPlan';
import type { PublishReport } from '../../core/publish/publishReport';
import type { SettingsChange } from '../../core/publish/settingsChange';
import { formatBytes } from '../formatBytes';

export interface PublishTextOptions {
  readonly name: string;
  readonly host: string;
  readonly isDryRun: boolean;
  readonly settingsChange: SettingsChange | undefined;
}

/** What is said about kept files; unchanged ones are only counted. */
const keptBecause: Partial<Record<PlanReason, string>> = {
  'extra-on-site': 'on the site only; --delete-extra deletes it',
  ignored: 'left out by the ignore rules',
  'settings-not-newer': 'not newer here',
  'settings-kept': 'settings are never deleted',
  'disable-job': 'the stop marker is neither sent nor deleted',
};

/** The report of a publish for people. */
export function publishText(report: PublishReport, options: PublishTextOptions): string {
  const lines = [
    ...settingsLines(options.settingsChange),
    ...report.added.map((path) => `  + ${path}`),
    ...report.replaced.map((path) => `  ~ ${path}`),
    ...report.deleted.map((path) => `  - ${path}`),
    ...report.newerOnSite.map((path) => `  ! ${path}  newer on the site, kept; --overwrite-newer replaces it`),
    ...report.kept.flatMap(({ path, reason }) => {
      const because = keptBecause[reason];
      return because === undefined ? [] : [`  = ${path}  ${because}`];
    }),
  ];
  const same = report.kept.filter(({ reason }) => reason === 'same').length;
  if (same > 0) lines.push(`  = ${same} unchanged`);
  return `${[...lines, summary(report, options)].join('\n')}\n`;
}

function settingsLines(change: SettingsChange | undefined): string[] {
  switch (change?.what) {
    case undefined:
      return [];
    case 'settings':
      return ['  * settings change'];
    case 'schedule':
      return [`  * schedule changes: ${change.from ?? 'none'} → ${change.to ?? 'none'}`];
  }
}

function summary(report: PublishReport, { name, host, isDryRun }: PublishTextOptions): string {
  const changes = report.added.length + report.replaced.length + report.deleted.length;
  if (isDryRun)
    return `${changes} ${changes === 1 ? 'change' : 'changes'} to ${name} on ${host}; nothing was sent (dry run)`;
  if (changes === 0) return `${name} on ${host} is up to date`;
  const sent = `${formatBytes(report.uploadedBytes)} in ${report.requests} requests`;
  return `Published ${name} to ${host}: ${sent}${report.verified ? ', verified' : ', NOT verified'}`;
}
