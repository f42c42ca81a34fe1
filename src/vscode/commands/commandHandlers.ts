import type { PublishJob } from '../publish/publishJob';
import type { OutputLog } from '../outputLog';
import type { CommandHandlers } from './registerCommands';
import type { DebugJob } from './debugJob';
import type { LocalSiteCommands } from './localSite';
import type { OpenJobFiles } from './openJobFiles';
import type { RunJob } from './runJob';
import type { WorkspaceSchedules } from './schedules';
import type { ShowOutput } from './showOutput';
import type { StopJob } from './stopJob';
import type { ZipJob } from './zipJob';

/** Those who do the work behind the commands. */
export interface CommandParts {
  readonly log: OutputLog;
  readonly runJob: RunJob;
  readonly stopJob: StopJob;
  readonly debugJob: DebugJob;
  readonly showOutput: ShowOutput;
  readonly openJobFiles: OpenJobFiles;
  readonly schedules: WorkspaceSchedules;
  readonly localSite: LocalSiteCommands;
  readonly publishJob: PublishJob;
  readonly zipJob: ZipJob;
  /** Looks for new job folders as well as at the known ones. */
  readonly refresh: () => Promise<unknown>;
}

/** Which command asks whom. */
export function commandHandlers(parts: CommandParts): CommandHandlers {
  return {
    'webjobs.runJob': (target) => parts.runJob.run(target),
    'webjobs.runJobWithArguments': (target) => parts.runJob.runWithArguments(target),
    'webjobs.stopJob': (target) => parts.stopJob.stop(target),
    'webjobs.debugJob': (target) => parts.debugJob.debug(target),
    'webjobs.showOutput': (target) => parts.showOutput.show(target),
    'webjobs.openScript': (target) => parts.openJobFiles.openScript(target),
    'webjobs.openSettings': (target) => parts.openJobFiles.openSettings(target),
    'webjobs.refresh': () => parts.refresh(),
    'webjobs.startLocalSite': () => parts.localSite.start(),
    'webjobs.stopLocalSite': () => parts.localSite.stop(),
    'webjobs.openLocalSiteFolder': () => parts.localSite.revealFolder(),
    'webjobs.publishJob': (target) => parts.publishJob.publish(target),
    'webjobs.zipJob': (target) => parts.zipJob.zip(target),
    'webjobs.enableSchedules': () => parts.schedules.enable(),
    'webjobs.disableSchedules': () => parts.schedules.disable(),
    'webjobs.copyScmUrl': () => parts.localSite.copyScmUrl(),
    'webjobs.connectToSite': () => undefined,
    'webjobs.removeSite': () => undefined,
    'webjobs.showLog': () => parts.log.show(),
  };
}
