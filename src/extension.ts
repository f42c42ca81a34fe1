import { join } from 'node:path';
import * as vscode from 'vscode';
import { version } from '../package.json';
import { systemClock } from './core/base/clock';
import { commandHandlers } from './vscode/commands/commandHandlers';
import { DebugJob } from './vscode/commands/debugJob';
import { JobPicker } from './vscode/commands/jobPicker';
import { LocalSiteCommands } from './vscode/commands/localSite';
import { OpenJobFiles } from './vscode/commands/openJobFiles';
import { registerCommands } from './vscode/commands/registerCommands';
import { RunJob } from './vscode/commands/runJob';
import { WorkspaceSchedules } from './vscode/commands/schedules';
import { ShowOutput } from './vscode/commands/showOutput';
import { StopJob } from './vscode/commands/stopJob';
import { ZipJob } from './vscode/commands/zipJob';
import { registerDebugging } from './vscode/debug/registerDebugging';
import { SiteDebugTargets } from './vscode/debug/siteDebugTargets';
import { windowDialogs } from './vscode/dialogs';
import { windowNotifier } from './vscode/notifier';
import { JobOutputs } from './vscode/output/jobOutputs';
import { localTarget } from './vscode/publish/localTarget';
import { publishFolder } from './vscode/publish/publishFolder';
import { PublishJob } from './vscode/publish/publishJob';
import { PublishTargets } from './vscode/publish/publishTargets';
import { OutputLog } from './vscode/outputLog';
import { LocalSites } from './vscode/sites/localSites';
import { SiteRegistry } from './vscode/sites/siteRegistry';
import { JobsTree } from './vscode/views/jobsTree';
import { JobsView } from './vscode/views/jobsView';
import { RunningStatus } from './vscode/views/runningStatus';
import { ScheduleWords } from './vscode/views/scheduleWords';
import { SiteContext } from './vscode/views/siteContext';
import { ContextKeys } from './vscode/workspace/contextKeys';
import { startLanguageSupport } from './vscode/workspace/languageSupport';
import { RunArguments } from './vscode/workspace/runArguments';
import { Settings } from './vscode/workspace/settings';
import { WorkspaceSites } from './vscode/workspace/workspaceSites';

/** Builds the extension and contains nothing else. Nothing here reads a job, starts a process or opens a connection. */
export function activate(context: vscode.ExtensionContext): void {
  const owns = <T extends vscode.Disposable>(item: T): T => {
    context.subscriptions.push(item);
    return item;
  };
  const log = new OutputLog(owns(vscode.window.createOutputChannel('WebJobs', { log: true })));
  const settings = new Settings(vscode.workspace);
  const contextKeys = new ContextKeys((key, value) => void vscode.commands.executeCommand('setContext', key, value));
  const registry = owns(new SiteRegistry());
  const scheduleWords = new ScheduleWords(
    async () => (await import('./vscode/views/describeSchedule')).describeSchedule,
  );

  const userAgent = `vscode-webjobs/${version}`;
  const sites = new LocalSites({
    hostProgram: context.asAbsolutePath(join('dist', 'host.js')),
    userAgent,
    interpreters: () => settings.interpreters,
    logger: log,
  });
  const home = settings.localSiteHome ?? join(context.globalStorageUri.fsPath, 'localSite');
  const localSite = owns(sites.localSite(home));
  registry.add(localSite);
  const schedules = new WorkspaceSchedules(context.workspaceState, () => workspaceSites.all);
  const workspaceSites: WorkspaceSites = owns(
    new WorkspaceSites(registry, settings, (root) => sites.workspaceSite(root, schedules.isEnabled), systemClock, log),
  );

  const createChannel = (name: string, language: string) => vscode.window.createOutputChannel(name, language);
  const outputs = owns(new JobOutputs(registry, createChannel));
  const picker = new JobPicker(registry, scheduleWords, systemClock);
  const debugTargets = new SiteDebugTargets(registry, picker);
  owns(registerDebugging(debugTargets, (configuration) => debugTargets.find(configuration)));
  owns(new SiteContext(registry, settings, contextKeys));
  owns(new RunningStatus(registry));
  owns(new JobsView(owns(new JobsTree(registry, scheduleWords, systemClock)), registry));
  owns(startLanguageSupport(context.asAbsolutePath(join('dist', 'server.js')), settings, log));
  const targets = new PublishTargets(
    () => [localTarget(localSite, userAgent)],
    () => Promise.resolve(undefined),
    context.workspaceState,
  );
  const handlers = commandHandlers({
    log,
    runJob: new RunJob(picker, outputs, new RunArguments(context.workspaceState)),
    stopJob: new StopJob(picker),
    debugJob: new DebugJob(picker, settings),
    showOutput: new ShowOutput(picker, outputs),
    openJobFiles: new OpenJobFiles(picker),
    schedules,
    localSite: new LocalSiteCommands(localSite, home, windowDialogs, windowNotifier),
    publishJob: new PublishJob(picker, targets, windowNotifier, log, publishFolder),
    zipJob: new ZipJob(picker, windowDialogs, windowNotifier),
    refresh: () => Promise.all([workspaceSites.refresh(), localSite.refresh()]),
  });
  owns(registerCommands(handlers, windowNotifier, log));
  void workspaceSites.refresh();
  void localSite.refresh();
  void localSite.connectIfRunning();
}
