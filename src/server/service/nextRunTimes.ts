import type { CronSchedule } from '../../core/schedule/cronExpression';
import { weekdayNames } from '../../core/schedule/cronFields';
import { nextServiceRuns } from '../../core/schedule/serviceRuns';
import { dayMs, formatWallTime, weekdayOf } from '../../core/schedule/wallTime';
import type { Zone } from '../../core/schedule/zones';
import type { SiteZone } from './environment';

/** An instant on the clocks of a zone: `Mon 2026-11-23 09:30:00`. */
export function clockText(utcMs: number, zone: Zone): string {
  const wall = zone.wallTimeOf(utcMs);
  const weekday = weekdayNames[weekdayOf(Math.floor(wall / dayMs))]?.slice(0, 3) ?? '';
  return `${weekday} ${formatWallTime(wall).replace('T', ' ')}`;
}

/** The same as short as it stays clear, without seconds that are zero: `Mon 09:30` within a week, else `2026-11-23 09:30`. */
export function shortClockText(utcMs: number, zone: Zone, nowMs: number): string {
  const text = clockText(utcMs, zone).replace(/:00$/, '');
  const isSoon = utcMs - nowMs < 6 * dayMs;
  return isSoon ? text.replace(/ \d+-\d+-\d+/, '') : text.replace(/^\w+ /, '');
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
 * A Markdown table of the next runs on the clocks of the site, in UTC and of the reader; clocks of the same zone share a column.
 */
export function nextRunsTable(schedule: CronSchedule, site: SiteZone, local: Zone, utc: Zone, nowMs: number): string {
  const runs = nextServiceRuns(schedule, nowMs, site.zone, 5);
  if (runs.length === 0) return 'Never runs: there is no such date.';
  const clocks = [
    { title: `Site (${site.zone.ianaName})`, zone: site.zone },
    { title: 'UTC', zone: utc },
    { title: `Local (${local.ianaName})`, zone: local },
  ];
  const columns = mergeByZone(clocks).map(({ title, zone }) => ({
    title,
    cells: runs.map(({ utcMs }) => clockText(utcMs, zone)),
  }));
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    row(columns.map(({ title }) => title)),
    row(columns.map(() => '---')),
    ...runs.map((_, index) => row(columns.map(({ cells }) => cells[index] ?? ''))),
  ].join('\n');
}

interface Clock {
  readonly title: string;
  readonly zone: Zone;
}

function mergeByZone(clocks: readonly Clock[]): Clock[] {
  const merged = new Map<string, Clock>();
  for (const clock of clocks) {
    const twin = merged.get(clock.zone.ianaName);
    const title = twin === undefined ? clock.title : `${twin.title} = ${clock.title}`;
    merged.set(clock.zone.ianaName, { title, zone: clock.zone });
  }
  return [...merged.values()];
}
