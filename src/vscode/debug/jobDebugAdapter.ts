import type { DebugProtocol } from '@vscode/debugprotocol';
import * as vscode from 'vscode';
import type { Clock } from '../../core/base/clock';
import { DisposableStore } from '../../core/base/disposable';
import { errorMessage } from '../../core/base/userError';
import type { DebugRequest, JobSnapshot } from '../../core/runner/jobSnapshot';
import { listenConfiguration } from './attachConfiguration';
import { ChildSessions } from './childSessions';
import { type ConsoleCategory, ConsoleOutput } from './consoleOutput';
import type { JobDebugConfiguration } from './debugConfiguration';
import type { DebugTarget } from './debugHost';
import { debugStart } from './debugStart';
import type { PausedSessions } from './pausedSessions';
import { ProcessAttacher } from './processAttacher';
import { StopCountdown } from './stopCountdown';
import { isSameJob } from '../../core/jobs/job';

/** Finds the host of the configuration's job, starting it where needed. Throws UserError for a job that cannot be debugged. */
export type FindDebugTarget = (configuration: JobDebugConfiguration) => Promise<DebugTarget>;

/** What one debug session is made of. */
export interface JobDebugAdapterParts {
  readonly session: vscode.DebugSession;
  readonly findTarget: FindDebugTarget;
  readonly pausedSessions: PausedSessions;
  readonly clock: Clock;
  /** A port that a debugger can listen on. */
  readonly freePort: () => Promise<number>;
  /** The job's process could not be started at all. */
  readonly onStartFailed: (target: DebugTarget, reason: string) => void;
}

/**
 * A debug adapter that runs a job under the engine, and lets the language's own debugger attach to each process the
 * engine starts. Stop (`terminate`) asks the job to end as the service does, with the debugger still attached; a second
 * stop (`disconnect`) kills it.
 */
export class JobDebugAdapter implements vscode.DebugAdapter {
  private readonly disposables = new DisposableStore();
  private readonly messages = this.disposables.add(new vscode.EventEmitter<vscode.DebugProtocolMessage>());
  private readonly countdown: StopCountdown;
  private readonly children: ChildSessions;
  private readonly configuration: JobDebugConfiguration;
  private readonly console = new ConsoleOutput();
  private target: DebugTarget | undefined;
  private attacher: ProcessAttacher | undefined;
  /** The run this session is about, for a triggered job. */
  private runId: string | null = null;
  private hasEnded = false;
  private isStopping = false;
  private sequence = 1;

  readonly onDidSendMessage = this.messages.event;

  constructor(private readonly parts: JobDebugAdapterParts) {
    this.configuration = parts.session.configuration as JobDebugConfiguration;
    this.children = this.disposables.add(new ChildSessions(parts.session));
    this.countdown = this.disposables.add(
      new StopCountdown(parts.clock, () => parts.pausedSessions.isAnyChildPaused(this.children.all)),
    );
  }

  handleMessage(message: vscode.DebugProtocolMessage): void {
    const request = message as DebugProtocol.Request;
    if (request.type !== 'request') return;
    this.answer(request).then(
      (body) =>
        this.send({ type: 'response', request_seq: request.seq, command: request.command, success: true, body }),
      (error: unknown) => this.refuse(request, error),
    );
  }

  /** VS Code disposes of the adapter when the session is over, also when it ends without asking. */
  dispose(): void {
    const { target } = this;
    if (target !== undefined && !this.hasEnded) void target.host.stop(target.job, {}).catch(() => undefined);
    this.hasEnded = true;
    this.disposables.dispose();
  }

  private async answer(request: DebugProtocol.Request): Promise<unknown> {
    switch (request.command) {
      case 'initialize':
        return { supportsTerminateRequest: true } satisfies DebugProtocol.Capabilities;
      case 'launch':
        await this.launch();
        return undefined;
      case 'terminate':
        this.stopGracefully();
        return undefined;
      case 'disconnect':
        await this.kill();
        return undefined;
      case 'threads':
        // The program's threads are those of the child session.
        return { threads: [] } satisfies DebugProtocol.ThreadsResponse['body'];
      default:
        return undefined;
    }
  }

