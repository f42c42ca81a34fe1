import { execFile } from 'node:child_process';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { systemClock } from '../../src/core/base/clock';
import { silentLogger } from '../../src/core/base/logger';
import type { EngineOptions } from '../../src/core/runner/engineOptions';
import { writeTree } from '../support/fileTree';
import { EngineProcess } from '../vectors/engine/engineProcess';
import type { SoakJob } from './soakJobs';

/** A site whose engine lives in a process of its own and can be killed. */
export class SoakSite {
  engine: EngineProcess | undefined;

  constructor(
    readonly folder: string,
    readonly jobs: readonly SoakJob[],
  ) {}

  async writeJobs(): Promise<void> {
    for (const { kind, name, script, settings } of this.jobs) {
      await writeTree(join(this.folder, 'jobs', kind, name), {
        'run.sh': script,
        ...(settings === undefined ? {} : { 'settings.job': settings }),
      });
    }
  }

  async start(): Promise<EngineProcess> {
    this.engine = await EngineProcess.start(this.options('service'));
    return this.engine;
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

  options(mode: EngineOptions['mode']): EngineOptions {
    const { folder } = this;
    return {
      paths: {
        home: folder,
        jobsRoots: [join(folder, 'jobs')],
        dataFolder: join(folder, 'data'),
        tempFolder: join(folder, 'temp'),
        setsHome: false,
      },
      mode,
      // Everything is kept, so that everything can be counted.
      appSettings: () => ({ WEBJOBS_RESTART_TIME: '1', WEBJOBS_HISTORY_SIZE: '1000000' }),
      hostEnvironment: process.env,
      instanceId: 'soak01',
      schedulesEnabled: true,
      clock: systemClock,
      logger: silentLogger,
      timings: {
        debounceMs: 200,
        rootRetryMs: 200,
        singletonRetryMs: 200,
        errorRetryMs: 500,
        continuousStopMs: 500,
        triggeredStopMs: 500,
        drainCheckMs: 200,
      },
    };
  }
}
