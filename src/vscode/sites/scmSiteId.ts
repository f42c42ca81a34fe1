import { localSiteId } from '../../core/remote/localSiteId';
import { RemoteSite } from './remoteSite';
import type { Site } from './site';

/**
 * What journals of publishes call a site: the origin of its address, or the folder of the local site, whose address
 * changes with each start. Undefined for a workspace, which nothing is published to.
 */
export function scmSiteId(site: Site): string | undefined {
  if (site instanceof RemoteSite) return new URL(site.known.scmUrl).origin;
  return site.kind === 'localSite' ? localSiteId(site.location) : undefined;
}
