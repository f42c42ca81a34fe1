import { delay, systemClock } from '../base/clock';
import { message, type Message } from '../base/message';
import { isInPlaceByDefault } from '../jobs/jobSettings';
import type { JobScript } from '../jobs/jobScript';
import type { RemoteJob } from '../remote/remoteJob';
import type { FileContent, ScmClient } from '../remote/scmClient';
import type { WaitOptions } from './jobState';
import { observeFiles, parentOf } from './siteState';

/** A place in the log of a continuous job, from which its next start is read. */
export interface LogPlace {
  /** Below the site's root. */
  readonly path: string;
  readonly offset: number;
}

/** What the log tells about a start. */
export interface StartLog {
  /** Whether the engine says that it runs the script. */
  readonly isStarted: boolean;
  /** Whether the engine says that it saw changed files, and copied them anew (kudu-webjobs §4.4). */
  readonly isCopyRenewed: boolean;
  /** What was written since, without a last line that is unfinished. */
  readonly lines: readonly string[];
}

/** A job may write much in its first seconds; the engine's own lines about the start come before that. */
const mostBytes = 64 * 1024;
/** So many pauses are spent on waiting for the first lines. */
const mostPauses = 20;

/** The end of a job's log as it is now; undefined when the site tells of none. */
export async function findLogEnd(
  client: ScmClient,
  job: RemoteJob,
  options: WaitOptions = {},
): Promise<LogPlace | undefined> {
  const path = job.logPath;
  if (path === null) return undefined;
  const folder = parentOf(path);
  const name = path.slice(folder.length + 1);
  const found = await observeFiles(client, folder, [name], options.signal ? { signal: options.signal } : {});
  return { path, offset: found.get(name)?.size ?? 0 };
}

/** Reads what the log says since `place`, until it tells of a start or long enough has been waited. */
export async function readStartLog(client: ScmClient, place: LogPlace, options: WaitOptions = {}): Promise<StartLog> {
  const pollMs = options.pollMs ?? 500;
  for (let pause = 1; ; pause++) {
    const log = parseStartLog(await readSince(client, place, options));
    if (log.isStarted || pause > mostPauses) return log;
    await delay(options.clock ?? systemClock, Math.min(pollMs * 1.3 ** pause, pollMs * 4), options.signal);
  }
}

/** What is wrong with a start: none at all, or one with the files of before (kudu-webjobs §4.4). */
export function startWarning(job: RemoteJob, script: JobScript, log: StartLog): Message | undefined {
  const { name } = job;
  if (!log.isStarted) {
    return message('The log of {name} does not tell of a start yet. Look at it again in a minute.', { name });
  }
  const host = script.runnable ? script.host.name : null;
  const { is_in_place: setting } = job.settings;
  const isInPlace = typeof setting === 'boolean' ? setting : isInPlaceByDefault(host);
  if (isInPlace || log.isCopyRenewed) return undefined;
  return message(
    '{name} was started again, but its log does not tell that the new files were copied: the old code may still run. Publish again, replacing everything, or restart the app.',
    { name },
  );
}

/** Reads the engine's lines of a log; those of the job itself are recognised by their level and left alone. */
export function parseStartLog(text: string): StartLog {
  const lines = text.split(/\r?\n/).slice(0, -1);
  const engineSays = (begin: string): boolean =>
    lines.some((line) => /^\[[^\]]*: SYS INFO\] /.test(line) && line.includes(`] ${begin}`));
  return {
    isStarted: engineSays('Run script '),
    isCopyRenewed: engineSays('Job directory change detected'),
    lines,
  };
}

async function readSince(client: ScmClient, { path, offset }: LogPlace, { signal }: WaitOptions): Promise<string> {
  const call = signal ? { signal } : {};
  const answer = await client.readFile(path, (content) => textOf(content, content.isPartial ? 0 : offset), {
    ...call,
    ...(offset > 0 && { fromByte: offset }),
  });
  if (answer.state === 'read') return answer.value;
  // Nothing new, unless the log was rolled over meanwhile and is shorter than it was.
  const isRolled = answer.state === 'past-end' && answer.totalBytes !== null && answer.totalBytes < offset;
  return isRolled ? await readSince(client, { path, offset: 0 }, signal ? { signal } : {}) : '';
}

/** The text after the first `skip` bytes, which a site on Linux sends although they were not asked for. */
async function textOf({ chunks }: FileContent, skip: number): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    bytes += chunk.length;
    if (bytes - skip > mostBytes) break;
  }
  return Buffer.concat(parts).subarray(skip).toString();
}
