import type { ServiceRun } from '../../core/schedule/serviceRuns';
import { dayMs, formatWallTime, type WallTime, weekdayOf } from '../../core/schedule/wallTime';
import type { Zone } from '../../core/schedule/zones';
import type { SiteZone } from './environment';
import type { Texts } from './texts';

/** An instant on the clocks of a zone: `Mon 2026-11-23 09:30:00`. */
export function clockText(utcMs: number, zone: Zone, texts: Texts): string {
  const wall = zone.wallTimeOf(utcMs);
  const [date = '', time = ''] = dateAndTime(wall);
  return `${weekdayText(wall, texts)} ${date} ${time}`;
}

function dateAndTime(wall: WallTime): string[] {
  return formatWallTime(wall).split('T');
}

function weekdayText(wall: number, texts: Texts): string {
  return firstLetters(texts.cron.weekdays[weekdayOf(Math.floor(wall / dayMs))]);
}

/** Three letters tell days and months apart in the languages that VS Code speaks; a shorter name stands as it is. */
function firstLetters(name = ''): string {
  return /^[a-z]*$/i.test(name) ? name.slice(0, 3) : Array.from(name).slice(0, 3).join('');
}

/** The same as short as it stays clear, without seconds that are zero: `Mon 09:30` within a week, else `2026-11-23 09:30`. */
export function shortClockText(utcMs: number, zone: Zone, nowMs: number, texts: Texts): string {
  const wall = zone.wallTimeOf(utcMs);
  const [date = '', time = ''] = dateAndTime(wall);
  const isSoon = utcMs - nowMs < 7 * dayMs;
  return `${isSoon ? weekdayText(wall, texts) : date} ${time.replace(/:00$/, '')}`;
}

/** As few characters as tell the time at a glance: `Mon 09:30` within a week, else `Dec 7`. */
export function tinyClockText(utcMs: number, zone: Zone, nowMs: number, texts: Texts): string {
  const date = new Date(zone.wallTimeOf(utcMs));
  return utcMs - nowMs < 7 * dayMs
    ? shortClockText(utcMs, zone, nowMs, texts)
    : `${firstLetters(texts.cron.months[date.getUTCMonth()])} ${String(date.getUTCDate())}`;
}

/** Names the zone of a site and where it is set. */
export function zoneInWords(site: SiteZone, texts: Texts): string {
  const words = knownZoneInWords(site, texts);
  return site.isUntold === true ? texts.t('{zone}; the site does not tell its own', { zone: words }) : words;
}

function knownZoneInWords({ zone, source, unknownName }: SiteZone, texts: Texts): string {
  if (unknownName !== undefined) return texts.t('UTC, because no time zone is called "{name}"', { name: unknownName });
  switch (source) {
    case 'site':
      return texts.t('{zone}, the WEBSITE_TIME_ZONE of the site', { zone: zone.name });
    case 'siteDefault':
      return texts.t('UTC, because the site sets no WEBSITE_TIME_ZONE');
    case 'setting':
      return texts.t('{zone}, from the setting webjobs.timeZone', { zone: zone.name });
    case 'default':
      return texts.t('UTC, the default; webjobs.timeZone sets another one');
  }
}

/** The clocks on which runs are shown. */
export interface RunClocks {
  readonly site: SiteZone;
  readonly local: Zone;
  readonly utc: Zone;
}

/**
 * A Markdown table of runs on the clocks of the site, in UTC and of the reader; clocks of the same zone share a column.
 */
export function nextRunsTable(runs: readonly ServiceRun[], { site, local, utc }: RunClocks, texts: Texts): string {
  if (runs.length === 0) return texts.t('Never runs: there is no such date.');
  const clocks = [
    { title: texts.t('Site'), zone: site.zone },
    { title: 'UTC', zone: utc },
    { title: texts.t('Local'), zone: local },
  ];
  const columns = mergeByZone(clocks).map(({ title, zone }) => ({
    title: zone.ianaName === utc.ianaName ? title : `${title} (${zone.ianaName})`,
    cells: runs.map(({ utcMs }) => clockText(utcMs, zone, texts)),
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
