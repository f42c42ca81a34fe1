import { join } from 'node:path';
import * as vscode from 'vscode';
import { version } from '../../package.json';
import { systemClock } from '../core/base/clock';
import { createCommands } from './commands/createCommands';
import { JobPicker } from './commands/jobPicker';
import type { RunCommand } from './commands/registerCommands';
import { commandRunner } from './commands/runCommand';
import { type JobDebugging, createDebugging } from './debug/createDebugging';
import { windowDialogs } from './dialogs';
import { registerBuilderActions } from './language/scheduleBuilder/builderActions';
import { registerJobLenses } from './language/jobLenses';
import { SiteTimeZones } from './language/siteTimeZones';
import { windowNotifier } from './notifier';
import { outputLanguageId } from './contributedTypes';
import { JobOutputs } from './output/jobOutputs';
import { registerOutputLinks } from './output/outputLinks';
import { outputSources } from './output/outputSources';
import { OutputLog } from './outputLog';
import { CutOffPublishes } from './publish/cutOffPublishes';
import { publishFolder } from './publish/publishFolder';
import { PublishRecords } from './publish/publishRecords';
import { watchTwins } from './publish/watchTwins';
import { SiteFileDiff } from './publish/siteFileDiff';
import { SiteClients } from './remote/siteClients';
import { SiteDocuments } from './remote/siteDocuments';
import type { SiteFileSystem } from './remote/siteFileSystem';
import { WindowSites } from './sites/windowSites';
import { JobTaskProvider } from './tasks/jobTaskProvider';
import { TimelineView } from './timeline/timelineView';
import type { JobsTree } from './views/jobsTree';
import { ScheduleWords } from './views/scheduleWords';
import { showSites } from './views/showSites';
import type { TreeNode } from './views/treeNodes';
import { ContextKeys } from './workspace/contextKeys';
import { startLanguageSupport } from './workspace/languageSupport';
import { rememberJobs } from './workspace/rememberedJobs';
import { Settings } from './workspace/settings';

/** What answers the questions that `extension.ts` has registered for. */
export interface RunningExtension {
  readonly runCommand: RunCommand;
  readonly debugging: JobDebugging;
  readonly tasks: vscode.TaskProvider;
  readonly siteFiles: SiteFileSystem;
  readonly timeline: TimelineView;
  readonly tree: JobsTree;
  /** Resolves once the workspace has been read for the first time; never rejected. */
  readonly jobsRead: Promise<void>;
}

/**
 * Builds the extension and contains nothing else. Nothing here starts a process or opens a connection of its own accord.
 *
 * @param view shows the tree that this builds.
 */
export function startExtension(context: vscode.ExtensionContext, view: vscode.TreeView<TreeNode>): RunningExtension {
  const owns = <T extends vscode.Disposable>(item: T): T => {
    context.subscriptions.push(item);
    return item;
  };
  const log = new OutputLog(owns(vscode.window.createOutputChannel('WebJobs', { log: true })));
  const settings = new Settings(vscode.workspace);
  const contextKeys = new ContextKeys((key, value) => void vscode.commands.executeCommand('setContext', key, value));
  const scheduleWords = new ScheduleWords(async () =>
    (await import('./views/describeSchedule')).scheduleDescriber(vscode.l10n.bundle),
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
  const debugging = owns(createDebugging({ registry, picker, dialogs: windowDialogs, notifier: windowNotifier }));
  const siteClients = new SiteClients(userAgent);
  const documents = owns(new SiteDocuments(registry, siteClients, windowDialogs, systemClock));
  const publishRecords = owns(new PublishRecords(publishFolder, registry, log));
  const { twins } = owns(watchTwins(registry, siteClients, publishRecords, systemClock, log));
  const memory = context.workspaceState;
  const views = {
    view,
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
  const loadClient = () => import('./language/languageClient');
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
    publishRecords,
    cutOffPublishes,
    twins,
    documents,
    tree,
    timeline,
    siteFileDiff: owns(new SiteFileDiff()),
    memory,
    dialogs: windowDialogs,
    notifier: windowNotifier,
    log,
    userAgent,
  });
  void sites.begin().then(() => cutOffPublishes.tell());
  const jobsRead = sites.workspaceSites.read;
  void jobsRead.then(() => owns(rememberJobs(registry, memory)));
  return {
    runCommand: commandRunner(commands, windowNotifier, log),
    debugging,
    tasks: new JobTaskProvider(registry),
    siteFiles: documents.files,
    timeline,
    tree,
    jobsRead,
  };
}
