import * as vscode from 'vscode';
import { systemClock } from './core/base/clock';
import { createWebCommands } from './vscode/commands/createWebCommands';
import { registerCommands } from './vscode/commands/registerCommands';
import { commandRunner } from './vscode/commands/runCommand';
import { registerBuilderActions } from './vscode/language/scheduleBuilder/builderActions';
import { windowNotifier } from './vscode/notifier';
import { startLanguageSupport } from './vscode/workspace/languageSupport';
import { Settings } from './vscode/workspace/settings';

/**
 * Builds the extension of an editor without Node, and contains nothing else: jobs are written here, not run.
 *
 * @param serverScript what a web worker runs to be the language server.
 */
export function activate(context: vscode.ExtensionContext, serverScript: string): void {
  const owns = <T extends vscode.Disposable>(item: T): T => {
    context.subscriptions.push(item);
    return item;
  };
  const log = owns(vscode.window.createOutputChannel('WebJobs', { log: true }));
  const settings = new Settings(vscode.workspace);
  const loadClient = () => import('./vscode/language/webLanguageClient');
  owns(registerBuilderActions());
  owns(
    startLanguageSupport(
      async (client) => (await loadClient()).startWebLanguageClient(serverScript, client),
      settings,
      log,
    ),
  );
  owns(registerCommands(commandRunner(createWebCommands({ settings, clock: systemClock, log }), windowNotifier, log)));
}
