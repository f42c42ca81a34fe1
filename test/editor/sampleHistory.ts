import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runIdAt } from '../../src/core/runner/dotnetTime';
import type { RunStatus } from '../../src/core/runner/jobSnapshot';

/** A run that ended in the past. */
export interface SampleRun {
  readonly minutesAgo: number;
  readonly minutes: number;
  readonly status?: RunStatus;
}

/** Writes runs into the data folder of a triggered job, in the form in which the engine leaves them. */
export async function writeHistory(dataFolder: string, jobName: string, runs: readonly SampleRun[]): Promise<void> {
  for (const { minutesAgo, minutes, status = 'Success' } of runs) {
    const startMs = Date.now() - minutesAgo * 60_000;
    const folder = join(dataFolder, 'jobs', 'triggered', jobName, runIdAt(startMs));
    const time = (ms: number): string => new Date(ms).toISOString();
    const file = {
      Trigger: 'Schedule',
      Status: status,
      StartTime: time(startMs),
      EndTime: time(startMs + minutes * 60_000),
    };
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'status'), JSON.stringify(file));
    await writeFile(
      join(folder, 'output_log.txt'),
      `[${time(startMs)} > sample: SYS INFO] Status changed to ${status}\n`,
    );
  }
}
