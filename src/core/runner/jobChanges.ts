import type { Logger } from '../base/logger';
import type { JobKey, JobKind } from '../jobs/job';
import type { EngineOptions } from './engineOptions';
import type { JobCatalog } from './jobCatalog';
import type { JobRunners } from './jobRunners';
import type { JobScheduler } from './jobScheduler';

export interface JobChangesOptions {
  readonly mode: EngineOptions['mode'];
  readonly catalog: JobCatalog;
  readonly runners: JobRunners;
  readonly scheduler: JobScheduler;
  readonly logger: Logger;
  readonly areSchedulesEnabled: () => boolean;
  readonly isClosing: () => boolean;
  readonly didChange: (key: JobKey) => void;
  readonly didRemove: (key: JobKey) => void;
}

/** Acts upon changed job folders as the service does (kudu-webjobs §4.1, §5.6). */
export class JobChanges {
  /** The first batch of a service is its start: jobs are not told that their files were updated. */
  private isFirstBatch = true;

  constructor(private readonly options: JobChangesOptions) {}

  /** Processes changed jobs one after another. Never rejects. */
  async processBatch(kind: JobKind, names: readonly string[]): Promise<void> {
    const isLogged = !this.isFirstBatch;
    if (kind === 'continuous' && names.length > 0) this.isFirstBatch = false;
    for (const name of names) {
      try {
        await this.process({ kind, name }, isLogged);
      } catch (error) {
        this.options.logger.error(`The changed job ${name} could not be processed.`, error);
      }
    }
  }

  private async process(key: JobKey, isLogged: boolean): Promise<void> {
    const { catalog, runners, scheduler, mode } = this.options;
    const job = await catalog.findRunnable(key);
    if (this.options.isClosing()) return;
    if (!job) {
      await this.drop(key);
      return;
    }
    if (key.kind === 'triggered') {
      if (this.options.areSchedulesEnabled()) await scheduler.update(job.folder, job);
    } else {
      const runner = runners.continuousOf(job);
      if (mode === 'service') await runner.refresh(job, { isLogged });
      else if (runner.isActive) await runner.refresh(job, { isLogged: true });
      else runner.update(job);
    }
    this.options.didChange(job.folder);
  }

  /** Nothing in the folder can run any more, or the folder is gone. */
  private async drop(key: JobKey): Promise<void> {
    const { catalog, runners, scheduler } = this.options;
    if (key.kind === 'continuous') await runners.removeContinuous(key.name);
    else await scheduler.update(key, undefined);
    const isGone = (await catalog.foldersNamed(key)).length === 0;
    if (isGone) this.options.didRemove(key);
    else this.options.didChange(key);
  }
}
