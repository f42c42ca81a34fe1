import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobFolder, JobKey } from '../jobs/job';
import type { ContinuousRunner } from './continuousRunner';
import { dataFolderOf, type EngineContext } from './engineContext';
import { type JobConfiguration, stopWaitMs } from './jobConfiguration';
import type { ContinuousJobRecord, JobRecord, TriggeredJobRecord } from './jobRecords';
import type { ContinuousStatus, JobSnapshot } from './jobSnapshot';
import { runSnapshotOf } from './runSnapshot';
import { StatusFiles } from './statusFiles';
import type { TriggeredRunner } from './triggeredRunner';

/** Where the describer asks for what only lives in memory. */
export interface DescriberPorts {
  readonly continuous: (key: JobKey) => ContinuousRunner | undefined;
  readonly triggered: (key: JobKey) => TriggeredRunner;
  readonly nextRunMs: (key: JobKey) => number | undefined;
}

/** Tells about jobs: snapshots for views, records for the REST API. */
export class JobDescriber {
  constructor(
    private readonly context: EngineContext,
    private readonly ports: DescriberPorts,
  ) {}

  /** @param job undefined when nothing in the folder can run. */
  async snapshot(folder: JobFolder, job: JobConfiguration | undefined): Promise<JobSnapshot> {
    const common = {
      kind: folder.kind,
      name: folder.name,
      folder: (job?.folder ?? folder).path,
      runCommand: job?.script.runCommand ?? null,
      scriptHost: job?.script.host.name ?? null,
      stopWaitMs: job ? stopWaitMs(job, this.context.timings) : 0,
    };
    if (folder.kind === 'continuous') {
      const runner = this.ports.continuous(folder);
      return {
        ...common,
        status: job ? await this.continuousStatus(folder, runner) : null,
        isActive: runner?.isActive ?? false,
        process: runner?.process ?? null,
        latestRun: null,
        schedule: null,
        nextRun: null,
        lastError: runner?.lastError ?? null,
      };
    }
    const runner = this.ports.triggered(folder);
    const newest = await runner.history.newest();
    const latestRun = newest === undefined ? null : runSnapshotOf(newest);
    const nextRunMs = this.ports.nextRunMs(folder);
    return {
      ...common,
      status: latestRun?.status ?? null,
      isActive: runner.isActive,
      process: runner.process,
      latestRun,
      schedule: job?.settings.schedule ?? null,
      nextRun: nextRunMs === undefined ? null : new Date(nextRunMs).toISOString(),
      lastError: runner.lastError ?? null,
    };
  }

  async continuousRecord(job: JobConfiguration): Promise<ContinuousJobRecord> {
    const { status, detailedStatus } = await this.statusFiles(job.folder).readAndPrune();
    return { kind: 'continuous', ...(await this.record(job)), status, detailedStatus };
  }

  async triggeredRecord(job: JobConfiguration): Promise<TriggeredJobRecord> {
    const latestRun = (await this.ports.triggered(job.folder).history.latest()) ?? null;
    const hasSchedulerLog = await exists(join(dataFolderOf(this.context, job.folder), 'job_scheduler.log'));
    return { kind: 'triggered', ...(await this.record(job)), latestRun, hasSchedulerLog };
  }

  private async record(job: JobConfiguration): Promise<JobRecord> {
    return {
      name: job.folder.name,
      folder: job.folder.path,
      runCommand: job.script.runCommand,
      error: null,
      usingSdk: await exists(join(dataFolderOf(this.context, job.folder), 'webjobssdk.marker')),
      settings: JSON.parse(job.settingsText) as Record<string, unknown>,
    };
  }

  /** In a session nothing starts by itself: a job that nobody has started is stopped, not about to start. */
  private async continuousStatus(folder: JobFolder, runner: ContinuousRunner | undefined): Promise<ContinuousStatus> {
    const { status } = await this.statusFiles(folder).read();
    const isIdle = status === 'Initializing' && !runner?.isActive;
    return isIdle && this.context.options.mode === 'session' ? 'Stopped' : status;
  }

  private statusFiles(folder: JobFolder): StatusFiles {
    const { instanceId } = this.context.options;
    const runner = this.ports.continuous(folder);
    return runner?.statusFiles ?? new StatusFiles(dataFolderOf(this.context, folder), instanceId);
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
