import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../core/base/disposable';

/**
 * The language debuggers' sessions below one session of ours: one for each process of the job, started by us and ended
 * with it. Stopping a child is routed to the parent, so that the job is asked to end instead of being killed.
 */
export class ChildSessions implements Disposable {
  private readonly disposables = new DisposableStore();
  private readonly sessions = new Map<string, vscode.DebugSession>();

  constructor(private readonly parent: vscode.DebugSession) {
    this.disposables.add(
      vscode.debug.onDidStartDebugSession((session) => {
        if (!this.isBelow(session)) return;
        this.sessions.set(session.id, session);
        const { parentSession } = session;
        // What the debugger of Node says of every process it attaches to; with several jobs nobody could tell which is which.
        if (parentSession && /^Remote Process\b/.test(session.name)) session.name = parentSession.name;
      }),
    );
    this.disposables.add(
      vscode.debug.onDidTerminateDebugSession((session) => {
        this.sessions.delete(session.id);
      }),
    );
  }

  get all(): Iterable<vscode.DebugSession> {
    return this.sessions.values();
  }

  /** Attaches the language's debugger; false when VS Code or that debugger refuses. */
  async attach(configuration: vscode.DebugConfiguration): Promise<boolean> {
    return vscode.debug.startDebugging(this.parent.workspaceFolder, configuration, {
      parentSession: this.parent,
      lifecycleManagedByParent: true,
      compact: true,
      // One console: the job's lines come from this session, and what is typed is evaluated in the program.
      consoleMode: vscode.DebugConsoleMode.MergeWithParent,
      suppressSaveBeforeStart: true,
    });
  }

  /** Ends what has not ended with its process: a debugger that waits for calls would do so for ever. */
  async end(): Promise<void> {
    // Stopping a session the usual way stops its parent.
    const ends = [...this.all].map((session) => session.customRequest('disconnect').then(undefined, () => undefined));
    await Promise.all(ends);
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private isBelow(session: vscode.DebugSession): boolean {
    for (let above = session.parentSession; above !== undefined; above = above.parentSession) {
      if (above.id === this.parent.id) return true;
    }
    return false;
  }
}
