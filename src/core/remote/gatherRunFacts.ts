import type { JobKey } from '../jobs/job';
import { joinRelative } from '../jobs/jobFiles';
import { findJobFolder, jobDataPath, scriptFolderOf } from './jobFolder';
import type { CallOptions, ScmClient } from './scmClient';
import { SiteFiles } from './siteFiles';
import { mayBeSlotTwins } from './slotTwin';
import type { RunFacts, TwinFacts } from './whyNotRunning';

/** The end of the scheduler's log that is looked at, in bytes. */
const logBytes = 16 * 1024;

/** A site that a job is asked about. */
export interface AskedSite {
  readonly label: string;
  /** Whether the user lets schedules fire here; of a site in Azure always true. */
  readonly schedulesEnabled: boolean;
  readonly client: ScmClient;
}

/** Another site that is known, which may be a slot of the same app. */
export interface KnownScmSite {
  readonly label: string;
  /** Name and port of its SCM address. */
  readonly host: string;
  /** Asked for only when the site may be a twin. */
  readonly open: () => Promise<ScmClient>;
}

/**
 * Asks a site, and those that may be slots of the same app, for what tells why a job does not run (R8).
 * @throws RemoteError when the site itself does not answer; a twin that does not answer counts as not told.
 */
export async function gatherRunFacts(
  { label, schedulesEnabled, client }: AskedSite,
  key: JobKey,
  others: readonly KnownScmSite[] = [],
  call: CallOptions = {},
): Promise<RunFacts> {
  const [job, settings, folder, schedulerLog, twins] = await Promise.all([
    client.getJob(key.kind, key.name, call),
    client.getSiteSettings(call),
    findJobFolder(client, key, call),
    readSchedulerLog(client, key),
    askTwins(client.host, key, others, call),
  ]);
  const listing = await client.listFolder(joinRelative(folder, scriptFolderOf(job)), call);
  const isDisabled = listing?.entries.some(({ name }) => name.toLowerCase() === 'disable.job');
  return { key, siteLabel: label, job, settings, isDisabled, schedulesEnabled, schedulerLog, twins };
}

async function readSchedulerLog(client: ScmClient, key: JobKey): Promise<string> {
  if (key.kind === 'continuous') return '';
  const bytes = await new SiteFiles(client).readEnd(`${jobDataPath(key)}/job_scheduler.log`, () => '', logBytes);
  return new TextDecoder().decode(bytes);
}

async function askTwins(
  host: string,
  key: JobKey,
  others: readonly KnownScmSite[],
  call: CallOptions,
): Promise<TwinFacts[]> {
  const hosts = others.map((other) => other.host);
  const twins = others.filter((other) => mayBeSlotTwins(host, other.host, hosts));
  return await Promise.all(
    twins.map(async ({ label, open }): Promise<TwinFacts> => {
      try {
        const client = await open();
        const [job, settings] = await Promise.all([
          client.getJob(key.kind, key.name, call),
          client.getSiteSettings(call),
        ]);
        return { siteLabel: label, state: 'told', job, settings };
      } catch (error) {
        if (call.signal?.aborted) throw error;
        return { siteLabel: label, state: 'silent' };
      }
    }),
  );
}