  private async launch(): Promise<void> {
    const { findTarget, session, clock } = this.parts;
    const target = await findTarget(this.configuration);
    const { job, host } = target;
    this.target = target;
    this.attacher = this.disposables.add(
      new ProcessAttacher({
        debugType: target.childType,
        parent: this.configuration,
        attach: (configuration) => this.children.attach(configuration),
        tell: (text) => this.print('important', `${text}\n`),
        clock,
        l10n: vscode.l10n,
      }),
    );
    const debug = await this.debugRequest(target);
    const request = await debugStart({ ...this.configuration, name: session.name }, job, debug, vscode.l10n);
    this.disposables.add(host.onDidChangeJob((changed) => this.observe(changed)));
    this.disposables.add(
      host.onDidClose(() => this.end(vscode.l10n.t('The WebJobs engine has ended, and the job with it.'))),
    );
    this.disposables.add(
      host.followOutput(job, (text) => {
        for (const { category, output } of this.console.push(text)) this.print(category, output);
      }),
    );
    const started = await host.start(job, request);
    this.runId = started.runId;
    const present = host.job(job);
    if (present !== undefined) this.observe(present);
  }

  /** For a runtime that calls its debugger, the debugger listens before the first process starts. */
  private async debugRequest({ job, runtime, childType, debugpy }: DebugTarget): Promise<DebugRequest> {
    if (runtime !== 'php') return { runtime, ...(debugpy === undefined ? {} : { debugpy }) };
    const port = await this.parts.freePort();
    const context = { debugType: childType, parent: this.configuration };
    await this.children.attach(listenConfiguration(job, port, context));
    return { runtime, port };
  }

  private observe(job: JobSnapshot): void {
    const { target, attacher } = this;
    if (target === undefined || attacher === undefined || this.hasEnded || !isSameJob(job, target.job)) return;
    attacher.observe(job);
    if (job.status === 'PendingRestart' && !attacher.hasSeenProcess) {
      // The same thing would happen at every restart; whoever debugs wants to know at once.
      this.failStart(target, job.lastError ?? '');
    } else if (!job.isActive && this.isAbout(job, attacher)) {
      if (!attacher.hasSeenProcess && job.lastError !== null) {
        this.failStart(target, job.lastError);
      } else {
        attacher.conclude(job);
        this.end();
      }
    }
  }

  /** Whether a job that is at rest has done what this session waits for: a snapshot from before the start says nothing. */
  private isAbout(job: JobSnapshot, attacher: ProcessAttacher): boolean {
    if (job.kind === 'continuous') return attacher.hasSeenProcess;
    return this.runId !== null && job.latestRun?.id === this.runId && job.latestRun.endTime !== null;
  }

  private failStart(target: DebugTarget, reason: string): void {
    if (target.job.kind === 'continuous') void target.host.stop(target.job, { force: true }).catch(() => undefined);
    // The reason stands among the job's lines already.
    this.end();
    this.parts.onStartFailed(target, reason);
  }

  private stopGracefully(): void {
    const { target } = this;
    if (target === undefined || this.hasEnded || this.isStopping) return;
    this.isStopping = true;
    const { host, job } = target;
    this.countdown.start(host.job(job)?.stopWaitMs ?? 0, () => void this.kill());
    // A job that is held at a breakpoint could not notice that it is asked to end.
    void this.parts.pausedSessions.resume(this.children.all);
    host.stop(job, { patient: true }).then(
      () => this.end(),
      (error: unknown) => this.end(errorMessage(error)),
    );
  }

  private async kill(): Promise<void> {
    const { target } = this;
    if (target === undefined || this.hasEnded) return;
    try {
      await target.host.stop(target.job, { force: true });
      this.end();
    } catch (error) {
      this.end(errorMessage(error));
    }
  }

  private end(reason?: string): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.countdown.dispose();
    this.attacher?.dispose();
    if (reason !== undefined) this.print('important', `${reason}\n`);
    this.send({ type: 'event', event: 'terminated' });
  }

  private print(category: ConsoleCategory | 'important', output: string): void {
    this.send({ type: 'event', event: 'output', body: { category, output } });
  }

  private refuse(request: DebugProtocol.Request, error: unknown): void {
    this.hasEnded = true;
    this.send({
      type: 'response',
      request_seq: request.seq,
      command: request.command,
      success: false,
      message: errorMessage(error),
      body: { error: { id: 1, format: '{message}', variables: { message: errorMessage(error) }, showUser: true } },
    });
  }

  private send(message: object): void {
    this.messages.fire({ seq: this.sequence++, ...message });
  }
}
