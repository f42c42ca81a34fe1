import { readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { Clock } from '../base/clock';
import { type Disposable, MutableDisposable } from '../base/disposable';
import type { Logger } from '../base/logger';
import { errorMessage } from '../base/userError';
import type { JobFolder, JobKind } from '../jobs/job';
import { kindOfFolderName } from '../jobs/jobPaths';
import type { EngineTimings } from './engineOptions';
import { FolderWatcher } from './folderWatcher';
import { nameKey } from './jobCatalog';

export interface JobsWatcherOptions {
  readonly kind: JobKind;
  readonly jobsRoots: readonly string[];
  /** A job outside the roots. */
  readonly singleJob: JobFolder | undefined;
  readonly timings: EngineTimings;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Whether the jobs that exist at the beginning count as changed, as in the service. */
  readonly marksExisting: boolean;
  /** Processes changed jobs, by name; the next batch waits for the end of this one. Must not reject. */
  readonly onBatch: (names: readonly string[]) => Promise<void>;
  /** Whether a job has something to run; others are not marked when the watch begins. */
  readonly isRunnable: (name: string) => Promise<boolean>;
  /** Tells at once that a job is marked as changed. */
  readonly onMark: (name: string) => void;
}

/**
 * Notices changes of the job folders of one kind (kudu-webjobs §4.1): each event marks a job and starts the debounce
 * anew; after a quiet time the marked jobs are processed, one after another. All jobs are marked after every interruption
 * of the watch, and on demand at the beginning.
 */
export class JobsWatcher implements Disposable {
  private readonly marked = new Map<string, string>();
  private readonly quiet = new MutableDisposable<Disposable>();
  private readonly watches: Disposable[] = [];
  private batches: Promise<void> = Promise.resolve();
  private hasStarted = false;
  private isDisposed = false;

  constructor(private readonly options: JobsWatcherOptions) {}

  /** Begins to watch; resolves when what exists is watched and marked. */
  async start(): Promise<void> {
    const { jobsRoots, singleJob, kind } = this.options;
    await Promise.all(jobsRoots.map((root) => this.watchRoot(root)));
    if (singleJob?.kind === kind) await this.watchSingle(singleJob);
    this.hasStarted = true;
  }

  /** Marks a job as changed, as an event of its files would. */
  mark(name: string): void {
    if (this.isDisposed) return;
    const { clock, timings, onMark } = this.options;
    this.marked.set(nameKey(name), name);
    this.quiet.value = clock.after(timings.debounceMs, () => this.process());
    onMark(name);
  }

  dispose(): void {
    this.isDisposed = true;
    this.quiet.dispose();
    for (const watch of this.watches) watch.dispose();
  }

  /** Whether what is there counts as changed: what appears or is watched again later always does. */
  private get marksNow(): boolean {
    return this.hasStarted || this.options.marksExisting;
  }

  private process(): void {
    const names = [...this.marked.values()];
    this.marked.clear();
    this.batches = this.batches.then(() => (this.isDisposed ? undefined : this.options.onBatch(names)));
  }

  private async watchRoot(root: string): Promise<void> {
    const slot = new MutableDisposable<Disposable>();
    this.watches.push(slot);
    await this.tryWatchRoot(root, slot);
  }

  /** A folder that does not exist is looked for again and again. */
  private async tryWatchRoot(root: string, slot: MutableDisposable<Disposable>): Promise<void> {
    if (this.isDisposed) return;
    const { kind, clock, timings, logger } = this.options;
    const retry = (): void => {
      slot.value = clock.after(timings.rootRetryMs, () => void this.tryWatchRoot(root, slot));
    };
    const name = (await readdir(root).catch(() => [])).find((entry) => kindOfFolderName(entry) === kind);
    if (name === undefined) {
      retry();
      return;
    }
    const folder = join(root, name);
    try {
      slot.value = await FolderWatcher.open(folder, {
        onChange: (path, event) => this.takeEvent(path, event),
        onError: (error) => {
          logger.warn(`Watching ${folder} was interrupted: ${errorMessage(error)}`);
          retry();
        },
      });
    } catch (error) {
      logger.warn(`${folder} cannot be watched: ${errorMessage(error)}`);
      retry();
      return;
    }
    if (!this.marksNow) return;
    for (const job of await readdir(folder).catch(() => [])) {
      if (await this.options.isRunnable(job)) this.mark(job);
    }
  }

  private takeEvent(path: string, event: 'change' | 'rename'): void {
    const [name] = path.split(sep);
    // A plain change of the job folder itself says nothing about its files.
    if (!name || (path === name && event === 'change')) return;
    this.mark(name);
  }

  private async watchSingle(job: JobFolder): Promise<void> {
    const { logger } = this.options;
    if (this.marksNow) this.mark(job.name);
    try {
      const watcher = await FolderWatcher.open(job.path, {
        onChange: () => this.mark(job.name),
        onError: (error) => {
          logger.warn(`Watching ${job.path} was interrupted: ${errorMessage(error)}`);
          this.mark(job.name);
        },
      });
      if (this.isDisposed) watcher.dispose();
      else this.watches.push(watcher);
    } catch (error) {
      logger.warn(`${job.path} cannot be watched: ${errorMessage(error)}`);
    }
  }
}
