import { l10n } from 'vscode';
import type { ScmClient } from '../../core/remote/scmClient';
import type { SiteClients } from '../remote/siteClients';
import type { Site } from '../sites/site';

/** A site that a job can be published to. */
export interface PublishTarget {
  readonly site: Site;
  readonly label: string;
  /** What tells it from others of the same name. */
  readonly description: string;
  readonly icon: string;
  /** A client of the site, which is started first when it is the local one. */
  open(): Promise<ScmClient>;
}

/** A site, other than a workspace, as a place to publish to. */
export function publishTarget(site: Site, clients: SiteClients): PublishTarget {
  const isLocal = site.kind === 'localSite';
  const address = site.state.kind === 'connected' ? site.state.url : l10n.t('on this machine; started when needed');
  return {
    site,
    label: site.label,
    description: isLocal ? address : site.location,
    icon: isLocal ? 'server-environment' : 'azure',
    open: () => clients.of(site),
  };
}
