import type { JobKey } from '../jobs/job';
import { ContinuousRunner } from './continuousRunner';
import type { EngineContext } from './engineContext';
import { nameKey } from './jobCatalog';
import type { JobConfiguration } from './jobConfiguration';
import type { RunRecord } from './jobRecords';
import { TriggeredRunner } from './triggeredRunner';

/** The runners of an engine, one for each job that it has to do with. */
export class JobRunners {
  private readonly continuous = new Map<string, ContinuousRunner>();
  private readonly triggered = new Map<string, TriggeredRunner>();

  constructor(
    private readonly context: EngineContext,
    private readonly onDidFinishRun: (run: RunRecord) => void,
  ) {}

  /** The runner of a continuous job, if the engine has had to do with the job. */
  findContinuous(name: string): ContinuousRunner | undefined {
    return this.continuous.get(nameKey(name));
  }

  /** The runner of a continuous job; made when there is none. */
  continuousOf(job: JobConfiguration): ContinuousRunner {
    const name = nameKey(job.folder.name);
    let runner = this.continuous.get(name);
    if (!runner) {
      runner = new ContinuousRunner(this.context, job);
      this.continuous.set(name, runner);
    }
    return runner;
  }

  /** The runner of a triggered job, which need not exist; made when there is none. */
  triggeredOf({ name }: Pick<JobKey, 'name'>): TriggeredRunner {
    let runner = this.triggered.get(nameKey(name));
    if (!runner) {
      runner = new TriggeredRunner(this.context, { kind: 'triggered', name }, this.onDidFinishRun);
      this.triggered.set(nameKey(name), runner);
    }
    return runner;
  }

  /** Stops a continuous job for good and lets go of its runner. */
  async removeContinuous(name: string): Promise<void> {
    const runner = this.continuous.get(nameKey(name));
    if (!runner) return;
    runner.retire();
    await runner.stop();
    if (this.continuous.get(nameKey(name)) === runner) this.continuous.delete(nameKey(name));
    runner.dispose();
  }

  /** Ends the present run of a triggered job, for a job that is being deleted. */
  async removeTriggered(name: string): Promise<void> {
    const runner = this.triggered.get(nameKey(name));
    if (!runner) return;
    await runner.present?.stop({ force: true });
    this.triggered.delete(nameKey(name));
    runner.dispose();
  }

  /** Site shutdown (kudu-webjobs §4.7, §5.7); resolves when all jobs have ended. Nothing can be started any more. */
  async shutDown({ force }: { readonly force: boolean }): Promise<void> {
    await Promise.all([
      ...[...this.continuous.values()].map((runner) => {
        runner.retire();
        return runner.isActive ? runner.stop({ isShutdown: true, force }) : undefined;
      }),
      ...[...this.triggered.values()].map((runner) => runner.shutDown({ force })),
    ]);
  }

  /** Ends all followers. */
  dispose(): void {
    for (const runner of [...this.continuous.values(), ...this.triggered.values()]) runner.dispose();
  }
}
