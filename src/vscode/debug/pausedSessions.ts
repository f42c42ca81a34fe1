import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../core/base/disposable';

/** Knows which debug sessions are held at a breakpoint, by listening to what their adapters say. */
export class PausedSessions implements Disposable {
  private readonly disposables = new DisposableStore();
  /** The thread that was announced as stopped, by session id. */
  private readonly paused = new Map<string, number | undefined>();

  constructor(debugTypes: readonly string[]) {
    for (const debugType of debugTypes) {
      this.disposables.add(
        vscode.debug.registerDebugAdapterTrackerFactory(debugType, {
          createDebugAdapterTracker: (session) => ({
            onDidSendMessage: (message: { type?: string; event?: string; body?: { threadId?: number } }) => {
              if (message.type !== 'event') return;
              if (message.event === 'stopped') this.paused.set(session.id, message.body?.threadId);
              else if (message.event === 'continued' || message.event === 'terminated') this.paused.delete(session.id);
            },
            onWillReceiveMessage: (message: { command?: string }) => {
              // Adapters need not announce what they were asked for: these requests let the program go on.
              if (resumingCommands.has(message.command ?? '')) this.paused.delete(session.id);
            },
            onWillStopSession: () => this.paused.delete(session.id),
          }),
        }),
      );
    }
  }

  /** Whether any of these sessions is held. */
  isAnyChildPaused(children: Iterable<vscode.DebugSession>): boolean {
    for (const child of children) if (this.paused.has(child.id)) return true;
    return false;
  }

  /** Lets every held session among these go on; one that cannot is left as it is. */
  async resume(sessions: Iterable<vscode.DebugSession>): Promise<void> {
    for (const session of sessions) {
      if (!this.paused.has(session.id)) continue;
      const threadId = this.paused.get(session.id) ?? 0;
      // The session may end in the same moment; then there is nothing to go on with.
      await session.customRequest('continue', { threadId }).then(undefined, () => undefined);
    }
  }

  dispose(): void {
    this.disposables.dispose();
  }
}

const resumingCommands = new Set(['continue', 'next', 'stepIn', 'stepOut', 'stepBack', 'reverseContinue', 'goto']);
