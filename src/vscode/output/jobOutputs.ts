import { type Disposable, DisposableStore } from '../../core/base/disposable';
import type { StartRequest, StartResponse } from '../../core/hostClient/hostApi';
import type { JobKey } from '../../core/jobs/job';
import type { JobSnapshot } from '../../core/runner/jobSnapshot';
import { outputLanguageId } from '../contributedTypes';
import type { Localizer } from '../localizer';
import { type FollowOptions, type Following, type Site, findJob, siteJobId } from '../sites/site';
import type { SiteRegistry } from '../sites/siteRegistry';
import { OutputLines } from './outputLines';
import { type JobChannel, OutputView } from './outputView';
import { runEndLine } from './runEnd';

/** One job's channel and what flows into it. */
interface JobOutput {
  readonly key: JobKey;
  readonly view: OutputView;
  /** What is being followed: a run's id, or `process` for a continuous job. */
  following: { readonly subject: string; readonly output: Following } | undefined;
  /** A run whose output has ended but whose result is not known yet. */
  endedRun: string | undefined;
  /** The last run that was followed, so that it is not followed a second time. */
  lastRun: string | undefined;
}

/**
 * One output channel for each job. Every job that runs is followed, whoever started it: this window, a schedule, a
 * debugger, the terminal. Output never takes the focus.
 */
export class JobOutputs implements Disposable {
  private readonly outputs = new Map<string, JobOutput>();
  private readonly store = new DisposableStore();
  private isErrorsOnly = false;

  constructor(
    registry: SiteRegistry,
    private readonly createChannel: (name: string, languageId: string) => JobChannel,
    private readonly l10n: Localizer,
  ) {
    this.store.add(
      registry.onDidChange((change) => {
        if (change.site === undefined) return;
        if (change.change.type === 'job') this.onJob(change.site, change.change.job);
        else for (const job of change.site.jobs) this.onJob(change.site, job);
      }),
    );
  }

  /** Brings a job's output into view without taking the focus. */
  reveal(site: Site, key: JobKey): void {
    this.output(site, key).view.reveal();
  }

  /** Brings it into view with what the job writes, or has written in its latest run, as far as that is known. */
  async open(site: Site, job: JobSnapshot): Promise<void> {
    this.reveal(site, job);
    if (site.state.kind !== 'connected') return;
    if (job.kind === 'continuous') {
      if (job.isActive) await this.follow(site, job, { from: 'run' });
    } else if (job.latestRun !== null) await this.follow(site, job, { from: 'run', runId: job.latestRun.id });
  }

  /** Starts a job so that no line of it is missed. */
  async start(site: Site, key: JobKey, request: StartRequest): Promise<StartResponse> {
    await site.connect();
    if (key.kind === 'continuous') await this.follow(site, key, { from: 'now' });
    const response = await site.start(key, request);
    if (response.runId !== null) void this.follow(site, key, { from: 'run', runId: response.runId });
    return response;
  }

  /** Shows the errors of every job only, also of those that write later, or everything again. */
  showErrorsOnly(isErrorsOnly: boolean): void {
    this.isErrorsOnly = isErrorsOnly;
    for (const { view } of this.outputs.values()) view.showErrorsOnly(isErrorsOnly);
  }

  /** The job whose channel the editor shows at this path, which ends in the channel's name. */
  jobOfChannel(path: string): JobKey | undefined {
    return [...this.outputs.values()].find(({ view }) => path.endsWith(`-${view.name}`))?.key;
  }

  dispose(): void {
    this.store.dispose();
    for (const output of this.outputs.values()) {
      output.following?.output.dispose();
      output.view.dispose();
    }
    this.outputs.clear();
  }

  private onJob(site: Site, job: JobSnapshot): void {
    const output = this.outputs.get(siteJobId(site, job));
    if (output?.endedRun !== undefined) this.writeEnd(job, output);
    if (job.process === null) return;
    if (job.kind === 'continuous') void this.follow(site, job, { from: 'run' });
    else if (job.process.runId !== null) void this.follow(site, job, { from: 'run', runId: job.process.runId });
  }

  /** Resolves once no line is missed any more; never rejected. */
  private async follow(site: Site, key: JobKey, options: FollowOptions): Promise<void> {
    const output = this.output(site, key);
    const subject = options.runId ?? 'process';
    if (output.following?.subject === subject || output.lastRun === subject) return;
    output.following?.output.dispose();
    output.lastRun = options.runId;
    const lines = new OutputLines();
    const following = site.followOutput(key, options, {
      onText: (text) => output.view.append(lines.push(text)),
      onEnd: () => {
        output.view.append(lines.flush());
        output.following = undefined;
        output.endedRun = options.runId;
        // A run has a result; a continuous job's output ends only when nobody is left to write it.
        if (options.runId === undefined)
          output.view.append(
            `── ${this.l10n.t('{0}: the output ends here, because the process that ran the job is gone', key.name)} ──\n`,
          );
        const job = findJob(site, key);
        if (job) this.writeEnd(job, output);
      },
    });
    output.following = { subject, output: following };
    await following.ready;
  }

  /** The result of a run arrives on another connection than its output, before or after the output's end. */
  private writeEnd(job: JobSnapshot, output: JobOutput): void {
    const run = job.latestRun;
    if (run === null || run.id !== output.endedRun || run.endTime === null) return;
    output.endedRun = undefined;
    output.view.append(runEndLine(job.name, run, this.l10n));
  }

  private output(site: Site, key: JobKey): JobOutput {
    const id = siteJobId(site, key);
    let output = this.outputs.get(id);
    if (!output) {
      const name = this.channelName(site, key);
      output = {
        key,
        view: new OutputView(name, this.createChannel(name, outputLanguageId), this.isErrorsOnly),
        following: undefined,
        endedRun: undefined,
        lastRun: undefined,
      };
      this.outputs.set(id, output);
    }
    return output;
  }

  /** A continuous and a triggered job can have the same name; their channels cannot. */
  private channelName(site: Site, { kind, name }: JobKey): string {
    const plain = `${name} (${site.label})`;
    const isTaken = [...this.outputs.values()].some(({ view }) => view.name === plain);
    return isTaken ? `${name} (${site.label}, ${kind})` : plain;
  }
}
