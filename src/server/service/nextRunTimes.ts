import type { CronSchedule } from '../../core/schedule/cronExpression';
import { nextServiceRuns } from '../../core/schedule/serviceRuns';
import type { Zone } from '../../core/schedule/zones';
import type { SiteZone } from './environment';

/** An instant on the clocks of a zone: `Mon 2026-11-23 09:30:00`. */
export function clockText(utcMs: number, zone: Zone): string {
  const wall = new Date(zone.wallTimeOf(utcMs));
  const weekday = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][wall.getUTCDay()] ?? '';
  return `${weekday} ${wall.toISOString().slice(0, 19).replace('T', ' ')}`;
}

/** Names the zone of a site and where it is set. */
export function zoneInWords({ zone, source, unknownName }: SiteZone): string {
  if (unknownName !== undefined) return `UTC, because no time zone is called "${unknownName}"`;
  switch (source) {
    case 'site':
      return `${zone.name}, the WEBSITE_TIME_ZONE of the site`;
    case 'setting':
      return `${zone.name}, from the setting webjobs.timeZone`;
    case 'default':
      return 'UTC, the default; webjobs.timeZone sets another one';
  }
}

/**
 * A Markdown table of the next runs on the clocks of the site, in UTC and of the reader; clocks that agree share a column.
 */
export function nextRunsTable(schedule: CronSchedule, site: SiteZone, local: Zone, utc: Zone, nowMs: number): string {
  const runs = nextServiceRuns(schedule, nowMs, site.zone, 5);
  if (runs.length === 0) return 'Never runs: there is no such date.';
  const columns = mergeColumns(
    [
      { title: `Site (${site.zone.ianaName})`, zone: site.zone },
      { title: 'UTC', zone: utc },
      { title: `Local (${local.ianaName})`, zone: local },
    ].map(({ title, zone }) => ({ title, cells: runs.map(({ utcMs }) => clockText(utcMs, zone)) })),
  );
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    row(columns.map(({ title }) => title)),
    row(columns.map(() => '---')),
    ...runs.map((_, index) => row(columns.map(({ cells }) => cells[index] ?? ''))),
  ].join('\n');
}

interface Column {
  readonly title: string;
  readonly cells: readonly string[];
}

function mergeColumns(columns: readonly Column[]): Column[] {
  const merged: Column[] = [];
  for (const column of columns) {
    const same = merged.findIndex(({ cells }) => cells.join() === column.cells.join());
    const twin = merged[same];
    if (twin === undefined) merged.push(column);
    else merged[same] = { ...twin, title: `${twin.title} = ${column.title}` };
  }
  return merged;
}
