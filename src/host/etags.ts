import { createHash } from 'node:crypto';

/** .NET counts time in ticks of 100 ns since 0001-01-01 UTC; this is 1970-01-01. */
const unixEpochTicks = 621_355_968_000_000_000n;

export function ticksOf(nanoseconds: bigint): bigint {
  // Division of bigints rounds towards zero, which is wrong before 1970.
  return unixEpochTicks + (nanoseconds - (((nanoseconds % 100n) + 100n) % 100n)) / 100n;
}

/** The tag of a file, made from its last-write time alone (kudu-webjobs §8.8): equal times have equal tags. */
export function fileEtag(mtimeNanoseconds: bigint): string {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(ticksOf(mtimeNanoseconds));
  return `"${bytes.toString('hex')}"`;
}

/** An opaque tag for a job list or a history; the service's own mean nothing after a restart either (§8.2). */
export function contentEtag(text: string): string {
  return `"${createHash('sha256').update(text).digest('hex').slice(0, 8)}"`;
}

/** Whether an `If-Match` or `If-None-Match` header names `etag`. A missing header names nothing. */
export function namesEtag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')));
}

/** `2025-11-20T10:00:00.1234567+00:00`, with trailing zeros of the fraction cut, as VFS tells times. */
export function vfsTime(nanoseconds: bigint): string {
  const ticks = ticksOf(nanoseconds) - unixEpochTicks;
  const second = 10_000_000n;
  const fractionTicks = ((ticks % second) + second) % second;
  const wholeSeconds = new Date(Number((ticks - fractionTicks) / second) * 1000).toISOString().slice(0, 19);
  const fraction = fractionTicks.toString().padStart(7, '0').replace(/0+$/, '');
  return `${wholeSeconds}${fraction === '' ? '' : `.${fraction}`}+00:00`;
}
