import type { Clock } from '../../core/base/clock';
import { type Disposable, DisposableStore } from '../../core/base/disposable';
import { errorMessage } from '../../core/base/userError';
import { isSameJob } from '../../core/jobs/job';
import { isDebugpyMissing } from '../../core/runner/debugpyMissing';
import type { DebugRequest, JobSnapshot } from '../../core/runner/jobSnapshot';
import type { Localizer } from '../localizer';
import { CalledDebugger } from './calledDebugger';
import type { ChildSessions } from './childSessions';
import { type ConsoleCategory, ConsoleOutput } from './consoleOutput';
import type { JobDebugConfiguration } from './debugConfiguration';
import type { DebugTarget } from './debugHost';
import { debugProgress } from './debugProgress';
import { debugStart } from './debugStart';
import type { PausedSessions } from './pausedSessions';
import { ProcessAttacher } from './processAttacher';
import { StopCountdown } from './stopCountdown';

/** Finds the host of the configuration's job, starting it where needed. Throws UserError for a job that cannot be debugged. */
export type FindDebugTarget = (configuration: JobDebugConfiguration) => Promise<DebugTarget>;

/** What a job under the debugger is made of. */
export interface JobDebugRunParts {
  readonly configuration: JobDebugConfiguration;
  readonly findTarget: FindDebugTarget;
  readonly children: Pick<ChildSessions, 'all' | 'attach' | 'end'>;
  readonly pausedSessions: Pick<PausedSessions, 'isAnyChildPaused' | 'resume'>;
  readonly clock: Clock;
  /** A port that a debugger can listen on. */
  readonly freePort: () => Promise<number>;
  readonly print: (category: ConsoleCategory | 'important', output: string) => void;
  /** The job has ended, and the session with it. Called once. */
  readonly onEnd: () => void;
  /** The job cannot be debugged, for a reason that shows when it starts: it did not start, or runs without its debugger. */
  readonly onFailed: (target: DebugTarget, reason: string) => void;
  readonly l10n: Localizer;
}

/** A job that the engine runs, and to whose processes the language's own debugger attaches, one after the other. */
export class JobDebugRun implements Disposable {
  private readonly disposables = new DisposableStore();
  private readonly countdown: StopCountdown;
  private readonly console = new ConsoleOutput();
  private target: DebugTarget | undefined;
  private attacher: ProcessAttacher | undefined;
  /** Settles when the engine has answered to the start, with the run this session is about for a triggered job. */
  private starting: Promise<string | null> | undefined;
  private runId: string | null = null;
  private isStopping = false;
  private hasEnded = false;
  private hasToldOfDebugpy = false;

  constructor(private readonly parts: JobDebugRunParts) {
    const { clock, pausedSessions, children } = parts;
    const isHeld = (): boolean => pausedSessions.isAnyChildPaused(children.all);
    this.countdown = this.disposables.add(new StopCountdown(clock, isHeld));
  }

  /** Starts the job, unless it is stopped before that; resolves when it has started. Throws UserError. */
  async launch(): Promise<void> {
    try {
      const { configuration, findTarget, l10n } = this.parts;
      const target = await findTarget(configuration);
      const called = target.runtime === 'php' ? await this.openCalled(target) : undefined;
      const debug: DebugRequest = {
        runtime: target.runtime,
        ...(called === undefined ? {} : { port: called.port }),
        ...(target.debugpy === undefined ? {} : { debugpy: target.debugpy }),
      };
      const request = await debugStart(configuration, target.job, debug, l10n);
      if (this.hasEnded) return;
      this.watch(target, called);
      this.starting = target.host.start(request).then(({ runId }) => runId);
      this.runId = await this.starting;
      const present = target.host.job();
      if (present !== undefined) this.observe(present);
    } catch (error) {
      this.hasEnded = true;
      throw error;
    }
  }

