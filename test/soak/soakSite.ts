import { execFile } from 'node:child_process';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { EngineOptions, EngineTimings } from '../../src/core/runner/engineOptions';
import { testOptions } from '../core/runner/testEngine';
import { writeTree } from '../support/fileTree';
import { EngineProcess } from '../vectors/engine/engineProcess';
import type { SoakJob } from './soakJobs';

/** Short enough that a minute sees everything many times. */
export const hastyTimings: Partial<EngineTimings> = {
  debounceMs: 200,
  rootRetryMs: 200,
  singletonRetryMs: 200,
  errorRetryMs: 500,
  continuousStopMs: 500,
  triggeredStopMs: 500,
  drainCheckMs: 200,
};

/** A site whose engine lives in a process of its own and can be killed. */
export class SoakSite {
  engine: EngineProcess | undefined;

  constructor(
    readonly folder: string,
    readonly jobs: readonly SoakJob[],
    private readonly timings: Partial<EngineTimings>,
  ) {}

  async writeJobs(): Promise<void> {
    for (const { kind, name, script, settings } of this.jobs) {
      await writeTree(join(this.folder, 'jobs', kind, name), {
        'run.sh': script,
        ...(settings === undefined ? {} : { 'settings.job': settings }),
      });
    }
  }

  /** @param startMs when the engine's time begins, if the test makes it pass; otherwise it is real. */
  async start(startMs?: number): Promise<void> {
    this.engine = await EngineProcess.start(this.options(), startMs);
  }

  /** A continuous job that is edited is stopped and started; the new script does the same. */
  async edit({ kind, name }: SoakJob): Promise<void> {
    await appendFile(join(this.folder, 'jobs', kind, name, 'run.sh'), '# edited\n');
  }

  dataFolder({ kind, name }: Pick<SoakJob, 'kind' | 'name'>): string {
    return join(this.folder, 'data/jobs', kind, name);
  }

  /** Memory of the engine's process in KiB. */
  async memory(): Promise<number> {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(this.engine?.pid)]);
    return Number(stdout);
  }

  private options(): EngineOptions {
    const restart = this.timings === hastyTimings ? { WEBJOBS_RESTART_TIME: '1' } : {};
    return {
      ...testOptions(this.folder),
      mode: 'service',
      // Everything is kept, so that everything can be counted.
      appSettings: () => ({ ...restart, WEBJOBS_HISTORY_SIZE: '1000000' }),
      instanceId: 'soak01',
      schedulesEnabled: true,
      timings: this.timings,
    };
  }
}
