import type * as vscode from 'vscode';
import type { Clock } from '../../core/base/clock';
import { type Disposable, MutableDisposable, toDisposable } from '../../core/base/disposable';
import type { DebugRuntime, JobSnapshot, ProcessSnapshot } from '../../core/runner/jobSnapshot';
import type { Localizer } from '../localizer';
import { type AttachContext, attachConfiguration } from './attachConfiguration';
import type { CalledDebugger } from './calledDebugger';
import { connectAhead } from './connectionAhead';
import { isShellScript } from './debugRuntime';
import { openPatientRelay } from './patientRelay';
import { portOpens } from './portOpening';

/** What the attacher works with. */
export interface ProcessAttacherParts extends AttachContext {
  /** Starts a session of the language's debugger; false when it could not attach. */
  readonly attach: (configuration: vscode.DebugConfiguration) => Promise<boolean>;
  /** The debugger of a runtime that calls it. */
  readonly called: CalledDebugger | undefined;
  /** Tells the user something about a process. */
  readonly tell: (text: string) => void;
  readonly clock: Clock;
  readonly l10n: Localizer;
}

/** Lets the language's debugger attach to each process of a job, once, as soon as it can. */
export class ProcessAttacher implements Disposable {
  private generation = 0;
  /** Whether a program came that a debugger could take hold of. */
  private hasReached = false;
  private hasTold = false;
  private readonly waiting = new MutableDisposable<Disposable>();

  constructor(private readonly parts: ProcessAttacherParts) {}

  /** Whether the job has had a process since this session began. */
  get hasSeenProcess(): boolean {
    return this.generation > 0;
  }

  observe(job: JobSnapshot): void {
    const { process } = job;
    if (process === null) {
      this.waiting.value = undefined;
      this.parts.called?.hold();
    } else if (process.generation > this.generation) {
      this.generation = process.generation;
      const gone = new AbortController();
      this.waiting.value = toDisposable(() => gone.abort(new Error('The process has ended.')));
      void this.attachTo(job, process, gone.signal);
    }
  }

  /** To be called when the job has come to rest: a short script may have ended before anybody saw its process. */
  conclude(job: JobSnapshot): void {
    if (!this.hasReached) this.tellOfShell(job);
  }

  /** The user knows already why there is nothing to attach to. */
  markExplained(): void {
    this.hasTold = true;
  }

  dispose(): void {
    this.waiting.dispose();
  }

  private async attachTo(job: JobSnapshot, process: ProcessSnapshot, gone: AbortSignal): Promise<void> {
    const isAttached = await this.tryAttach(job, process, gone).catch(() => false);
    if (isAttached || gone.aborted) return;
    const { tell, l10n, debugType } = this.parts;
    tell(
      l10n.t(
        'The {0} debugger could not attach to {1} (process {2}), which may wait for it. Stop debugging, then start it again.',
        debugType,
        job.name,
        process.pid,
      ),
    );
  }

  private async tryAttach(job: JobSnapshot, process: ProcessSnapshot, gone: AbortSignal): Promise<boolean> {
    const { attach, called } = this.parts;
    if (called !== undefined) return called.serve(job, process);
    const reachable = await this.reachable(job, process, gone);
    if (reachable === undefined) {
      this.tellOfShell(job);
      return true;
    }
    const configuration = attachConfiguration(job, reachable, this.parts);
    return configuration === undefined || (await attach(configuration));
  }

  private tellOfShell(job: JobSnapshot): void {
    if (this.hasTold || !isShellScript(job)) return;
    this.hasTold = true;
    this.parts.tell(shellText(job, this.parts.l10n));
  }

  /** The process as its debugger can reach it at once; undefined when it has ended before. */
  private async reachable(
    job: JobSnapshot,
    process: ProcessSnapshot,
    gone: AbortSignal,
  ): Promise<ProcessSnapshot | undefined> {
    const { debug } = process;
    if (debug !== null && debug.port !== null) {
      const way = await this.wayTo(debug.runtime, debug.port, job, gone);
      if (way === undefined) return undefined;
      if (gone.aborted) {
        way.dispose();
        return undefined;
      }
      gone.addEventListener('abort', () => way.dispose(), { once: true });
      this.hasReached = true;
      return { ...process, debug: { ...debug, port: way.port } };
    }
    this.hasReached = true;
    return process;
  }

  /** A port behind which the program of a runtime listens on `port`, or will; undefined when it will not. */
  private async wayTo(
    runtime: DebugRuntime,
    port: number,
    job: JobSnapshot,
    gone: AbortSignal,
  ): Promise<WayToProgram | undefined> {
    const { clock } = this.parts;
    const direct: WayToProgram = { port, dispose: () => undefined };
    switch (runtime) {
      case 'python':
        return connectAhead(port, gone, clock);
      case 'java': {
        // Its debugger tries once, and the program gives whoever connects a moment only to say what for.
        const relay = await openPatientRelay(clock);
        relay.target = port;
        return relay;
      }
      case 'node':
        // Its debugger tries long enough for a Node that starts, but not for a script that comes to starting one.
        return !isShellScript(job) || (await portOpens(port, gone, clock)) ? direct : undefined;
      default:
        return direct;
    }
  }
}

/** Where a debugger is to connect to, until it is disposed of. */
interface WayToProgram extends Disposable {
  readonly port: number;
}

function shellText({ runCommand }: JobSnapshot, l10n: Localizer): string {
  return l10n.t(
    '{0} started no Node.js or Python program that could be debugged. The shell itself has no debugger: set breakpoints in a program that the script starts.',
    runCommand ?? '',
  );
}
