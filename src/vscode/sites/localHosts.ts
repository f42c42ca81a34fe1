import { UserError } from '../../core/base/userError';
import type { SiteSpec } from '../../core/runner/sitePaths';
import type { SiteHost, SiteHostSource } from './siteHost';

/** Hosts of this machine, reached through `core/hostClient`, which is loaded when the first is needed. */
export function localHost(spec: SiteSpec): SiteHostSource {
  return {
    connect: () =>
      Promise.reject<SiteHost>(new UserError('host-missing', `The host of this ${spec.type} cannot start.`)),
    connectIfRunning: () => Promise.resolve(undefined),
  };
}
