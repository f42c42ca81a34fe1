import { commands } from 'vscode';
import { type Disposable, DisposableStore } from '../../core/base/disposable';
import { commandIds } from './commandIds';
import type { RunCommand } from './runCommand';

/** Registers every command of the extension. */
export function registerCommands(run: RunCommand): Disposable {
  const store = new DisposableStore();
  for (const id of Object.values(commandIds)) {
    store.add(commands.registerCommand(id, (...args: unknown[]) => run(id, args)));
  }
  return store;
}
