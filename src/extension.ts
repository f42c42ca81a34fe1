import { type ExtensionContext } from 'vscode';
import { registerCommands } from './vscode/commands/registerCommands';
import { registerDebugging } from './vscode/debug/registerDebugging';
import { registerSiteFiles } from './vscode/remote/registerSiteFiles';
import type { RunningExtension } from './vscode/startExtension';
import { registerTasks } from './vscode/tasks/registerTasks';

/**
 * Registers what VS Code may ask for as soon as the extension is active: commands, debugging, tasks and files of sites. What
 * answers them is loaded and built once VS Code has been told that activation is over, or by the first question before.
 */
export function activate(context: ExtensionContext): void {
  let starting: Promise<RunningExtension> | undefined;
  const start = (): Promise<RunningExtension> =>
    (starting ??= import('./vscode/startExtension').then(({ startExtension }) => startExtension(context)));
  context.subscriptions.push(
    registerCommands(async (id, args) => (await start()).runCommand(id, args)),
    registerDebugging(async () => (await start()).debugging),
    registerTasks(async () => (await start()).tasks),
    registerSiteFiles(async () => (await start()).siteFiles),
  );
  setImmediate(() => void start());
}
