import { delay, systemClock } from '../base/clock';
import { type Logger, silentLogger } from '../base/logger';
import { isOsLockHeld } from '../base/osLock';
import { UserError } from '../base/userError';
import type { SiteSpec } from '../runner/sitePaths';
import { hostPrefix, hostProtocolVersion } from './hostApi';
import { HostConnection } from './hostConnection';
import { HostHttp } from './hostHttp';
import type { HostSettings } from './hostOptions';
import { type HostEntry, HostRegistry, siteKey } from './hostRegistry';
import { startHostProcess } from './startHostProcess';
import { userStateFolder } from './userStateFolder';

export interface ConnectOptions {
  /** Path of the bundle `host.js`. */
  readonly hostProgram: string;
  /** Tells hosts who is asking, for example in the trigger of a run. */
  readonly userAgent: string;
  /** For a host that has to be started. */
  readonly settings?: HostSettings;
  /** What a host that has to be started, and its jobs, inherit; this process's own by default. */
  readonly environment?: Readonly<NodeJS.ProcessEnv>;
  /** See {@link userStateFolder}. */
  readonly userState?: string;
  readonly logger?: Logger;
  readonly signal?: AbortSignal;
}

/** How often a client that waits for a host looks again, in milliseconds. */
const retryMs = 50;

/** How long a host that is announced may fail to answer before it counts as stuck, in milliseconds. */
const stuckMs = 15_000;

/**
 * Connects to the host of a site: to the one that runs, or to one that is started for it. Any number of clients may ask
 * at the same time, from any process of this user; they all get the same host.
 *
 * @throws UserError when there is no host to be had, with the reason and what to do.
 */
export async function connectHost(site: SiteSpec, options: ConnectOptions): Promise<HostConnection> {
  const userState = options.userState ?? userStateFolder();
  const registry = new HostRegistry(userState);
  await registry.makeFolder();
  const key = await siteKey(site);
  const giveUpAt = systemClock.monotonic() + stuckMs;
  for (;;) {
    options.signal?.throwIfAborted();
    const entry = await registry.read(key);
    const connection = entry && (await tryConnect(entry, options));
    if (connection) return connection;
    if (entry && (await isOsLockHeld(registry.lockPath(key)))) {
      // It is on its way out, or stuck.
      if (systemClock.monotonic() > giveUpAt) throw stuckHost(entry);
      await delay(systemClock, retryMs, options.signal);
      continue;
    }
    const { settings, environment = process.env, hostProgram, logger = silentLogger } = options;
    logger.info(
      `Starting the host of the jobs in ${site.type === 'home' ? site.home : site.type === 'folder' ? site.jobsRoot : site.folder}.`,
    );
    await startHostProcess({
      hostOptions: { ...settings, site, mode: 'background', userState },
      hostProgram,
      environment,
      logPath: registry.logPath(key),
      ...(options.signal && { signal: options.signal }),
    });
  }
}

/** Connects to the host of a site if one runs already; starts none. */
export async function connectRunningHost(site: SiteSpec, options: ConnectOptions): Promise<HostConnection | undefined> {
  const registry = new HostRegistry(options.userState ?? userStateFolder());
  const entry = await registry.read(await siteKey(site));
  if (entry?.protocolVersion !== hostProtocolVersion) return undefined;
  return tryConnect(entry, options);
}

/** Undefined for a host that is gone or going. */
async function tryConnect(entry: HostEntry, options: ConnectOptions): Promise<HostConnection | undefined> {
  try {
    if (entry.protocolVersion !== hostProtocolVersion) {
      await endHostOfOtherVersion(entry, options.userAgent);
      return undefined;
    }
    return await HostConnection.open(entry, options.userAgent, options.signal);
  } catch (error) {
    // 401: the host is gone, and another program has got its port.
    if (error instanceof UserError && ['host-gone', 'host-ending', 'http-401'].includes(error.code)) return undefined;
    throw error;
  }
}

/** A host that nobody uses makes way; the request for it is the same in all versions. */
async function endHostOfOtherVersion(entry: HostEntry, userAgent: string): Promise<void> {
  try {
    await new HostHttp(entry, userAgent).json('POST', `${hostPrefix}/end`);
  } catch (error) {
    if (error instanceof UserError && error.code === 'host-gone') return;
    throw new UserError(
      'host-version',
      `The jobs of '${entry.site}' are run by version ${entry.version} of this product (process ${entry.pid}), which another window or terminal uses. Close or reload that one, then try again.`,
      { cause: error },
    );
  }
}

function stuckHost(entry: HostEntry): UserError {
  return new UserError(
    'host-stuck',
    `The process ${entry.pid}, which runs the jobs of '${entry.site}', does not answer at ${entry.url}. End that process, then try again.`,
  );
}
