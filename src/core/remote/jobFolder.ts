import { joinRelative } from '../jobs/jobFiles';
import type { JobKey } from '../jobs/job';
import type { RemoteJob } from './remoteJob';
import type { CallOptions, ScmClient } from './scmClient';
import { jobFolderOnSite, readSiteFacts, secondaryRoot } from './siteFacts';

/** The folder of a job on a site: in the primary root if one of its name is there, else in the secondary one. */
export async function findJobFolder(client: ScmClient, job: JobKey, options: CallOptions = {}): Promise<string> {
  const facts = readSiteFacts(await client.getSiteSettings(options));
  const primary = jobFolderOnSite(facts.primaryRoot, job);
  if ((await client.listFolder(primary, options)) !== undefined) return primary;
  const secondary = jobFolderOnSite(secondaryRoot, job);
  return (await client.listFolder(secondary, options)) === undefined ? primary : secondary;
}

/** The folder of the job's script, relative to the job's; `disable.job` and `settings.job` lie there (kudu-webjobs §1.3). */
export function scriptFolderOf(job: RemoteJob | undefined): string {
  const script = job?.runCommand ?? '';
  return script.slice(0, Math.max(0, script.lastIndexOf('/')));
}

export async function findSettingsPath(client: ScmClient, job: RemoteJob): Promise<string> {
  const folder = await findJobFolder(client, job);
  return `${folder}/${joinRelative(scriptFolderOf(job), 'settings.job')}`;
}

/** Where the service keeps what it writes about a job, below the site's root (kudu-webjobs §1.2). */
export function jobDataPath({ kind, name }: JobKey): string {
  return `data/jobs/${kind}/${name}`;
}
