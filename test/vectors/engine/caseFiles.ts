import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Files of a case: a path that ends in `/` is a folder, else a text or what {@link FileSpec} says. */
export type FileSpecs = Readonly<Record<string, string | FileSpec>>;

export interface FileSpec {
  readonly content?: string;
  readonly base64?: string;
  /** ISO 8601. */
  readonly mtime?: string;
  /** A file of that size that begins with `starts`. */
  readonly bytes?: number;
  readonly starts?: string;
}

export interface GeneratedRuns {
  readonly generated_runs: number;
  readonly first: string;
  readonly each: string;
}

export async function makeTemporaryFolder(): Promise<string> {
  return realpathSync(await mkdtemp(join(tmpdir(), 'webjobs-vector-')));
}

export async function writeFiles(folder: string, files: FileSpecs): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [path, spec] of Object.entries(files)) {
    if (path.endsWith('/')) await mkdir(join(folder, path), { recursive: true });
    else await writeSpec(join(folder, path), typeof spec === 'string' ? { content: spec } : spec);
  }
}

async function writeSpec(path: string, spec: FileSpec): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const content =
    spec.bytes !== undefined
      ? Buffer.alloc(spec.bytes, 'x')
      : spec.base64 === undefined
        ? Buffer.from(spec.content ?? '')
        : Buffer.from(spec.base64, 'base64');
  if (spec.starts !== undefined) content.write(spec.starts);
  await writeFile(path, content);
  if (spec.mtime !== undefined) await setTime(path, spec.mtime);
}

export async function setTime(path: string, mtime: string): Promise<void> {
  const date = new Date(mtime);
  await utimes(path, date, date);
}

/** Run folders an hour apart, each with the same status file. */
export async function writeGeneratedRuns(dataDir: string, runs: GeneratedRuns): Promise<void> {
  const [, year, month, day, hour] = /^(\d{4})(\d\d)(\d\d)(\d\d)/.exec(runs.first) ?? [];
  const first = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour));
  for (let index = 0; index < runs.generated_runs; index++) {
    const id = new Date(first + index * 3_600_000).toISOString().replace(/\D/g, '').padEnd(18, '0').slice(0, 18);
    await writeFiles(join(dataDir, id), { status: runs.each });
  }
}

/** The file actions that cases of all kinds share. */
export interface FileAction {
  readonly do: string;
  readonly path?: string;
  readonly to?: string;
  readonly content?: string;
  readonly base64?: string;
  readonly mtime?: string;
}

/** Performs an action on a job folder; false when it is none of files. */
export async function performFileAction(jobDir: string, action: FileAction): Promise<boolean> {
  const path = join(jobDir, action.path ?? '');
  switch (action.do) {
    case 'write':
      await writeSpec(path, action);
      return true;
    case 'delete':
      await rm(path, { recursive: true });
      return true;
    case 'rename':
      await rename(path, join(jobDir, action.to ?? ''));
      return true;
    case 'mkdir':
      await mkdir(path, { recursive: true });
      return true;
    case 'set-mtime':
      await setTime(path, action.mtime ?? '');
      return true;
    case 'delete-job-folder':
      await rm(jobDir, { recursive: true });
      return true;
    default:
      return false;
  }
}

/** The records of a log, each without its CR LF; undefined when there is no log. Notices of bash about killed children are left out. */
export async function readLog(path: string): Promise<string[] | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const records = text.split('\r\n');
  if (records.at(-1) === '') records.pop();
  return records.filter((record) => !/: line \d+: +\d+ (?:Killed|Terminated)/.test(record));
}

/** Whole seconds of each record's time stamp since the first one's. */
export function secondsOf(records: readonly string[]): number[] {
  const times = records.map((record) => {
    const [, month, day, year, clock] = /^\[(\d\d)\/(\d\d)\/(\d{4}) (\d\d:\d\d:\d\d) /.exec(record) ?? [];
    return Date.parse(`${year ?? ''}-${month ?? ''}-${day ?? ''}T${clock ?? ''}Z`) / 1000;
  });
  return times.map((time) => time - (times[0] ?? 0));
}

export async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(() => [])).sort();
}

export async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** Command lines of the processes alive whose environment names this data folder. */
export async function processesWithDataPath(dataDir: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const environment = await readFile(`/proc/${name}/environ`, 'utf8').catch(() => '');
    if (!environment.split('\0').includes(`WEBJOBS_DATA_PATH=${dataDir}`)) continue;
    const status = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    if (status.includes(') Z ') || status === '') continue;
    const words = (await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '')).split('\0').filter((word) => word);
    found.push(words.join(' '));
  }
  return found.sort();
}
