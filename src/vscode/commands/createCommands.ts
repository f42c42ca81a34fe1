import { chmod } from 'node:fs/promises';
import type { Memento, Uri } from 'vscode';
import { systemClock } from '../../core/base/clock';
import type { ActionDialogs } from '../dialogs';
import type { Notifier } from '../notifier';
import type { JobOutputs } from '../output/jobOutputs';
import type { OutputLog } from '../outputLog';
import { type PublishCommandContext, createPublishCommands } from './createPublishCommands';
import type { Twins } from '../publish/twins';
import type { WindowSites } from '../sites/windowSites';
import type { TimelineView } from '../timeline/timelineView';
import type { DismissedEnds } from '../views/dismissedEnds';
import type { ContextKeys } from '../workspace/contextKeys';
import type { Settings } from '../workspace/settings';
import type { SiteTimeZones } from '../language/siteTimeZones';
import { type SiteCommandContext, createSiteCommands } from './createSiteCommands';
import { createRunCommands } from './createRunCommands';
import { ConnectToSite } from './connectToSite';
import type { JobPicker } from './jobPicker';
import { LocalSiteCommands } from './localSite';
import { OpenJobFiles } from './openJobFiles';
import type { CommandHandlers } from './registerCommands';
import { SettingsFiles } from './settingsFile';
import { ZipJob } from './zipJob';

/** Everything the commands work with. */
export interface CommandContext extends SiteCommandContext, PublishCommandContext {
  readonly picker: JobPicker;
  readonly outputs: JobOutputs;
  readonly contextKeys: ContextKeys;
  readonly dismissedEnds: DismissedEnds;
  readonly settings: Settings;
  /** The zones of sites whose files are open. */
  readonly siteTimeZones: Pick<SiteTimeZones, 'nameOf'>;
  readonly sites: WindowSites;
  readonly timeline: TimelineView;
  /** What is remembered for this workspace. */
  readonly memory: Memento;
  readonly dialogs: ActionDialogs;
  readonly notifier: Notifier;
  readonly log: OutputLog;
  readonly twins: Twins;
  readonly userAgent: string;
}

/** Builds those who do the work, and says which command asks whom. */
export function createCommands(context: CommandContext): CommandHandlers {
  const { picker, sites, dialogs, notifier, log } = context;
  const { schedules, localSite, remoteSites, workspaceSites } = sites;
  const settingsFiles = new SettingsFiles(context.siteClients, context.documents.files);
  const openJobFiles = new OpenJobFiles(picker, settingsFiles, dialogs);
  const siteCommands = new LocalSiteCommands(localSite, sites.localSiteHome, dialogs, notifier);
  const connectToSite = new ConnectToSite(sites.knownSites, dialogs, context.userAgent);
  const zipJob = new ZipJob(picker, dialogs, notifier);
  const buildSchedule = async (target: unknown): Promise<void> => {
    const builder = await import('../language/scheduleBuilder/buildSchedule');
    const { siteTimeZones, settings } = context;
    const zoneNameOf = (file: Uri): string => siteTimeZones.nameOf(file) ?? (settings.timeZone || 'UTC');
    await builder.buildSchedule(target, { picker, clock: systemClock, zoneNameOf });
  };
  const newJob = async (target: unknown): Promise<void> => {
    const jobs = workspaceSites.all.flatMap((site) => site.jobs);
    const jobFolders = (): string[] => jobs.map((job) => job.folder).filter((folder) => folder !== '');
    await (await import('./newJob')).newJob(target, { jobFolders, makeExecutable, buildSchedule });
  };
  return {
    ...createRunCommands(context),
    ...createSiteCommands(context, settingsFiles),
    ...createPublishCommands(context, connectToSite),
    'webjobs.newJob': newJob,
    'webjobs.buildSchedule': buildSchedule,
    'webjobs.openScript': (target) => openJobFiles.openScript(target),
    'webjobs.openSettings': (target) => openJobFiles.openSettings(target),
    'webjobs.refresh': async () => {
      context.twins.forget();
      await Promise.all([workspaceSites.refresh(), localSite.refresh(), remoteSites.refresh()]);
    },
    'webjobs.startLocalSite': () => siteCommands.start(),
    'webjobs.stopLocalSite': () => siteCommands.stop(),
    'webjobs.openLocalSiteFolder': () => siteCommands.revealFolder(),
    'webjobs.zipJob': (target) => zipJob.zip(target),
    'webjobs.enableSchedules': () => schedules.enable(),
    'webjobs.disableSchedules': () => schedules.disable(),
    'webjobs.copyScmUrl': (target) => siteCommands.copyScmUrl(target),
    'webjobs.connectToSite': () => connectToSite.connect(),
    'webjobs.removeSite': (target) => connectToSite.remove(target),
    'webjobs.showTimeline': () => context.timeline.show(),
    'webjobs.showLog': () => log.show(),
  };
}

/** Sets the right to execute on the disk; Windows has none, and other file systems cannot set it. */
async function makeExecutable({ scheme, fsPath }: Uri): Promise<void> {
  if (scheme === 'file' && process.platform !== 'win32') await chmod(fsPath, 0o755);
}
