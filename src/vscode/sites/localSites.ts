import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { l10n } from 'vscode';
import { jobsOfRoot } from '../../core/jobs/discoverJobs';
import { jobKinds, isSameJob } from '../../core/jobs/job';
import type { JobSnapshot } from '../../core/runner/jobSnapshot';
import { commandIds } from '../commands/commandIds';
import type { Notifier } from '../notifier';
import type { WorkspaceRoot } from '../workspace/workspaceSites';
import { folderSnapshot, jobsRootsOfHome } from './folderSnapshot';
import { HostSite, type HostSiteOptions } from './hostSite';
import { type LocalHostOptions, localHost } from './localHosts';
import type { Site } from './site';

/** Builds the sites of this machine. */
export class LocalSites {
  constructor(
    private readonly hosts: LocalHostOptions,
    private readonly notifier: Notifier,
  ) {}

  /** The site of one jobs root of the workspace; its data and logs lie where the terminal finds them too. */
  workspaceSite(root: WorkspaceRoot, schedulesEnabled: boolean): HostSite {
    return new HostSite({
      id: `workspace-${createHash('sha256').update(root.jobsRoot).digest('hex').slice(0, 12)}`,
      kind: 'workspace',
      label: root.label,
      location: root.location,
      schedulesEnabled,
      listedBy: 'folders',
      readFolders: () => readRoots([root.jobsRoot]),
      latestRun: latestRunIn(async () => join(await stateFolderOf(root.jobsRoot), 'data')),
      hosts: localHost(
        async () => ({
          type: 'folder',
          jobsRoot: root.jobsRoot,
          stateFolder: await stateFolderOf(root.jobsRoot),
        }),
        this.hosts,
      ),
      logger: this.hosts.logger,
      lostText: l10n.t('ended with the process that ran it'),
      onJobsLost: (site, jobs) => this.tellJobsLost(site, jobs),
    });
  }

  /** The local site over `home`. */
  localSite(home: string): HostSite {
    return new HostSite({
      id: 'local',
      kind: 'localSite',
      label: l10n.t('Local Site'),
      location: home,
      schedulesEnabled: true,
      listedBy: 'foldersAndHost',
      readFolders: () => readRoots(jobsRootsOfHome(home)),
      latestRun: latestRunIn(() => Promise.resolve(join(home, 'data'))),
      hosts: localHost(
        () => Promise.resolve({ type: 'home', home }),
        // The engine looks for a folder that does not exist every 30 s only, as the service does.
        { ...this.hosts, prepare: () => makeKindFolders(home) },
      ),
      logger: this.hosts.logger,
      lostText: l10n.t('ended with the process that ran it'),
      onJobsLost: (site, jobs) => this.tellJobsLost(site, jobs),
    });
  }

  private tellJobsLost(site: Site, jobs: readonly JobSnapshot[]): void {
    const names = jobs.map((job) => job.name).join(', ');
    this.notifier.warn(
      l10n.t(
        'The process that ran the jobs of {0} has ended, and {1} with it. Start again what should run.',
        site.label,
        names,
      ),
      { title: l10n.t('Show Log'), command: commandIds.showLog },
    );
  }
}

async function stateFolderOf(jobsRoot: string): Promise<string> {
  const { stateFolderFor } = await import('../../core/hostClient/userStateFolder');
  return stateFolderFor(jobsRoot);
}

/** Loads what reads histories when the first one is wanted. */
function latestRunIn(dataFolder: () => Promise<string>): HostSiteOptions['latestRun'] {
  return async (jobName) => {
    const { latestRunOnDisk } = await import('../../core/hostClient/runsOnDisk');
    return latestRunOnDisk(await dataFolder(), jobName);
  };
}

/** Makes the folders that jobs are published to. */
async function makeKindFolders(home: string): Promise<void> {
  const [primary] = jobsRootsOfHome(home);
  for (const kind of jobKinds) await mkdir(join(primary, kind), { recursive: true });
}

/** The jobs of several roots; of two of the same name the first one counts (kudu-webjobs §1.1). */
async function readRoots(jobsRoots: readonly string[]): Promise<readonly JobSnapshot[]> {
  const folders = (await Promise.all(jobsRoots.map(jobsOfRoot))).flat();
  const visible = folders.filter((job, index) => folders.findIndex((other) => isSameJob(other, job)) === index);
  return Promise.all(visible.map(folderSnapshot));
}
