import type { DebugProtocol } from '@vscode/debugprotocol';
import * as vscode from 'vscode';
import type { Clock } from '../../core/base/clock';
import { DisposableStore } from '../../core/base/disposable';
import { errorMessage } from '../../core/base/userError';
import type { JobSnapshot } from '../../core/runner/jobSnapshot';
import { attachConfiguration, debugRuntimeOf } from './attachConfiguration';
import { ChildSessions } from './childSessions';
import type { JobDebugConfiguration } from './debugConfiguration';
import type { DebugTarget } from './debugHost';
import type { PausedSessions } from './pausedSessions';
import { StopCountdown } from './stopCountdown';

/** Finds the host of the configuration's job, starting it where needed. Throws UserError for a job that does not exist. */
export type FindDebugTarget = (configuration: JobDebugConfiguration) => Promise<DebugTarget>;

/** What one debug session is made of. */
export interface JobDebugAdapterParts {
  readonly session: vscode.DebugSession;
  readonly findTarget: FindDebugTarget;
  readonly pausedSessions: PausedSessions;
  readonly clock: Clock;
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
  private target: DebugTarget | undefined;
  /** The run this session is about, for a triggered job. */
  private runId: string | null = null;
  private lastGeneration = 0;
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
    if (target !== undefined && !this.hasEnded) void target.host.stop(target.key, {}).catch(() => undefined);
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
    const target = await this.parts.findTarget(this.configuration);
    const { key, host } = target;
    this.target = target;
    this.disposables.add(host.onDidChangeJob((job) => this.observe(job)));
    this.disposables.add(host.onDidClose(() => this.end('The WebJobs engine has ended, and the job with it.')));
    this.disposables.add(host.followOutput(key, (text) => this.print(text)));
    const { arguments: text, env } = this.configuration;
    const started = await host.start(key, {
      debug: { runtime: debugRuntimeOf(host.job(key)) },
      ...(text === undefined ? {} : { arguments: text }),
      ...(env === undefined ? {} : { appSettings: env }),
    });
    this.runId = started.runId;
    const job = host.job(key);
    if (job !== undefined) this.observe(job);
  }

  private observe(job: JobSnapshot): void {
    const { target } = this;
    if (target === undefined || this.hasEnded) return;
    if (job.kind !== target.key.kind || job.name.toLowerCase() !== target.key.name.toLowerCase()) return;
    const { process } = job;
    if (process !== null && process.generation > this.lastGeneration) {
      this.lastGeneration = process.generation;
      const configuration = attachConfiguration(job, process, this.configuration);
      if (configuration !== undefined) void this.attach(configuration);
    }
    if (!job.isActive && this.isAbout(job)) this.end();
  }

  /** Whether a job that is at rest has done what this session waits for: a snapshot from before the start says nothing. */
  private isAbout(job: JobSnapshot): boolean {
    return job.kind === 'triggered' ? this.runId !== null && job.latestRun?.id === this.runId : this.lastGeneration > 0;
  }

  private async attach(configuration: vscode.DebugConfiguration): Promise<void> {
    const isAttached = await this.children.attach(configuration).then(
      (answer) => answer,
      () => false,
    );
    if (!isAttached && !this.hasEnded) {
      this.print(`The ${configuration.type} debugger could not attach to ${configuration.name}.\n`, 'important');
    }
  }

  private stopGracefully(): void {
    const { target } = this;
    if (target === undefined || this.hasEnded || this.isStopping) return;
    this.isStopping = true;
    const waitMs = target.host.job(target.key)?.stopWaitMs ?? 0;
    this.countdown.start(waitMs, () => void this.kill());
    // A job that is held at a breakpoint could not notice that it is asked to end.
    void this.parts.pausedSessions.resume(this.children.all);
    target.host.stop(target.key, { patient: true }).then(
      () => this.end(),
      (error: unknown) => this.end(errorMessage(error)),
    );
  }

  private async kill(): Promise<void> {
    const { target } = this;
    if (target === undefined || this.hasEnded) return;
    try {
      await target.host.stop(target.key, { force: true });
      this.end();
    } catch (error) {
      this.end(errorMessage(error));
    }
  }

  private end(reason?: string): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.countdown.dispose();
    if (reason !== undefined) this.print(`${reason}\n`, 'important');
    this.send({ type: 'event', event: 'terminated' });
  }

  private print(output: string, category: 'stdout' | 'important' = 'stdout'): void {
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
