/**
 * Times and durations as the service writes them: .NET ticks of 100 ns. A tick count is a `bigint`, since year 1 for a
 * point in time (UTC).
 */
export const ticksPerMs = 10_000n;

const ticksPerSecond = 10_000_000n;
const unixEpochTicks = 621_355_968_000_000_000n;

/** What the service writes for a time that is not there. */
export const noTime = '0001-01-01T00:00:00';

/** @param unixMs milliseconds since 1970, whole ones. */
export function ticksOf(unixMs: number): bigint {
  return BigInt(Math.trunc(unixMs)) * ticksPerMs + unixEpochTicks;
}

export function unixMsOf(ticks: bigint): number {
  return Number((ticks - unixEpochTicks) / ticksPerMs);
}

const isoTime = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9})\d*)?(Z|[+-]\d\d:\d\d)?$/;

/** Reads an ISO 8601 time with up to seven digits of a second that count; without a zone it is UTC. */
export function parseTime(text: string): bigint | undefined {
  const match = isoTime.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, fraction = '', zone = 'Z'] = match;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  date.setUTCHours(Number(hour), Number(minute), Number(second));
  if (Number.isNaN(date.getTime())) return undefined;
  return ticksOf(date.getTime()) + BigInt(fraction.padEnd(7, '0').slice(0, 7)) - zoneTicks(zone);
}

/** ISO 8601 UTC with `Z` and up to seven fractional digits, trailing zeros cut. */
export function formatTime(ticks: bigint): string {
  const fraction = (ticks % ticksPerSecond).toString().padStart(7, '0').replace(/0+$/, '');
  const seconds = new Date(unixMsOf(ticks - (ticks % ticksPerSecond))).toISOString().slice(0, 19);
  return `${seconds}${fraction === '' ? '' : `.${fraction}`}Z`;
}

/** `[-][d.]hh:mm:ss[.fffffff]`. */
export function formatTimeSpan(ticks: bigint): string {
  const size = ticks < 0n ? -ticks : ticks;
  const fraction = size % ticksPerSecond;
  const seconds = size / ticksPerSecond;
  const days = seconds / 86_400n;
  const clock = [(seconds / 3_600n) % 24n, (seconds / 60n) % 60n, seconds % 60n].map((part) =>
    part.toString().padStart(2, '0'),
  );
  return [
    ticks < 0n ? '-' : '',
    days === 0n ? '' : `${days}.`,
    clock.join(':'),
    fraction === 0n ? '' : `.${fraction.toString().padStart(7, '0')}`,
  ].join('');
}

/** The id of a run that begins at this moment: `yyyyMMddHHmmssffff`, UTC (kudu-webjobs §1.2). */
export function runIdAt(unixMs: number): string {
  return `${new Date(unixMs).toISOString().slice(0, 23).replace(/\D/g, '')}0`;
}

function zoneTicks(zone: string): bigint {
  if (zone === 'Z') return 0n;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return BigInt(zone.startsWith('-') ? -minutes : minutes) * 60n * ticksPerSecond;
}
