import type { DebugProtocol } from '@vscode/debugprotocol';
import * as vscode from 'vscode';
import { DisposableStore } from '../../core/base/disposable';
import { errorMessage } from '../../core/base/userError';
import { ChildSessions } from './childSessions';
import type { JobDebugConfiguration } from './debugConfiguration';
import { JobDebugRun, type JobDebugRunParts } from './jobDebugRun';

/** What one debug session is made of. */
export interface JobDebugAdapterParts extends Pick<
  JobDebugRunParts,
  'findTarget' | 'pausedSessions' | 'clock' | 'freePort' | 'onFailed'
> {
  readonly session: vscode.DebugSession;
}

/**
 * The debug adapter of the type `webjob`. It runs a job under the engine; what stops at breakpoints are sessions of the
 * language's own debugger below it. Stop (`terminate`) asks the job to end; a second stop (`disconnect`) kills it.
 */
export class JobDebugAdapter implements vscode.DebugAdapter {
  private readonly disposables = new DisposableStore();
  private readonly messages = this.disposables.add(new vscode.EventEmitter<vscode.DebugProtocolMessage>());
  private readonly run: JobDebugRun;
  private sequence = 1;

  readonly onDidSendMessage = this.messages.event;

  constructor({ session, ...parts }: JobDebugAdapterParts) {
    this.run = this.disposables.add(
      new JobDebugRun({
        ...parts,
        configuration: { ...(session.configuration as JobDebugConfiguration), name: session.name },
        children: this.disposables.add(new ChildSessions(session)),
        print: (category, output) => this.send({ type: 'event', event: 'output', body: { category, output } }),
        onEnd: () => this.send({ type: 'event', event: 'terminated' }),
        l10n: vscode.l10n,
      }),
    );
  }

  handleMessage(message: vscode.DebugProtocolMessage): void {
    const request = message as DebugProtocol.Request;
    if (request.type !== 'request') return;
    const respond = (answer: object): void =>
      this.send({ type: 'response', request_seq: request.seq, command: request.command, ...answer });
    this.answer(request.command).then(
      (body) => respond({ success: true, body }),
      (error: unknown) => respond(refusal(errorMessage(error))),
    );
  }

  /** VS Code disposes of the adapter when the session is over, also when it ends without asking. */
  dispose(): void {
    this.disposables.dispose();
  }

  private async answer(command: string): Promise<unknown> {
    switch (command) {
      case 'initialize':
        return { supportsTerminateRequest: true } satisfies DebugProtocol.Capabilities;
      case 'launch':
        await this.run.launch();
        return undefined;
      case 'terminate':
        this.run.stop();
        return undefined;
      case 'disconnect':
        await this.run.kill();
        return undefined;
      case 'threads':
        // The program's threads are those of the child session.
        return { threads: [] } satisfies DebugProtocol.ThreadsResponse['body'];
      default:
        return undefined;
    }
  }

  private send(message: object): void {
    this.messages.fire({ seq: this.sequence++, ...message });
  }
}

function refusal(message: string): object {
  const error = { id: 1, format: '{message}', variables: { message }, showUser: true };
  return { success: false, message, body: { error } };
}
