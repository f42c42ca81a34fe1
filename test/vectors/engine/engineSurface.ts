import { errorMessage, UserError } from '../../../src/core/base/userError';
import type { JobKind } from '../../../src/core/jobs/job';
import type { RunRecord } from '../../../src/core/runner/jobRecords';
import { WebJobsEngine } from '../../../src/core/runner/webJobsEngine';
import type { EngineOptions } from '../../../src/core/runner/engineOptions';
import { jobResponse, runResponse } from '../../../src/host/jobResponses';

/** The answer to a request that starts a run. */
export interface RunAnswer {
  readonly status: number;
  readonly body: string | undefined;
  readonly location: string | undefined;
}

/** What a case does with the site beside its files: requests in the terms of the service's REST API. */
export interface EngineSurface {
  /** Scheme and host of the URLs in its answers. */
  readonly base: string;
  run(job: string, request: { readonly arguments?: string; readonly trigger?: string }): Promise<RunAnswer>;
  /** A JSON object; null for 404. */
  getJob(kind: JobKind, job: string): Promise<unknown>;
  /** `{"runs":[…]}`; null for 404. */
  getHistory(job: string): Promise<unknown>;
  getRun(job: string, runId: string): Promise<unknown>;
  listJobs(kind: JobKind): Promise<readonly string[]>;
  stopJob(job: string): Promise<void>;
  startJob(job: string): Promise<void>;
  deleteJob(kind: JobKind, job: string): Promise<void>;
  putSettings(kind: JobKind, job: string, body: string): Promise<void>;
  getSettings(kind: JobKind, job: string): Promise<unknown>;
  postedWebHooks(): Promise<unknown>;
  /** Orderly shutdown of the host. */
  shutDown(): Promise<void>;
  /** Ends the host and every process at once, when a case is over. */
  kill(): Promise<void>;
}

/** The engine in this process, with the host's own conversion to JSON. */
export class InProcessSurface implements EngineSurface {
  readonly base = 'https://site.invalid';
  private readonly hooks: RunRecord[] = [];

  private constructor(readonly engine: WebJobsEngine) {
    engine.onDidFinishRun((run) => this.hooks.push(run));
  }

  static async open(options: EngineOptions): Promise<InProcessSurface> {
    return new InProcessSurface(await WebJobsEngine.open(options));
  }

  async run(job: string, request: { readonly arguments?: string; readonly trigger?: string }): Promise<RunAnswer> {
    try {
      const run = await this.engine.runTriggered(job, {
        trigger: request.trigger ?? 'External - agent/1.0',
        ...(request.arguments === undefined ? {} : { arguments: request.arguments }),
      });
      const location = `${this.base}/api/triggeredwebjobs/${encodeURIComponent(job)}/history/${run.runId}`;
      return { status: 202, body: undefined, location };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const isMissing = error.code === 'job-not-found';
      return { status: isMissing ? 404 : 409, body: isMissing ? undefined : errorMessage(error), location: undefined };
    }
  }

  async getJob(kind: JobKind, job: string): Promise<unknown> {
    const record = await (kind === 'continuous' ? this.engine.continuousRecord(job) : this.engine.triggeredRecord(job));
    return record ? jobResponse(record, this.origin()) : null;
  }

  async getHistory(job: string): Promise<unknown> {
    const runs = await this.engine.history(job);
    return runs ? { runs: runs.map((run) => runResponse(run, this.origin())) } : null;
  }

  async getRun(job: string, runId: string): Promise<unknown> {
    const run = await this.engine.run(job, runId);
    return run ? runResponse(run, this.origin()) : null;
  }

  async listJobs(kind: JobKind): Promise<readonly string[]> {
    const jobs = kind === 'continuous' ? this.engine.jobRecords(kind) : this.engine.jobRecords('triggered');
    return (await jobs).map(({ name }) => name);
  }

  stopJob(job: string): Promise<void> {
    return this.engine.setDisabled(job, true);
  }

  startJob(job: string): Promise<void> {
    return this.engine.setDisabled(job, false);
  }

  deleteJob(kind: JobKind, job: string): Promise<void> {
    return this.engine.deleteJob({ kind, name: job });
  }

  putSettings(kind: JobKind, job: string, body: string): Promise<void> {
    return this.engine.writeSettingsText({ kind, name: job }, body);
  }

  getSettings(kind: JobKind, job: string): Promise<unknown> {
    return this.engine.readSettings({ kind, name: job });
  }

  postedWebHooks(): Promise<unknown> {
    return Promise.resolve(
      this.hooks.map((run) => ({ hook: 'TriggeredJobFinished', body: runResponse(run, this.origin()) })),
    );
  }

  shutDown(): Promise<void> {
    return this.engine.close();
  }

  /** Ends the host and every process at once. */
  kill(): Promise<void> {
    return this.engine.close({ force: true });
  }

  private origin(): { base: string; flavor: 'linux'; now: number } {
    return { base: this.base, flavor: 'linux', now: this.engine.options.clock.now() };
  }
}
