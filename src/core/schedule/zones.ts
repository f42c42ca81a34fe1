import { findIana, WINDOWS_TO_IANA_MAP } from 'windows-iana';
import { dayMs, secondMs, type WallTime } from './wallTime';

/** A time zone of a site, with the offsets as the service applies them (ncrontab.md §6). */
export interface Zone {
  /** The name it was asked for by. */
  readonly name: string;
  /** The IANA name, such as `America/Los_Angeles`. */
  readonly ianaName: string;
  /** Which list the given name is from: a site on Windows takes Windows names, one on Linux IANA names. */
  readonly nameKind: 'windows' | 'iana';
  /**
   * The instant, in milliseconds since 1970 UTC, that the service means by a wall-clock time. One that the change to
   * daylight saving skips, or the change back repeats, has the offset of standard time.
   */
  instantOf(time: WallTime): number;
  /** What the clock on the wall shows at an instant in milliseconds since 1970 UTC. */
  wallTimeOf(utcMs: number): WallTime;
  /** Milliseconds to add to UTC at an instant. */
  offsetAt(utcMs: number): number;
  /** `PST`, or `GMT+1` where English has no abbreviation. */
  abbreviationAt(utcMs: number): string;
}

/** The zone of a site without the setting `WEBSITE_TIME_ZONE`. */
export const utcZone: Zone = {
  name: 'UTC',
  ianaName: 'UTC',
  nameKind: 'iana',
  instantOf: (time) => time,
  wallTimeOf: (utcMs) => utcMs,
  offsetAt: () => 0,
  abbreviationAt: () => 'UTC',
};

/** Zones that were asked for, by name: their transitions are costly to find. The oldest makes room for the next. */
const zonesByName = new Map<string, Zone>();
const maxZonesByName = 32;

/** The zone of a Windows name (`Pacific Standard Time`) or an IANA name, in any case; undefined for any other text. */
export function findZone(name: string): Zone | undefined {
  const known = zonesByName.get(name);
  if (known !== undefined) return known;
  const zone = createZone(name);
  if (zone === undefined) return undefined;
  const [oldest] = zonesByName.keys();
  if (zonesByName.size >= maxZonesByName && oldest !== undefined) zonesByName.delete(oldest);
  zonesByName.set(name, zone);
  return zone;
}

function createZone(name: string): Zone | undefined {
  if (/^(?:Etc\/)?UTC$/i.test(name)) return { ...utcZone, name };
  const entry = WINDOWS_TO_IANA_MAP.find((each) => each.windowsName.toLowerCase() === name.toLowerCase());
  const candidates: readonly string[] = entry === undefined ? [name] : [...entry.iana, ...findIana(entry.windowsName)];
  const ianaName = candidates.map(usualSpelling).find((each) => each !== undefined);
  return ianaName === undefined ? undefined : new IntlZone(name, ianaName, entry === undefined ? 'iana' : 'windows');
}

/** An IANA name in its usual spelling; undefined when this runtime has no such zone. */
function usualSpelling(name: string): string | undefined {
  // A bare offset such as +01:00 is a zone for some runtimes, but not for the service.
  if (!/^[a-z]/i.test(name)) return undefined;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions();
    // For an alias Intl tells its target; people want to see the name that they wrote.
    return timeZone.toLowerCase() === name.toLowerCase() ? timeZone : name;
  } catch {
    // A RangeError is how Intl says that it does not know the zone.
    return undefined;
  }
}

/** The offsets of one UTC year: `offsets[n]` holds from `starts[n]` on. */
interface YearOfOffsets {
  readonly starts: number[];
  readonly offsets: number[];
}

/** Offsets are probed so often; no zone changes there and back in less. */
const probeMs = 14 * dayMs;

/** Reads the offsets from the runtime's own zone data, and keeps the changes of each year it was asked about. */
class IntlZone implements Zone {
  private readonly clock: Intl.DateTimeFormat;
  private readonly years = new Map<number, YearOfOffsets>();
  private abbreviation: Intl.DateTimeFormat | undefined;

  constructor(
    readonly name: string,
    readonly ianaName: string,
    readonly nameKind: 'windows' | 'iana',
  ) {
    this.clock = new Intl.DateTimeFormat('en-US', {
      timeZone: ianaName,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  instantOf(time: WallTime): number {
    const earlier = this.offsetAt(time - dayMs);
    const later = this.offsetAt(time + dayMs);
    if (earlier === later) return time - earlier;
    // Clocks go forward from and back to standard time, so that is the smaller offset: it decides both for a skipped
    // and for a repeated time. The larger one counts only where it alone fits.
    const standard = Math.min(earlier, later);
    const summer = Math.max(earlier, later);
    const isStandard = this.offsetAt(time - standard) === standard;
    const isSummer = this.offsetAt(time - summer) === summer;
    return time - (isSummer && !isStandard ? summer : standard);
  }

  wallTimeOf(utcMs: number): WallTime {
    return utcMs + this.offsetAt(utcMs);
  }

  offsetAt(utcMs: number): number {
    const { starts, offsets } = this.yearAt(utcMs);
    let index = starts.length - 1;
    while (index > 0 && (starts[index] ?? utcMs) > utcMs) index--;
    return offsets[index] ?? 0;
  }

  abbreviationAt(utcMs: number): string {
    this.abbreviation ??= new Intl.DateTimeFormat('en-US', { timeZone: this.ianaName, timeZoneName: 'short' });
    return this.abbreviation.formatToParts(utcMs).find((part) => part.type === 'timeZoneName')?.value ?? this.ianaName;
  }

  private yearAt(utcMs: number): YearOfOffsets {
    const year = new Date(utcMs).getUTCFullYear();
    let known = this.years.get(year);
    if (known === undefined) {
      known = this.readYear(year);
      this.years.set(year, known);
    }
    return known;
  }

  private readYear(year: number): YearOfOffsets {
    const end = startOfYear(year + 1);
    let from = startOfYear(year);
    let offset = this.readOffset(from);
    const result: YearOfOffsets = { starts: [from], offsets: [offset] };
    while (from < end) {
      const to = Math.min(from + probeMs, end);
      const nextOffset = this.readOffset(to);
      if (nextOffset !== offset) {
        result.starts.push(this.findChange(from, to, offset));
        result.offsets.push(nextOffset);
      }
      from = to;
      offset = nextOffset;
    }
    return result;
  }

  /** The first second in (from, to] whose offset is not `offset` any more. */
  private findChange(from: number, to: number, offset: number): number {
    let [low, high] = [from / secondMs, to / secondMs];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (this.readOffset(middle * secondMs) === offset) low = middle;
      else high = middle;
    }
    return high * secondMs;
  }

  private readOffset(utcMs: number): number {
    // Before any zone's first change; and years before 1 would need an era.
    if (utcMs < earliestChangeMs) return this.readOffset(earliestChangeMs);
    const parts = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 };
    for (const { type, value } of this.clock.formatToParts(utcMs)) {
      if (type in parts) parts[type as keyof typeof parts] = Number(value);
    }
    const { year, month, day, hour, minute, second } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(utcMs / secondMs) * secondMs;
  }
}

const earliestChangeMs = Date.UTC(1800, 0, 1);

function startOfYear(year: number): number {
  return new Date(0).setUTCFullYear(year, 0, 1);
}
