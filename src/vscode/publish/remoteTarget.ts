import type { RemoteSite } from '../sites/remoteSite';
import type { PublishTarget } from './publishTarget';

/** A connected site as a place to publish to. */
export function remoteTarget(site: RemoteSite): PublishTarget {
  return {
    id: site.id,
    label: site.label,
    description: site.location,
    icon: 'azure',
    open: () => site.scm(),
    refresh: () => site.refresh(),
  };
}
