import type * as vscode from 'vscode';
import type { Clock } from '../../core/base/clock';
import { type Disposable, MutableDisposable, toDisposable } from '../../core/base/disposable';
import type { JobSnapshot, ProcessSnapshot } from '../../core/runner/jobSnapshot';
import type { Localizer } from '../localizer';
import { type AttachContext, attachConfiguration } from './attachConfiguration';
import type { CalledDebugger } from './calledDebugger';
import { connectAhead } from './connectionAhead';
import { isShellScript } from './debugRuntime';
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

  /**
   * The process as its debugger can reach it at once; undefined when it has ended before. The debugger of Node tries long
   * enough for a Node that starts, but not for a script that comes to starting one; those of Python and Java do not try at
   * all, and what they connect to takes the first who comes for them.
   */
  private async reachable(
    job: JobSnapshot,
    process: ProcessSnapshot,
    gone: AbortSignal,
  ): Promise<ProcessSnapshot | undefined> {
    const { clock } = this.parts;
    const { debug } = process;
    if ((debug?.runtime === 'python' || debug?.runtime === 'java') && debug.port !== null) {
      const ahead = await connectAhead(debug.port, gone, clock);
      if (ahead === undefined) return undefined;
      this.hasReached = true;
      if (gone.aborted) ahead.dispose();
      else gone.addEventListener('abort', () => ahead.dispose(), { once: true });
      return { ...process, debug: { ...debug, port: ahead.port } };
    }
    if (debug?.runtime === 'node' && debug.port !== null && isShellScript(job)) {
      if (!(await portOpens(debug.port, gone, clock))) return undefined;
    }
    this.hasReached = true;
    return process;
  }
}

function shellText({ runCommand }: JobSnapshot, l10n: Localizer): string {
  return l10n.t(
    '{0} started no Node.js or Python program that could be debugged. The shell itself has no debugger: set breakpoints in a program that the script starts.',
    runCommand ?? '',
  );
}
