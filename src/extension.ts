import { join } from 'node:path';
import * as vscode from 'vscode';
import { version } from '../package.json';
import { systemClock } from './core/base/clock';
import { createCommands } from './vscode/commands/createCommands';
import { JobPicker } from './vscode/commands/jobPicker';
import { registerCommands } from './vscode/commands/registerCommands';
import { registerDebugging } from './vscode/debug/registerDebugging';
import { windowDialogs } from './vscode/dialogs';
import { registerBuilderActions } from './vscode/language/scheduleBuilder/builderActions';
import { registerJobLenses } from './vscode/language/jobLenses';
import { SiteTimeZones } from './vscode/language/siteTimeZones';
import { windowNotifier } from './vscode/notifier';
import { JobOutputs, outputLanguageId } from './vscode/output/jobOutputs';
import { registerOutputLinks } from './vscode/output/outputLinks';
import { outputSources } from './vscode/output/outputSources';
import { OutputLog } from './vscode/outputLog';
import { CutOffPublishes } from './vscode/publish/cutOffPublishes';
import { publishFolder } from './vscode/publish/publishFolder';
import { PublishRecords } from './vscode/publish/publishRecords';
import { SiteFileDiff } from './vscode/publish/siteFileDiff';
import { watchTwins } from './vscode/publish/watchTwins';
import { SiteClients } from './vscode/remote/siteClients';
import { SiteDocuments } from './vscode/remote/siteDocuments';
import { WindowSites } from './vscode/sites/windowSites';
import { registerTasks } from './vscode/tasks/jobTaskProvider';
import { TimelineView } from './vscode/timeline/timelineView';
import { ScheduleWords } from './vscode/views/scheduleWords';
import { showSites } from './vscode/views/showSites';
import { ContextKeys } from './vscode/workspace/contextKeys';
import { startLanguageSupport } from './vscode/workspace/languageSupport';
import { Settings } from './vscode/workspace/settings';

/** Builds the extension and contains nothing else. Nothing here reads a job, starts a process or opens a connection. */
export function activate(context: vscode.ExtensionContext): void {
  const owns = <T extends vscode.Disposable>(item: T): T => {
    context.subscriptions.push(item);
    return item;
  };
  const log = new OutputLog(owns(vscode.window.createOutputChannel('WebJobs', { log: true })));
  const settings = new Settings(vscode.workspace);
  const contextKeys = new ContextKeys((key, value) => void vscode.commands.executeCommand('setContext', key, value));
  const scheduleWords = new ScheduleWords(
    async () => (await import('./vscode/views/describeSchedule')).describeSchedule,
  );
  const userAgent = `vscode-webjobs/${version}`;
  const sites = owns(
    new WindowSites({
      settings,
      notifier: windowNotifier,
      clock: systemClock,
      logger: log,
      userAgent,
      hostProgram: context.asAbsolutePath(join('dist', 'host.js')),
      storageFolder: context.globalStorageUri.fsPath,
      workspaceMemory: context.workspaceState,
      userMemory: context.globalState,
      secrets: context.secrets,
    }),
  );
  const { registry, remoteSites } = sites;
  const createChannel = (name: string, language: string) => vscode.window.createOutputChannel(name, language);
  const outputs = owns(new JobOutputs(registry, createChannel, vscode.l10n));
  owns(registerOutputLinks(outputLanguageId, outputSources(registry, outputs), vscode.l10n));
  const picker = new JobPicker(registry, scheduleWords, systemClock);
  owns(registerDebugging({ registry, picker, dialogs: windowDialogs, notifier: windowNotifier }));
  owns(registerTasks(registry));
  const siteClients = new SiteClients(userAgent);
  const documents = owns(new SiteDocuments(registry, siteClients, windowDialogs, systemClock));
  const publishRecords = owns(new PublishRecords(publishFolder, registry, log));
  const { twins } = owns(watchTwins(registry, siteClients, publishRecords, systemClock, log));
  const memory = context.workspaceState;
  const views = {
    registry,
    remoteSites,
    siteClients,
    publishRecords,
    twins,
    settings,
    contextKeys,
    scheduleWords,
    memory,
    clock: systemClock,
  };
  const { tree, dismissedEnds, polling } = owns(showSites(views));
  const { extensionUri } = context;
  const looks = {
    registry,
    siteClients,
    settings,
    notifier: windowNotifier,
    clock: systemClock,
    polling,
    extensionUri,
  };
  const timeline = owns(new TimelineView(looks));
  const serverModule = context.asAbsolutePath(join('dist', 'server.js'));
  const loadClient = () => import('./vscode/language/languageClient');
  owns(registerBuilderActions());
  const siteTimeZones = owns(new SiteTimeZones({ registry, clients: siteClients, logger: log }));
  owns(
    startLanguageSupport(
      async (client) => (await loadClient()).startLanguageClient(serverModule, client),
      settings,
      log,
      siteTimeZones,
    ),
  );
  owns(registerJobLenses(settings));
  const cutOffPublishes = new CutOffPublishes(publishRecords, siteClients, windowNotifier);
  const commands = createCommands({
    picker,
    outputs,
    contextKeys,
    dismissedEnds,
    settings,
    sites,
    siteClients,
    siteTimeZones,
    documents,
    tree,
    timeline,
    siteFileDiff: owns(new SiteFileDiff()),
    publishRecords,
    cutOffPublishes,
    twins,
    memory,
    dialogs: windowDialogs,
    notifier: windowNotifier,
    log,
    userAgent,
  });
  owns(registerCommands(commands, windowNotifier, log));
  void sites.begin().then(() => cutOffPublishes.tell());
}
