import { mapConcurrently } from '../../core/base/mapConcurrently';
import { type JobKey, isSameJob, jobKeyText } from '../../core/jobs/job';
import type { JobSnapshot, RunSnapshot } from '../../core/runner/jobSnapshot';

/** What is known of jobs beside their folders. */
export interface FolderJobsOptions {
  /** The latest run of a triggered job as the data folder tells it; undefined for one that never ran. */
  readonly latestRun: (jobName: string) => Promise<RunSnapshot | undefined>;
  /** What a continuous job says of itself after its host has gone with it. */
  readonly lostText: string;
  /** More is known of the jobs than when they were set. */
  readonly onDidComplete: () => void;
}

/** History is read for so many jobs at once. */
const readsAtOnce = 16;

/**
 * The jobs of a site of this machine while no host tells of them: what their folders say, completed by what became of
 * them. Folders are shown at once; results follow, because there may be hundreds of jobs with a history each.
 */
export class FolderJobs {
  private folders: readonly JobSnapshot[] = [];
  private readonly latestRuns = new Map<string, RunSnapshot>();
  private readonly lost = new Set<string>();

  constructor(private readonly options: FolderJobsOptions) {}

  get all(): readonly JobSnapshot[] {
    return this.folders.map((job) => this.completed(job));
  }

  set(folders: readonly JobSnapshot[]): void {
    this.folders = folders;
    void this.readLatestRuns();
  }

  remove(key: JobKey): void {
    this.folders = this.folders.filter((job) => !isSameJob(job, key));
  }

  /** Jobs that ended because their host did. */
  lose(jobs: readonly JobSnapshot[]): void {
    for (const job of jobs) if (job.kind === 'continuous') this.lost.add(jobKeyText(job));
  }

  /** A host tells how the jobs are. */
  forgetLost(): void {
    this.lost.clear();
  }

  private completed(job: JobSnapshot): JobSnapshot {
    const key = jobKeyText(job);
    const latestRun = this.latestRuns.get(key);
    if (latestRun !== undefined) return { ...job, latestRun, status: latestRun.status };
    return this.lost.has(key) && job.lastError === null ? { ...job, lastError: this.options.lostText } : job;
  }

  /** Never rejected. */
  private async readLatestRuns(): Promise<void> {
    let changes = 0;
    const triggered = this.folders.filter(({ kind }) => kind === 'triggered');
    await mapConcurrently(triggered, readsAtOnce, async (job) => {
      // A history that cannot be read tells nothing.
      const run = await this.options.latestRun(job.name).catch(() => undefined);
      const key = jobKeyText(job);
      const known = this.latestRuns.get(key);
      if (known?.id === run?.id && known?.status === run?.status) return;
      changes += 1;
      if (run === undefined) this.latestRuns.delete(key);
      else this.latestRuns.set(key, run);
    });
    if (changes > 0) this.options.onDidComplete();
  }
}