  /** Asks the job to end as the service does, with the debugger still attached. */
  stop(): void {
    const { target } = this;
    if (this.hasEnded || this.isStopping) return;
    if (target === undefined) {
      this.end();
      return;
    }
    this.isStopping = true;
    const { host } = target;
    this.countdown.start(host.job()?.stopWaitMs ?? 0, () => void this.kill());
    // A job that is held at a breakpoint could not notice that it is asked to end.
    void this.parts.pausedSessions.resume(this.parts.children.all);
    void this.stopAndEnd(target, { patient: true });
  }

  /** Ends the job at once; resolves when it has ended. */
  async kill(): Promise<void> {
    const { target } = this;
    if (this.hasEnded) return;
    if (target === undefined) this.end();
    else await this.stopAndEnd(target, { force: true });
  }

  dispose(): void {
    const { target } = this;
    if (target !== undefined && !this.hasEnded) {
      void this.started().then(() => target.host.stop({}).catch(() => undefined));
    }
    this.hasEnded = true;
    this.disposables.dispose();
  }

  /** The debugger that processes call listens before the first of them starts. */
  private async openCalled({ childType }: DebugTarget): Promise<CalledDebugger> {
    const { children, freePort, clock, configuration } = this.parts;
    const called = await CalledDebugger.open({
      debugType: childType,
      parent: configuration,
      attach: (each) => children.attach(each),
      endChildren: () => children.end(),
      freePort,
      clock,
    });
    return this.disposables.add(called);
  }

  private watch(target: DebugTarget, called: CalledDebugger | undefined): void {
    const { configuration, children, print, clock, l10n } = this.parts;
    const { host, job } = target;
    this.target = target;
    this.attacher = this.disposables.add(
      new ProcessAttacher({
        debugType: target.childType,
        parent: configuration,
        attach: (each) => children.attach(each),
        called,
        tell: (text) => print('important', `${text}\n`),
        clock,
        l10n,
      }),
    );
    this.disposables.add(host.onDidChangeJob((changed) => this.observe(changed)));
    this.disposables.add(
      host.onDidRemoveJob(() => this.end(l10n.t('The folder of {0} is gone, and the job with it.', job.name))),
    );
    this.disposables.add(host.onDidClose(() => this.end(l10n.t('The WebJobs engine has ended, and the job with it.'))));
    this.disposables.add(
      host.followOutput((text) => {
        for (const { category, output } of this.console.push(text)) {
          print(category, output);
          if (target.runtime === 'python' && category === 'stderr') this.tellOfDebugpy(target, output);
        }
      }),
    );
  }

  /** A script that starts Python runs on without the debugger; the user learns how to get it. */
  private tellOfDebugpy(target: DebugTarget, output: string): void {
    const line = output.split('\n').find(isDebugpyMissing);
    if (line === undefined || this.hasToldOfDebugpy) return;
    this.hasToldOfDebugpy = true;
    this.attacher?.markExplained();
    this.parts.onFailed(target, line);
  }

  private observe(job: JobSnapshot): void {
    const { target, attacher } = this;
    if (target === undefined || attacher === undefined || this.hasEnded || !isSameJob(job, target.job)) return;
    attacher.observe(job);
    const progress = debugProgress(job, { hasSeenProcess: attacher.hasSeenProcess, runId: this.runId });
    if (progress.kind === 'failed') {
      this.failStart(target, progress.reason);
    } else if (progress.kind === 'ended') {
      attacher.conclude(job);
      this.end();
    }
  }

  private failStart(target: DebugTarget, reason: string): void {
    if (target.job.kind === 'continuous') void target.host.stop({ force: true }).catch(() => undefined);
    // The reason stands among the job's lines already.
    this.end();
    this.parts.onFailed(target, reason);
  }

  private async stopAndEnd({ host }: DebugTarget, request: { force?: boolean; patient?: boolean }): Promise<void> {
    try {
      await this.started();
      await host.stop(request);
      this.end();
    } catch (error) {
      this.end(errorMessage(error));
    }
  }

  /** A stop that overtakes its start would find nothing to stop. */
  private async started(): Promise<void> {
    await this.starting?.catch(() => undefined);
  }

  private end(reason?: string): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.countdown.dispose();
    this.attacher?.dispose();
    if (reason !== undefined) this.parts.print('important', `${reason}\n`);
    this.parts.onEnd();
  }
}
