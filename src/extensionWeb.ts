import * as vscode from 'vscode';
import { systemClock } from './core/base/clock';
import { createWebCommands } from './vscode/commands/createWebCommands';
import { registerCommands } from './vscode/commands/registerCommands';
import { registerBuilderActions } from './vscode/language/scheduleBuilder/builderActions';
import { windowNotifier } from './vscode/notifier';
import { startLanguageSupport } from './vscode/workspace/languageSupport';
import { Settings } from './vscode/workspace/settings';

/** Builds the extension of an editor without Node, and contains nothing else: jobs are written here, not run. */
export function activate(context: vscode.ExtensionContext): void {
  const owns = <T extends vscode.Disposable>(item: T): T => {
    context.subscriptions.push(item);
    return item;
  };
  const log = owns(vscode.window.createOutputChannel('WebJobs', { log: true }));
  const settings = new Settings(vscode.workspace);
  const serverModule = vscode.Uri.joinPath(context.extensionUri, 'dist', 'serverWeb.js');
  const loadClient = () => import('./vscode/language/webLanguageClient');
  owns(registerBuilderActions());
  owns(
    startLanguageSupport(
      async (client) => (await loadClient()).startWebLanguageClient(serverModule, client),
      settings,
      log,
    ),
  );
  owns(registerCommands(createWebCommands({ settings, clock: systemClock, log }), windowNotifier, log));
}
