import type { Memento } from 'vscode';
import { systemClock } from '../../core/base/clock';
import type { Logger } from '../../core/base/logger';
import type { ActionDialogs } from '../dialogs';
import type { Notifier } from '../notifier';
import type { CutOffPublishes } from '../publish/cutOffPublishes';
import { PublishJob } from '../publish/publishJob';
import { PublishMemory } from '../publish/publishMemory';
import type { PublishRecords } from '../publish/publishRecords';
import { PublishSeveral } from '../publish/publishSeveral';
import { publishTarget } from '../publish/publishTarget';
import { PublishTargets } from '../publish/publishTargets';
import { PublishWork } from '../publish/publishWork';
import type { SiteFileDiff } from '../publish/siteFileDiff';
import { UndoPublish } from '../publish/undoPublish';
import type { SiteClients } from '../remote/siteClients';
import type { WindowSites } from '../sites/windowSites';
import type { ConnectToSite } from './connectToSite';
import type { JobPicker } from './jobPicker';
import type { CommandHandlers } from './registerCommands';
import { selectionOf } from './selection';

/** What publishing works with. */
export interface PublishCommandContext {
  readonly picker: JobPicker;
  readonly sites: WindowSites;
  readonly siteClients: SiteClients;
  readonly siteFileDiff: SiteFileDiff;
  readonly publishRecords: PublishRecords;
  readonly cutOffPublishes: CutOffPublishes;
  /** What is remembered for this workspace. */
  readonly memory: Memento;
  readonly dialogs: ActionDialogs;
  readonly notifier: Notifier;
  readonly log: Logger;
}

type PublishCommand =
  | 'webjobs.publishJob'
  | 'webjobs.publishJobs'
  | 'webjobs.publishAgain'
  | 'webjobs.undoPublish'
  | 'webjobs.recoverPublish';

/** Builds what brings jobs to sites, and takes them back. */
export function createPublishCommands(
  context: PublishCommandContext,
  connectToSite: ConnectToSite,
): Pick<CommandHandlers, PublishCommand> {
  const { picker, sites, siteClients, publishRecords, dialogs, notifier } = context;
  const { localSite, remoteSites, registry } = sites;
  const targets = new PublishTargets(
    () => [localSite, ...remoteSites.all].map((site) => publishTarget(site, siteClients)),
    async () => {
      const { id } = await connectToSite.connect();
      const site = remoteSites.get(id);
      return site && publishTarget(site, siteClients);
    },
  );
  const publishing = {
    picker,
    targets,
    memory: new PublishMemory(context.memory),
    work: new PublishWork(publishRecords, context.log),
    diff: context.siteFileDiff,
    dialogs,
    notifier,
    jobs: () => registry.jobs,
  };
  const publishJob = new PublishJob(publishing);
  const several = new PublishSeveral(publishing);
  const undoPublish = new UndoPublish(picker, publishRecords, siteClients, dialogs, notifier, systemClock);
  return {
    'webjobs.publishJob': (target, selected) => {
      const selection = selectionOf(target, selected);
      return selection.length > 1 ? several.publish(selection) : publishJob.publish(target);
    },
    'webjobs.publishJobs': (target, selected) => several.publish(selectionOf(target, selected)),
    'webjobs.publishAgain': (target) => publishJob.again(target),
    'webjobs.undoPublish': (target) => undoPublish.undo(target),
    'webjobs.recoverPublish': (target) => context.cutOffPublishes.recover(target),
  };
}
