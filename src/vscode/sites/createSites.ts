import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { l10n } from 'vscode';
import { jobsOfRoot } from '../../core/jobs/discoverJobs';
import type { JobSnapshot } from '../../core/runner/jobSnapshot';
import type { WorkspaceRoot } from '../workspace/workspaceSites';
import { folderSnapshot, jobsRootsOfHome } from './folderSnapshot';
import { HostSite } from './hostSite';
import { localHost } from './localHosts';
import { isSameJob } from './site';

/** The site of one jobs root of the workspace; its data and logs lie in a folder of its own below `storage`. */
export function createWorkspaceSite(root: WorkspaceRoot, schedulesEnabled: boolean, storage: string): HostSite {
  const id = createHash('sha256').update(root.jobsRoot).digest('hex').slice(0, 12);
  return new HostSite({
    id: `workspace-${id}`,
    kind: 'workspace',
    label: root.label,
    location: root.location,
    schedulesEnabled,
    listedBy: 'folders',
    readFolders: () => readRoots([root.jobsRoot]),
    hosts: localHost({ type: 'folder', jobsRoot: root.jobsRoot, stateFolder: join(storage, id) }),
  });
}

/** The local site over `home`. */
export function createLocalSite(home: string): HostSite {
  return new HostSite({
    id: 'local',
    kind: 'localSite',
    label: l10n.t('Local Site'),
    location: home,
    schedulesEnabled: true,
    listedBy: 'host',
    readFolders: () => readRoots(jobsRootsOfHome(home)),
    hosts: localHost({ type: 'home', home }),
  });
}

/** The jobs of several roots; of two of the same name the first one counts (kudu-webjobs §1.1). */
async function readRoots(jobsRoots: readonly string[]): Promise<readonly JobSnapshot[]> {
  const folders = (await Promise.all(jobsRoots.map(jobsOfRoot))).flat();
  const visible = folders.filter((job, index) => folders.findIndex((other) => isSameJob(other, job)) === index);
  return Promise.all(visible.map(folderSnapshot));
}
