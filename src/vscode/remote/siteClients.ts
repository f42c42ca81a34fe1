import type { ScmClient } from '../../core/remote/scmClient';
import { HostSite } from '../sites/hostSite';
import { RemoteSite } from '../sites/remoteSite';
import { scmSiteId } from '../sites/scmSiteId';
import type { Site } from '../sites/site';

/** Hands out the client of a site's REST API, which sites of this machine serve as well. */
export class SiteClients {
  private readonly local = new WeakMap<Site, { readonly url: string; readonly client: ScmClient }>();

  /** @param userAgent tells sites who is asking. */
  constructor(private readonly userAgent: string) {}

  /** Starts the host of a site of this machine when it does not run. */
  async of(site: Site): Promise<ScmClient> {
    if (site instanceof RemoteSite) return await site.scm();
    if (!(site instanceof HostSite)) throw new TypeError(`${site.id} has no REST API.`);
    const host = await site.connected();
    const known = this.local.get(site);
    if (known?.url === host.url) return known.client;
    const { ScmClient } = await import('../../core/remote/scmClient');
    // A host that was started anew has another address and another credential.
    const credential = { authorization: () => Promise.resolve(host.authorization) };
    const siteId = scmSiteId(site);
    const client = new ScmClient({
      url: host.url,
      credential,
      userAgent: this.userAgent,
      ...(siteId !== undefined && { siteId }),
    });
    this.local.set(site, { url: host.url, client });
    return client;
  }
}
