import type { JobKind } from '../../core/jobs/job';
import { localized, type Localizer } from '../localizer';
import { contextValue } from './contextValue';
import { type RowIcon, type RowItem, hasSchedule } from './jobItem';
import type { Site } from '../sites/site';

/** What a site's row shows. */
export function siteItem(site: Site, l10n: Localizer): RowItem {
  const description = describe(site, l10n);
  return {
    label: site.label,
    description,
    icon: siteIcon(site),
    contextValue: contextValue(
      'site',
      site.kind,
      site.state.kind === 'connected' ? 'connected' : 'disconnected',
      site.schedulesEnabled ? 'schedulesOn' : 'schedulesOff',
    ),
    accessibilityLabel: [site.label, kindText(site, l10n), description.replaceAll(' · ', ', ')].join(', '),
  };
}

/** What the row of a kind of jobs shows. */
export function groupItem(site: Site, kind: JobKind, l10n: Localizer): RowItem {
  const label = kind === 'continuous' ? l10n.t('Continuous') : l10n.t('Triggered');
  const count = site.jobs.filter((job) => job.kind === kind).length;
  return {
    label,
    description: String(count),
    icon: { id: kind === 'continuous' ? 'sync' : 'zap' },
    contextValue: contextValue('group', kind, site.kind),
    accessibilityLabel: l10n.t('{0} jobs of {1}: {2}', label, site.label, count),
  };
}

/** The row below a site that has no job: it tells how to get one there. */
export function emptyItem(site: Site, l10n: Localizer): RowItem {
  const text =
    site.state.kind === 'failed' || site.state.kind === 'connecting'
      ? '–'
      : l10n.t('no jobs yet: publish one to this site');
  return {
    label: '',
    description: text,
    icon: undefined,
    contextValue: '',
    accessibilityLabel: `${site.label}: ${text}`,
  };
}

function describe(site: Site, l10n: Localizer): string {
  if (site.kind === 'workspace') {
    const scheduled = site.jobs.some(hasSchedule);
    const schedules = site.schedulesEnabled ? l10n.t('schedules on') : l10n.t('schedules off');
    return scheduled ? `${site.location} · ${schedules}` : site.location;
  }
  const isLocal = site.kind === 'localSite';
  switch (site.state.kind) {
    case 'idle':
      return isLocal ? l10n.t('stopped') : site.location;
    case 'connecting':
      return isLocal ? l10n.t('starting') : l10n.t('connecting');
    case 'connected':
      return isLocal ? `${l10n.t('running')} · ${site.state.url}` : site.location;
    case 'failed':
      return localized(site.state.message, l10n);
  }
}

function siteIcon(site: Site): RowIcon {
  if (site.state.kind === 'failed') return { id: 'warning', color: 'list.warningForeground' };
  switch (site.kind) {
    case 'workspace':
      return { id: 'root-folder' };
    case 'localSite':
      return { id: 'server-environment' };
    case 'remote':
      return { id: 'azure' };
  }
}

function kindText(site: Site, l10n: Localizer): string {
  switch (site.kind) {
    case 'workspace':
      return l10n.t('jobs of the workspace');
    case 'localSite':
      return l10n.t('site on this machine');
    case 'remote':
      return l10n.t('connected site');
  }
}
