import { commands, window } from 'vscode';
import type { CommandId } from './commands/commandIds';

/** Commands of the editor itself that buttons run. */
export type EditorCommandId =
  | 'workbench.extensions.installExtension'
  | 'extension.open'
  | 'workbench.action.debug.configure'
  | 'workbench.action.reloadWindow';

/** A button of a notification: a command with its arguments. */
export interface NotificationAction {
  readonly title: string;
  readonly command: CommandId | EditorCommandId;
  readonly arguments?: readonly unknown[];
}

/** The only place that shows notifications. None of the methods waits for the user. */
export interface Notifier {
  /** For the end of something that the user started and waited for. */
  info(message: string, ...actions: readonly NotificationAction[]): void;
  /** For what went wrong beside success. */
  warn(message: string, ...actions: readonly NotificationAction[]): void;
  /** For what did not work. */
  error(message: string, ...actions: readonly NotificationAction[]): void;
}

export const windowNotifier: Notifier = {
  info: (message, ...actions) => offer(window.showInformationMessage(message, ...titlesOf(actions)), actions),
  warn: (message, ...actions) => offer(window.showWarningMessage(message, ...titlesOf(actions)), actions),
  error: (message, ...actions) => offer(window.showErrorMessage(message, ...titlesOf(actions)), actions),
};

function titlesOf(actions: readonly NotificationAction[]): string[] {
  return actions.map((action) => action.title);
}

function offer(answer: Thenable<string | undefined>, actions: readonly NotificationAction[]): void {
  void answer.then((title) => {
    const action = actions.find((each) => each.title === title);
    // The commands report their own failures.
    if (action) void commands.executeCommand(action.command, ...(action.arguments ?? []));
  });
}
