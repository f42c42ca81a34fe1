import { readSiteFacts } from '../../core/remote/siteFacts';
import { type Zone, findZone, utcZone } from '../../core/schedule/zones';
import type { SiteClients } from '../remote/siteClients';
import type { Site } from '../sites/site';

/** What a site says about its schedules as a whole. */
export interface SiteClock {
  readonly zone: Zone;
  /** The app setting `WEBJOBS_STOPPED` or `WEBJOBS_DISABLE_SCHEDULE` keeps schedules from firing. */
  readonly isStopped: boolean;
}

/**
 * Asks a connected site for its clock. One that tells nothing has the zone of the setting `webjobs.timeZone`, as
 * `settings.job` shows it too.
 */
export async function readSiteClock(site: Site, clients: SiteClients, settingZone: string): Promise<SiteClock> {
  const fallback: SiteClock = { zone: findZone(settingZone) ?? utcZone, isStopped: false };
  if (site.state.kind !== 'connected') return fallback;
  // A site that does not answer shows that in the tree.
  const settings = await clients
    .of(site)
    .then((client) => client.getSiteSettings())
    .catch(() => undefined);
  if (settings === undefined) return fallback;
  const { zone, jobsAreStopped, schedulesAreDisabled } = readSiteFacts(settings);
  return { zone, isStopped: jobsAreStopped || schedulesAreDisabled };
}
