import { joinRelative } from '../../core/jobs/jobFiles';
import type { JobKey } from '../../core/jobs/job';
import { jobFolderOnSite, readSiteFacts, secondaryRoot } from '../../core/publish/publishTarget';
import type { RemoteJob } from '../../core/remote/remoteJob';
import type { ScmClient } from '../../core/remote/scmClient';

/** The folder of a job on a site: in the primary root if one of its name is there, else in the secondary one. */
export async function findJobFolder(client: ScmClient, job: JobKey): Promise<string> {
  const facts = readSiteFacts(await client.getSiteSettings());
  const primary = jobFolderOnSite(facts.primaryRoot, job);
  if ((await client.listFolder(primary)) !== undefined) return primary;
  const secondary = jobFolderOnSite(secondaryRoot, job);
  return (await client.listFolder(secondary)) === undefined ? primary : secondary;
}

/** `settings.job` lies beside the script, which can be in a folder of its own (kudu-webjobs §1.3). */
export async function findSettingsPath(client: ScmClient, job: RemoteJob): Promise<string> {
  const folder = await findJobFolder(client, job);
  const script = job.runCommand ?? '';
  const scriptFolder = script.slice(0, Math.max(0, script.lastIndexOf('/')));
  return `${folder}/${joinRelative(scriptFolder, 'settings.job')}`;
}
