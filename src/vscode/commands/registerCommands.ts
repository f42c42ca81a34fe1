import { commands } from 'vscode';
import { type Disposable, DisposableStore } from '../../core/base/disposable';
import { type CommandId, commandIds } from './commandIds';

/** What a command does. Whatever it throws is shown to the user; features just throw. */
export type CommandHandler = (...args: readonly unknown[]) => unknown;
export type CommandHandlers = Readonly<Record<CommandId, CommandHandler>>;

/** Runs a command to its end and answers what its handler answers. */
export type RunCommand = (id: CommandId, args: readonly unknown[]) => Promise<unknown>;

/** Registers every command of the extension. */
export function registerCommands(run: RunCommand): Disposable {
  const store = new DisposableStore();
  for (const id of Object.values(commandIds)) {
    store.add(commands.registerCommand(id, (...args: unknown[]) => run(id, args)));
  }
  return store;
}
