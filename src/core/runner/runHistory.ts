import { access, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isOsLockHeld } from '../base/osLock';
import { formatTime, formatTimeSpan, noTime, parseTime, ticksOf } from './dotnetTime';
import { compareNames, expiredRuns } from './historyRetention';
import type { RunRecord } from './jobRecords';
import type { RunStatus } from './jobSnapshot';

/** What a run's `status` file holds; members without a value are left out (kudu-webjobs §1.2). */
export interface RunStatusFile {
  readonly trigger?: string;
  readonly status: RunStatus;
  /** ISO 8601 UTC. */
  readonly startTime?: string;
  readonly endTime?: string;
}

/** Name of the lock that is held while a run of the job is in progress, in the job's data folder. */
export const runLockName = 'triggeredJob.lock';

/** The runs of one triggered job, as its data folder tells them. A half-written file counts as none. */
export class RunHistory {
  /** @param dataFolder the job's `WEBJOBS_DATA_PATH`. */
  constructor(
    private readonly jobName: string,
    private readonly dataFolder: string,
    private readonly now: () => number,
  ) {}

  /** Newest first; undefined when the job has no data folder. */
  async list(): Promise<readonly RunRecord[] | undefined> {
    const folders = await this.runFolders();
    if (!folders) return undefined;
    const isLatest = (index: number) => (index === 0 ? () => this.isRunning() : never);
    const records = await Promise.all(folders.reverse().map((id, index) => this.read(id, isLatest(index))));
    return records.filter((record) => record !== undefined);
  }

  /** The run whose folder sorts last; undefined when it cannot be read, even if there are older ones. */
  async latest(): Promise<RunRecord | undefined> {
    const id = (await this.runFolders())?.at(-1);
    return id === undefined ? undefined : this.read(id, () => this.isRunning());
  }

  /**
   * The newest run that can be read. Other than {@link latest}, which is what the service answers, a folder that the job
   * itself keeps among its runs does not hide them.
   */
  async newest(): Promise<RunRecord | undefined> {
    const ids = [...((await this.runFolders()) ?? [])].reverse();
    let isLatest = true;
    for (const id of ids) {
      const record = await this.read(id, isLatest ? () => this.isRunning() : never);
      if (record) return record;
      // A folder with digits only is a run, also when its status cannot be read; any other was never one.
      if (/^\d{18}$/.test(id)) isLatest = false;
    }
    return undefined;
  }

  /** One run. The service takes any run that is asked for by its id for the latest one (kudu-webjobs §5.2). */
  async find(id: string): Promise<RunRecord | undefined> {
    return (await this.runFolders())?.includes(id) ? this.read(id, () => this.isRunning()) : undefined;
  }

  runFolder(id: string): string {
    return join(this.dataFolder, id);
  }

  /** Deletes old runs before a new one begins. What cannot be deleted is skipped. */
  async removeExpired(historySize: number): Promise<void> {
    for (const id of expiredRuns((await this.runFolders()) ?? [], historySize)) {
      await rm(this.runFolder(id), { recursive: true, force: true }).catch(() => undefined);
    }
  }

  /** Makes the folder of a run. */
  async create(id: string): Promise<void> {
    await mkdir(this.runFolder(id), { recursive: true });
  }

  /** Replaces the status in one step, so that no reader sees half of it. */
  async writeStatus(id: string, file: RunStatusFile): Promise<void> {
    const path = join(this.runFolder(id), 'status');
    const text = JSON.stringify({
      Trigger: file.trigger,
      Status: file.status,
      StartTime: file.startTime,
      EndTime: file.endTime,
    });
    await writeFile(`${path}.new`, text);
    await rename(`${path}.new`, path);
  }

  private async runFolders(): Promise<string[] | undefined> {
    try {
      const entries = await readdir(this.dataFolder, { withFileTypes: true });
      return entries
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .sort(compareNames);
    } catch {
      // No data folder: the job never ran.
      return undefined;
    }
  }

  private isRunning(): Promise<boolean> {
    return isOsLockHeld(join(this.dataFolder, runLockName));
  }

  /** @param canBeRunning asked only of a run that says of itself that it goes on. */
  private async read(id: string, canBeRunning: () => Promise<boolean>): Promise<RunRecord | undefined> {
    const folder = this.runFolder(id);
    let file = await readStatus(folder);
    const isLeftOver = file?.status === 'Running' && !(await canBeRunning());
    // It may have ended in an orderly way since it was read.
    if (isLeftOver) file = await readStatus(folder);
    if (!file) return undefined;
    const start = file.startTime === undefined ? undefined : parseTime(file.startTime);
    const end = file.endTime === undefined ? undefined : parseTime(file.endTime);
    return {
      id,
      jobName: this.jobName,
      status: file.status === 'Running' && isLeftOver ? 'Aborted' : file.status,
      startTime: start === undefined ? noTime : formatTime(start),
      endTime: end === undefined ? noTime : formatTime(end),
      duration: durationOf(start, end, ticksOf(this.now())),
      hasOutput: await exists(join(folder, 'output_log.txt')),
      hasErrorOutput: await exists(join(folder, 'error_log.txt')),
      trigger: file.trigger ?? null,
    };
  }
}

async function readStatus(folder: string): Promise<RunStatusFile | undefined> {
  return parseStatus(await readFile(join(folder, 'status'), 'utf8').catch(() => ''));
}

const never = () => Promise.resolve(false);

/** Reads the text of a `status` file; undefined when it is no JSON object. */
export function parseStatus(text: string): RunStatusFile | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Half-written or foreign: not a run.
    return undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { Trigger: trigger, Status: status, StartTime: startTime, EndTime: endTime } = value as Record<string, unknown>;
  return {
    ...(typeof trigger === 'string' ? { trigger } : {}),
    status: (typeof status === 'string' ? status : 'Initializing') as RunStatus,
    ...(typeof startTime === 'string' ? { startTime } : {}),
    ...(typeof endTime === 'string' ? { endTime } : {}),
  };
}

function durationOf(start: bigint | undefined, end: bigint | undefined, now: bigint): string | null {
  if (start === undefined && end === undefined) return null;
  return formatTimeSpan((end ?? now) - (start ?? 0n));
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
