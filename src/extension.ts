import { type ExtensionContext, workspace } from 'vscode';
import { type Disposable, MutableDisposable } from './core/base/disposable';
import { registerCommands } from './vscode/commands/registerCommands';
import { registerDebugging } from './vscode/debug/registerDebugging';
import { registerSiteFiles } from './vscode/remote/registerSiteFiles';
import type { RunningExtension } from './vscode/startExtension';
import { registerTasks } from './vscode/tasks/registerTasks';
import { registerTimeline } from './vscode/timeline/registerTimeline';
import { registerJobsTree } from './vscode/views/registerJobsTree';
import { hadJobs } from './vscode/workspace/rememberedJobs';
import { onReasonToStart } from './vscode/workspace/startReasons';

/**
 * Registers what VS Code may ask for as soon as the extension is active: commands, debugging, tasks, files of sites and views.
 * What answers them is loaded and built by the first question, or once the window has to do with jobs; in other windows never.
 */
export function activate(context: ExtensionContext): void {
  const { subscriptions } = context;
  const watch = new MutableDisposable<Disposable>();
  let starting: Promise<RunningExtension> | undefined;
  const load = async (): Promise<RunningExtension> => {
    watch.dispose();
    const { startExtension } = await import('./vscode/startExtension');
    return startExtension(context, jobsView);
  };
  const start = (): Promise<RunningExtension> => (starting ??= load());
  const jobsView = registerJobsTree(async () => {
    const { tree, jobsRead } = await start();
    await jobsRead;
    return tree;
  });
  subscriptions.push(
    watch,
    jobsView,
    registerCommands(async (id, args) => (await start()).runCommand(id, args)),
    registerDebugging(async () => (await start()).debugging),
    registerTasks(async () => (await start()).tasks),
    registerSiteFiles(async () => (await start()).siteFiles),
    registerTimeline(async () => (await start()).timeline),
  );
  // Once VS Code has been told that activation is over.
  setImmediate(() => {
    if (hadJobs(context.workspaceState)) void start();
    else if (starting === undefined) watch.value = onReasonToStart(workspace, () => void start());
  });
}
