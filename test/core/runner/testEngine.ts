import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { systemClock } from '../../../src/core/base/clock';
import { silentLogger } from '../../../src/core/base/logger';
import type { EngineOptions } from '../../../src/core/runner/engineOptions';
import type { JobSnapshot } from '../../../src/core/runner/jobSnapshot';
import { WebJobsEngine } from '../../../src/core/runner/webJobsEngine';
import { temporaryFolder, type TreeFile, writeTree } from '../../support/fileTree';

/** An engine over jobs of a test, with short delays. */
export class TestEngine {
  private constructor(
    readonly folder: string,
    readonly engine: WebJobsEngine,
  ) {}

  /** @param files below the jobs root: `continuous/{job}/…` and `triggered/{job}/…`. */
  static async open(
    test: Pick<TestContext, 'after'>,
    files: Readonly<Record<string, TreeFile>>,
    options: Partial<EngineOptions> = {},
  ): Promise<TestEngine> {
    const folder = await temporaryFolder(test);
    await writeTree(join(folder, 'jobs'), files);
    const engine = await WebJobsEngine.open(testOptions(folder, options));
    test.after(() => engine.close({ force: true }));
    return new TestEngine(folder, engine);
  }

  dataFile(path: string): Promise<string> {
    return readFile(join(this.folder, 'data/jobs', path), 'utf8');
  }

  /** Resolves with the first snapshot of a job, present or future, that satisfies a condition. */
  async until(kind: JobSnapshot['kind'], name: string, isWanted: (job: JobSnapshot) => boolean): Promise<JobSnapshot> {
    return new Promise((resolve, reject) => {
      const look = (job: JobSnapshot | undefined): void => {
        if (job?.kind !== kind || job.name !== name || !isWanted(job)) return;
        subscription.dispose();
        resolve(job);
      };
      const subscription = this.engine.onDidChangeJob(look);
      this.engine.job({ kind, name }).then(look, reject);
    });
  }

  /** Collects the lines of a job from now on, without their stamps. */
  collect(
    kind: JobSnapshot['kind'],
    name: string,
  ): { readonly text: () => string; readonly includes: (part: string) => Promise<void> } {
    let text = '';
    const waiting = new Set<() => void>();
    this.engine.followOutput(
      { kind, name },
      { from: 'now' },
      {
        write: (chunk) => {
          text += chunk.toString();
          for (const look of waiting) look();
        },
        end: () => undefined,
      },
    );
    return {
      text: () => text,
      includes: (part) =>
        new Promise((resolve) => {
          const look = (): void => {
            if (!text.includes(part)) return;
            waiting.delete(look);
            resolve();
          };
          waiting.add(look);
          look();
        }),
    };
  }
}

export function testOptions(folder: string, options: Partial<EngineOptions> = {}): EngineOptions {
  const { timings, ...others } = options;
  return {
    paths: {
      home: folder,
      jobsRoots: [join(folder, 'jobs')],
      dataFolder: join(folder, 'data'),
      tempFolder: join(folder, 'temp'),
      setsHome: false,
    },
    mode: 'session',
    appSettings: () => ({ WEBJOBS_RESTART_TIME: '1' }),
    hostEnvironment: process.env,
    instanceId: 'test01',
    schedulesEnabled: false,
    clock: systemClock,
    logger: silentLogger,
    timings: { debounceMs: 100, rootRetryMs: 100, drainCheckMs: 200, ...timings },
    ...others,
  };
}
