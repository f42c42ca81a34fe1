import type { Pseudoterminal } from 'vscode';
import { DisposableStore } from '../../core/base/disposable';
import { EventEmitter } from '../../core/base/event';
import { errorMessage } from '../../core/base/userError';
import type { JobSnapshot } from '../../core/runner/jobSnapshot';
import type { Localizer } from '../localizer';
import { OutputLines } from '../output/outputLines';
import { findJob } from '../sites/site';
import type { SiteJob } from '../sites/siteRegistry';
import { isAlive, jobState } from '../views/jobState';
import { taskMessage, terminalText } from './terminalText';

/** What a terminal of a task works with. */
export interface JobTerminalParts {
  /** Finds the task's job. Throws UserError. */
  readonly find: () => Promise<SiteJob>;
  /** Arguments of a triggered job. */
  readonly arguments: string | undefined;
  readonly l10n: Localizer;
}

const interrupt = '\u0003';

/**
 * The terminal of a task over one run of a job: it starts the job, shows its lines, and ends with it. Closing it, or
 * Ctrl+C, asks the job to end; doing so again kills it. A continuous job that runs already is joined, and left running.
 */
export class JobTerminal implements Pseudoterminal {
  private readonly store = new DisposableStore();
  private readonly writes = new EventEmitter<string>();
  private readonly closings = new EventEmitter<number>();
  private readonly lines = new OutputLines();
  private subject: SiteJob | undefined;
  private runId: string | null = null;
  private hasStarted = false;
  /** Whether the job was seen alive: a snapshot from before the start says nothing. */
  private hasLived = false;
  private hasJoined = false;
  private hasClosed = false;
  private stops = 0;

  readonly onDidWrite = this.writes.event;
  readonly onDidClose = this.closings.event;

  constructor(private readonly parts: JobTerminalParts) {}

  open(): void {
    this.run().catch((error: unknown) => this.fail(errorMessage(error)));
  }

  close(): void {
    if (!this.hasJoined) this.stop();
    this.hasClosed = true;
    if (this.hasJoined || this.subject === undefined) this.store.dispose();
  }

  handleInput(data: string): void {
    if (!data.includes(interrupt)) return;
    if (this.hasJoined) this.end(0);
    else this.stop();
  }

  private async run(): Promise<void> {
    const { find, l10n } = this.parts;
    const { site, job } = await find();
    await site.connect();
    const live = findJob(site, job) ?? job;
    this.subject = { site, job: live };
    if (isAlive(live)) return this.join(live);
    if (live.kind === 'continuous' && this.parts.arguments !== undefined) {
      this.fail(l10n.t('{0} is a continuous job, which takes no arguments. Remove "arguments".', live.name));
      return;
    }
    await this.start();
  }

  private async start(): Promise<void> {
    if (this.subject === undefined) return;
    const { site, job } = this.subject;
    this.store.add(site.onDidChange(() => this.look()));
    const text = this.parts.arguments;
    if (job.kind === 'continuous') {
      await this.follow('now').ready;
      await site.start(job, {});
    } else {
      const { runId } = await site.start(job, text === undefined ? {} : { arguments: text });
      this.runId = runId;
      this.follow('run');
    }
    this.hasStarted = true;
    if (this.stops > 0) this.sendStop();
    this.look();
  }

  private async join(job: JobSnapshot): Promise<void> {
    const { l10n } = this.parts;
    const process = job.process === null ? '–' : String(job.process.pid);
    if (job.kind === 'triggered') {
      this.fail(l10n.t('{0} is running (process {1}). Wait for its end, or stop it first.', job.name, process));
      return;
    }
    this.hasJoined = true;
    this.hasStarted = true;
    this.hasLived = true;
    this.store.add(this.subject?.site.onDidChange(() => this.look()) ?? { dispose: () => undefined });
    this.write(taskMessage(l10n.t('{0} is already {1} (process {2}).', job.name, jobState(job), process)));
    await this.follow('run').ready;
  }

  private follow(from: 'now' | 'run'): { readonly ready: Promise<void> } {
    if (this.subject === undefined) return { ready: Promise.resolve() };
    const { site, job } = this.subject;
    const options = this.runId === null ? { from } : { from, runId: this.runId };
    const listener = {
      onText: (text: string) => this.write(terminalText(this.lines.push(text))),
      onEnd: () => {
        this.write(terminalText(this.lines.flush()));
        this.look();
      },
    };
    return this.store.add(site.followOutput(job, options, listener));
  }

  /** Ends the terminal when the job has done what it was started for. */
  private look(): void {
    if (this.subject === undefined || !this.hasStarted) return;
    const { site } = this.subject;
    const job = findJob(site, this.subject.job);
    if (site.state.kind === 'idle' || job === undefined) {
      this.fail(this.parts.l10n.t('the process that ran {0} is gone.', this.subject.job.name));
    } else if (job.kind === 'continuous') {
      if (isAlive(job)) this.hasLived = true;
      else if (this.hasLived) this.end(job.lastError === null ? 0 : 1);
    } else if (job.latestRun?.id === this.runId && job.latestRun.endTime !== null && !isAlive(job)) {
      this.end(job.latestRun.status === 'Success' ? 0 : 1);
    }
  }

  private stop(): void {
    this.stops += 1;
    if (this.hasStarted) this.sendStop();
  }

  private sendStop(): void {
    if (this.subject === undefined) return;
    const { site, job } = this.subject;
    if (this.stops === 1) this.write(taskMessage(this.parts.l10n.t('{0} is asked to end.', job.name)));
    site.stop(job, { force: this.stops > 1 }).then(
      () => this.look(),
      (error: unknown) => this.fail(errorMessage(error)),
    );
  }

  private write(text: string): void {
    if (text !== '' && !this.hasClosed) this.writes.fire(text);
  }

  private fail(message: string): void {
    this.write(taskMessage(message));
    this.end(1);
  }

  private end(exitCode: number): void {
    this.store.dispose();
    if (this.hasClosed) return;
    this.hasClosed = true;
    this.closings.fire(exitCode);
  }
}
