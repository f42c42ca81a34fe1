import type * as vscode from 'vscode';
import type { Clock } from '../../core/base/clock';
import { type Disposable, MutableDisposable, toDisposable } from '../../core/base/disposable';
import type { JobSnapshot, ProcessSnapshot } from '../../core/runner/jobSnapshot';
import type { Localizer } from '../localizer';
import { type AttachContext, attachConfiguration } from './attachConfiguration';
import { isShellScript } from './debugRuntime';
import { openPatientRelay } from './patientRelay';
import { portOpens } from './portOpening';

/** What the attacher works with. */
export interface ProcessAttacherParts extends AttachContext {
  /** Starts a session of the language's debugger; false when it could not attach. */
  readonly attach: (configuration: vscode.DebugConfiguration) => Promise<boolean>;
  /** Tells the user something about a process. */
  readonly tell: (text: string) => void;
  readonly clock: Clock;
  readonly l10n: Localizer;
}

/** Lets the language's debugger attach to each process of a job, once, as soon as it can. */
export class ProcessAttacher implements Disposable {
  private generation = 0;
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

  dispose(): void {
    this.waiting.dispose();
  }

  private async attachTo(job: JobSnapshot, process: ProcessSnapshot, gone: AbortSignal): Promise<void> {
    const { attach, tell, l10n } = this.parts;
    const reachable = await this.reachable(job, process, gone);
    if (reachable === undefined) {
      this.tellOfShell(job);
      return;
    }
    this.hasReached = true;
    const configuration = attachConfiguration(job, reachable, this.parts);
    if (configuration === undefined) return;
    const isAttached = await attach(configuration).catch(() => false);
    if (isAttached || gone.aborted) return;
    tell(l10n.t('The {0} debugger could not attach to {1}.', configuration.type, configuration.name));
  }

  private tellOfShell(job: JobSnapshot): void {
    if (this.hasTold || !isShellScript(job)) return;
    this.hasTold = true;
    this.parts.tell(shellText(job, this.parts.l10n));
  }

  /**
   * The process as its debugger can reach it at once; undefined when it has ended before. The debugger of Node tries long
   * enough for a Node that starts, but not for a script that comes to starting one; that of Python does not try at all.
   */
  private async reachable(
    job: JobSnapshot,
    process: ProcessSnapshot,
    gone: AbortSignal,
  ): Promise<ProcessSnapshot | undefined> {
    const { clock } = this.parts;
    const port = process.debug?.port ?? null;
    if (process.debug === null || port === null) return process;
    if (process.debug.runtime === 'node') {
      if (!isShellScript(job)) return process;
      return (await portOpens(port, gone, clock)) ? process : undefined;
    }
    if (process.debug.runtime !== 'python') return process;
    const relay = await openPatientRelay(port, clock);
    if (gone.aborted) relay.dispose();
    else gone.addEventListener('abort', () => relay.dispose(), { once: true });
    return { ...process, debug: { ...process.debug, port: relay.port } };
  }
}

function shellText({ runCommand }: JobSnapshot, l10n: Localizer): string {
  return l10n.t(
    '{0} started no Node.js program, so that there was nothing to debug: the shell itself has no debugger. Breakpoints work in a Node.js or Python program that the script starts.',
    runCommand ?? '',
  );
}
