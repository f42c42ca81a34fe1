import { CancellationError, l10n, window } from 'vscode';
import type { SiteClients } from '../remote/siteClients';
import type { SiteDocuments } from '../remote/siteDocuments';
import type { Site } from '../sites/site';
import type { JobsTree } from '../views/jobsTree';
import { isTreeNode } from '../views/treeNodes';
import type { CommandContext } from './createCommands';
import { DeleteJob } from './deleteJob';
import { ExplainJob } from './explainJob';
import { JobLinks } from './jobLinks';
import { JobLogs } from './jobLogs';
import { JobSchedule } from './jobSchedule';
import type { CommandHandlers } from './registerCommands';
import type { SettingsFiles } from './settingsFile';

/** What the operations on sites work with beside the rest. */
export interface SiteCommandContext {
  readonly siteClients: SiteClients;
  readonly documents: SiteDocuments;
  readonly tree: JobsTree;
}

type SiteCommand =
  | 'webjobs.openRunOutput'
  | 'webjobs.showMoreRuns'
  | 'webjobs.openJobLog'
  | 'webjobs.openSchedulerLog'
  | 'webjobs.downloadLogs'
  | 'webjobs.enableSchedule'
  | 'webjobs.disableSchedule'
  | 'webjobs.explainJob'
  | 'webjobs.deleteJob'
  | 'webjobs.copyWebHookUrl'
  | 'webjobs.copyAsCurl'
  | 'webjobs.openInBrowser';

/** Builds the operations on jobs of sites (R3, R4, R8). */
export function createSiteCommands(
  context: CommandContext,
  settingsFiles: SettingsFiles,
): Pick<CommandHandlers, SiteCommand> {
  const { picker, siteClients, documents, tree, dialogs, notifier, memory, sites } = context;
  const logs = new JobLogs(picker, documents, siteClients, dialogs, notifier);
  const schedule = new JobSchedule(picker, settingsFiles, memory, notifier);
  const explainJob = new ExplainJob(picker, siteClients, documents, sites.remoteSites);
  const deleteJob = new DeleteJob(picker, siteClients, dialogs, notifier);
  const links = new JobLinks(picker, notifier, () => chooseSite([sites.localSite, ...sites.remoteSites.all]));
  return {
    'webjobs.openRunOutput': (target) => logs.openRun(target),
    'webjobs.showMoreRuns': (target) => {
      if (isTreeNode(target) && 'key' in target) tree.showMore(target);
    },
    'webjobs.openJobLog': (target) => logs.openLog(target),
    'webjobs.openSchedulerLog': (target) => logs.openSchedulerLog(target),
    'webjobs.downloadLogs': (target) => logs.download(target),
    'webjobs.enableSchedule': (target) => schedule.enable(target),
    'webjobs.disableSchedule': (target) => schedule.disable(target),
    'webjobs.explainJob': (target) => explainJob.explain(target),
    'webjobs.deleteJob': (target) => deleteJob.delete(target),
    'webjobs.copyWebHookUrl': (target) => links.copyWebHookUrl(target),
    'webjobs.copyAsCurl': (target) => links.copyAsCurl(target),
    'webjobs.openInBrowser': (target) => links.openInBrowser(target),
  };
}

async function chooseSite(sites: readonly Site[]): Promise<Site> {
  const items = sites.map((site) => ({ label: site.label, description: site.location, site }));
  const picked = await window.showQuickPick(items, { title: l10n.t('Open which site?') });
  if (!picked) throw new CancellationError();
  return picked.site;
}
