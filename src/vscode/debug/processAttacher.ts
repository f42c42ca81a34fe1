import type * as vscode from 'vscode';
import type { Clock } from '../../core/base/clock';
import { type Disposable, MutableDisposable, toDisposable } from '../../core/base/disposable';
import type { JobSnapshot, ProcessSnapshot } from '../../core/runner/jobSnapshot';
import type { Localizer } from '../localizer';
import { type AttachContext, attachConfiguration } from './attachConfiguration';
import { isShellScript } from './debugRuntime';
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

  dispose(): void {
    this.waiting.dispose();
  }

  private async attachTo(job: JobSnapshot, process: ProcessSnapshot, gone: AbortSignal): Promise<void> {
    const { attach, tell, clock, l10n } = this.parts;
    const configuration = attachConfiguration(job, process, this.parts);
    if (configuration === undefined) return;
    const port = process.debug?.port ?? null;
    if (port !== null && isSlowToListen(job, process) && !(await portOpens(port, gone, clock))) {
      if (isShellScript(job)) tell(shellText(job, l10n));
      return;
    }
    const isAttached = await attach(configuration).catch(() => false);
    if (isAttached || gone.aborted) return;
    tell(l10n.t('The {0} debugger could not attach to {1}.', configuration.type, configuration.name));
  }
}

/** Whether the debugger would give up before somebody listens. That of Node tries long enough for Node itself. */
function isSlowToListen(job: JobSnapshot, process: ProcessSnapshot): boolean {
  return process.debug?.runtime === 'python' || isShellScript(job);
}

function shellText({ runCommand }: JobSnapshot, l10n: Localizer): string {
  return l10n.t(
    '{0} started no Node.js program, so that there was nothing to debug: the shell itself has no debugger. Breakpoints work in a Node.js program that the script starts.',
    runCommand ?? '',
  );
}
