import { findZone, utcZone, type Zone } from '../core/schedule/zones';
import type { SettingsJobOptions } from '../protocol/settingsJobMessages';
import type { SiteZone } from './service/environment';

/** The zone of a document: what the site it belongs to tells, else the one of the setting, else UTC. */
export function siteZoneOf(documentUri: string, options: SettingsJobOptions): SiteZone {
  const [, ofSite] =
    Object.entries(options.siteTimeZones ?? {})
      .filter(([prefix]) => documentUri.startsWith(prefix))
      .sort(([left], [right]) => right.length - left.length)[0] ?? [];
  if (ofSite?.kind === 'named') return namedZone(ofSite.name, 'site');
  if (ofSite?.kind === 'unset') return { zone: utcZone, source: 'siteDefault' };
  const name = options.timeZone?.trim() ?? '';
  const zone: SiteZone = name === '' ? { zone: utcZone, source: 'default' } : namedZone(name, 'setting');
  return ofSite === undefined ? zone : { ...zone, isUntold: true };
}

/** The zone of this machine. */
export function machineZone(): Zone {
  return findZone(Intl.DateTimeFormat().resolvedOptions().timeZone) ?? utcZone;
}

function namedZone(name: string, source: SiteZone['source']): SiteZone {
  const zone = findZone(name);
  return zone === undefined ? { zone: utcZone, source, unknownName: name } : { zone, source };
}
