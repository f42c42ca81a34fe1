import { isJobKind, type JobKey } from '../jobs/job';
import type { WireJob, WireRun } from './wireTypes';

/** A run of a triggered job, as a site tells it. Times are milliseconds since 1970-01-01 UTC. */
export interface RemoteRun {
  readonly id: string;
  /** As the service spells it; `Success`, `Failed`, `Running` … */
  readonly status: string;
  readonly startMs: number | null;
  /** Null while the run lasts, and for ever if it was aborted. */
  readonly endMs: number | null;
  readonly durationMs: number | null;
  /** Where its output lies below the site's root; null until there is any. */
  readonly outputPath: string | null;
  readonly trigger: string | null;
}

/** The state of a continuous job on one instance of the site. */
export interface RemoteInstance {
  readonly instance: string;
  readonly status: string;
}

/** A job of a site. */
export interface RemoteJob extends JobKey {
  /** The script relative to the job folder, with `/`. */
  readonly runCommand: string | null;
  /** Continuous: the job's status. Triggered: the status of the latest run. */
  readonly status: string | null;
  /** Continuous jobs only. */
  readonly instances: readonly RemoteInstance[];
  /** Triggered jobs only. */
  readonly latestRun: RemoteRun | null;
  /** The content of `settings.job`. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly error: string | null;
  readonly usesSdk: boolean;
  /** Paths below the site's root, for VFS. */
  readonly logPath: string | null;
  readonly schedulerLogPath: string | null;
  /** The object as the service sent it. */
  readonly body: unknown;
}

/** Reads a job; undefined when the object has no name or kind, so that one odd job does not hide the others. */
export function readJob(body: unknown): RemoteJob | undefined {
  if (!isRecord(body)) return undefined;
  const wire: WireJob = body;
  const name = textOf(wire.name);
  const kind = textOf(wire.type)?.toLowerCase();
  if (name === null || name === '' || kind === undefined || !isJobKind(kind)) return undefined;
  const latestRun = readRun(wire.latest_run) ?? null;
  return {
    kind,
    name,
    runCommand: textOf(wire.run_command)?.replaceAll('\\', '/') ?? null,
    status: kind === 'continuous' ? textOf(wire.status) : (latestRun?.status ?? null),
    instances: readInstances(textOf(wire.detailed_status) ?? ''),
    latestRun,
    settings: isRecord(wire.settings) ? wire.settings : {},
    error: textOf(wire.error),
    usesSdk: wire.using_sdk === true,
    logPath: vfsPathOf(wire.log_url),
    schedulerLogPath: vfsPathOf(wire.scheduler_logs_url),
    body,
  };
}

/** Reads a run; undefined when it has no id. */
export function readRun(body: unknown): RemoteRun | undefined {
  if (!isRecord(body)) return undefined;
  const wire: WireRun = body;
  const id = textOf(wire.id);
  if (id === null || id === '') return undefined;
  return {
    id,
    status: textOf(wire.status) ?? 'Unknown',
    startMs: timeOf(wire.start_time),
    endMs: timeOf(wire.end_time),
    durationMs: durationOf(wire.duration),
    outputPath: vfsPathOf(wire.output_url),
    trigger: textOf(wire.trigger),
  };
}

/** `{instance} - {status}`, one a line, with the line breaks of the server's platform (kudu-webjobs §4.5). */
function readInstances(detailedStatus: string): RemoteInstance[] {
  return detailedStatus
    .split(/\r\n|\r|\n/)
    .map((line) => /^(.+) - (.+)$/.exec(line.trim()))
    .filter((match) => match !== null)
    .map(([, instance = '', status = '']) => ({ instance, status }));
}

/** "No time yet" is the year 1 (kudu-webjobs §8.2). */
function timeOf(value: unknown): number | null {
  const time = typeof value === 'string' && !value.startsWith('0001-') ? Date.parse(value) : NaN;
  return Number.isNaN(time) ? null : time;
}

/** A .NET TimeSpan: `[d.]hh:mm:ss[.fffffff]`. */
function durationOf(value: unknown): number | null {
  const match = typeof value === 'string' ? /^(?:(\d+)\.)?(\d+):(\d+):(\d+)(\.\d+)?$/.exec(value) : null;
  if (match === null) return null;
  const [, days = '0', hours = '0', minutes = '0', seconds = '0', fraction = '0'] = match;
  const wholeSeconds = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
  return wholeSeconds * 1000 + Math.round(Number(fraction) * 1000);
}

/** The part behind `/vfs/`. The host in such links is not trusted: it may be a proxy's, or somebody else's. */
function vfsPathOf(value: unknown): string | null {
  const match = typeof value === 'string' ? /^https?:\/\/[^/]+\/(?:api\/)?vfs\/([^?#]+)$/.exec(value) : null;
  if (match?.[1] === undefined) return null;
  try {
    return decodeURIComponent(match[1]);
  } catch {
    return match[1]; // the service does not always escape names
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
