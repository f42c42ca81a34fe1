import type * as vscode from 'vscode';
import type { Clock } from '../../core/base/clock';
import type { Disposable } from '../../core/base/disposable';
import type { JobSnapshot, ProcessSnapshot } from '../../core/runner/jobSnapshot';
import { type AttachContext, listenConfiguration } from './attachConfiguration';
import { openPatientRelay, type PatientRelay } from './patientRelay';

/** What the debugger of a runtime that calls it works with. */
export interface CalledDebuggerParts extends AttachContext {
  /** Starts a session of the language's debugger; false when it could not begin. */
  readonly attach: (configuration: vscode.DebugConfiguration) => Promise<boolean>;
  /** Ends the sessions that were started so. */
  readonly endChildren: () => Promise<void>;
  /** A port that a debugger can listen on. */
  readonly freePort: () => Promise<number>;
  readonly clock: Clock;
}

/**
 * The debugger of a runtime whose processes call it (PHP). They call a port of ours, which is open before the first of them
 * starts, and wait there for a session that knows the folder they run in: such a session cannot learn of another working
 * copy, so that each copy gets one of its own.
 */
export class CalledDebugger implements Disposable {
  private servedFolder: string | undefined;
  private listenPort: number | undefined;

  private constructor(
    private readonly relay: PatientRelay,
    private readonly parts: CalledDebuggerParts,
  ) {}

  static async open(parts: CalledDebuggerParts): Promise<CalledDebugger> {
    return new CalledDebugger(await openPatientRelay(parts.clock), parts);
  }

  /** The port that processes are to call. */
  get port(): number {
    return this.relay.port;
  }

  /** Lets a process reach a session for the folder it runs in; false when there is none, and processes run without it. */
  async serve(job: JobSnapshot, process: ProcessSnapshot): Promise<boolean> {
    const { attach, endChildren, freePort } = this.parts;
    if (process.workingFolder !== this.servedFolder) {
      this.servedFolder = process.workingFolder;
      await endChildren();
      this.listenPort = await freePort();
      if (!(await attach(listenConfiguration(job, process, this.listenPort, this.parts)))) {
        this.relay.dispose();
        return false;
      }
    }
    this.relay.target = this.listenPort;
    return true;
  }

  /** Keeps calls waiting, because the next process may run in another folder. */
  hold(): void {
    this.relay.target = undefined;
  }

  dispose(): void {
    this.relay.dispose();
    void this.parts.endChildren();
  }
}
