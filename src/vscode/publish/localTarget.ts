import { l10n } from 'vscode';
import type { HostSite } from '../sites/hostSite';
import type { PublishTarget } from './publishTarget';

/** The local site as a place to publish to; it is started when it does not run. */
export function localTarget(site: HostSite, userAgent: string): PublishTarget {
  return {
    id: site.id,
    label: site.label,
    get description() {
      return site.state.kind === 'connected' ? site.state.url : l10n.t('on this machine; started when needed');
    },
    icon: 'server-environment',
    async open() {
      const host = await site.connected();
      const { ScmClient } = await import('../../core/remote/scmClient');
      // The host's own credential ends with the host, so that it is asked for again with each client.
      const credential = { authorization: () => Promise.resolve(host.authorization) };
      return new ScmClient({ url: host.url, credential, userAgent });
    },
    refresh: () => site.refresh(),
  };
}
