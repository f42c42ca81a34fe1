import type { Logger } from '../../core/base/logger';
import type { SiteSpec } from '../../core/runner/sitePaths';
import type { SiteHost, SiteHostSource } from './siteHost';

/** What every host of this window is reached with. */
export interface LocalHostOptions {
  /** Path of the bundle `host.js`. */
  readonly hostProgram: string;
  /** Tells hosts who is asking; the service records it as the trigger of a run. */
  readonly userAgent: string;
  /** Programs that run scripts in place of those on PATH, at the moment a host is started. */
  readonly interpreters: () => Readonly<Record<string, string>>;
  readonly logger: Logger;
}

/** Beside that, what one site needs before its host is asked for. */
export interface PreparedHostOptions extends LocalHostOptions {
  readonly prepare?: () => Promise<void>;
}

/** Says which site is meant. Asked for at each connection, because the answer can depend on the disk. */
export type FindSite = () => Promise<SiteSpec>;

/**
 * Hosts on this machine. The client, and all it needs, is loaded when a host is first looked for, so that a window that
 * runs no job never pays for it.
 */
export function localHost(findSite: FindSite, options: PreparedHostOptions): SiteHostSource {
  const { hostProgram, userAgent, logger } = options;
  return {
    async connect(): Promise<SiteHost> {
      const { connectHost, ConnectedHost } = await import('./connectedHost');
      await options.prepare?.();
      const settings = { interpreters: options.interpreters() };
      return new ConnectedHost(await connectHost(await findSite(), { hostProgram, userAgent, settings, logger }));
    },
    async connectIfRunning(): Promise<SiteHost | undefined> {
      const { ConnectedHost, connectRunningHost } = await import('./connectedHost');
      const connection = await connectRunningHost(await findSite(), userAgent);
      return connection && new ConnectedHost(connection);
    },
  };
}
