import { rm, stat } from 'node:fs/promises';
import { delay, systemClock } from '../core/base/clock';
import type { Logger } from '../core/base/logger';
import { makeFolder } from '../core/base/makeFolder';
import { type OsLock, tryAcquireOsLock } from '../core/base/osLock';
import { errorMessage, systemErrorCode, UserError } from '../core/base/userError';
import { hostProtocolVersion } from '../core/hostClient/hostApi';
import { HostRegistry, siteKey } from '../core/hostClient/hostRegistry';
import type { SiteSpec } from '../core/runner/sitePaths';
import { version } from '../../package.json';
import { type Credentials, randomCredentials } from './basicAuthentication';
import type { HostOptions } from '../core/hostClient/hostOptions';
import { siteFolder } from './hostPaths';
import type { LeaseTimes } from './leases';
import { type RunningHost, startHost } from './startHost';

/** A client needs less than that from starting a host to opening its event stream. */
const backgroundLease: LeaseTimes = { firstMs: 15_000, againMs: 3_000 };

/** How often a host that waits for the one before it looks again, in milliseconds. */
const takeOverRetryMs = 50;

/** A host that runs in this process. */
export interface HostProcess {
  readonly url: string;
  readonly credentials: Credentials;
  /** Settles when the host has ended: in good order, and its jobs with it, or with the reason why not. */
  readonly ended: Promise<void>;
  /** Asks the host to end; a second time, its jobs end at once. */
  end(reason: string): void;
}

/**
 * Runs the host of a site: takes its lock, serves it, announces it to clients, and takes all of that back at the end.
 *
 * @param environment what jobs inherit; the password's variable is taken out of it.
 * @returns undefined when another host serves the site, which a host in the background leaves to it.
 * @throws UserError when the site cannot be served.
 */
export async function runHost(
  options: HostOptions,
  environment: NodeJS.ProcessEnv,
  logger: Logger,
): Promise<HostProcess | undefined> {
  const credentials = takeCredentials(options, environment);
  await prepareSite(options.site);
  const registry = new HostRegistry(options.userState);
  await registry.makeFolder();
  const key = await siteKey(options.site);
  const lock = await takeLock(registry, key, options, logger);
  return lock && serve(options, { credentials, environment, logger, registry, key, lock });
}

interface HostParts {
  readonly credentials: Credentials;
  readonly environment: NodeJS.ProcessEnv;
  readonly logger: Logger;
  readonly registry: HostRegistry;
  readonly key: string;
  readonly lock: OsLock;
}

async function serve(options: HostOptions, parts: HostParts): Promise<HostProcess> {
  const { credentials, environment, logger, registry, key, lock } = parts;
  let onEnd: (reason: string) => void = () => undefined;
  const endRequested = new Promise<string>((resolve) => (onEnd = resolve));
  const tempFolder = registry.tempFolder(key);
  let host: RunningHost;
  try {
    host = await startHost({
      ...options,
      credentials,
      environment,
      tempFolder,
      logger,
      lease: options.mode === 'background' ? backgroundLease : undefined,
      onEnd,
    });
    const { user, password } = credentials;
    const { url } = host;
    const site = siteFolder(options.site);
    await registry.write(key, {
      protocolVersion: hostProtocolVersion,
      version,
      pid: process.pid,
      url,
      user,
      password,
      site,
    });
  } catch (error) {
    lock.dispose();
    throw error;
  }
  logger.info(`Serving ${siteFolder(options.site)} at ${host.url}.`);

  const ended = endRequested.then(async (reason) => {
    logger.info(`Ending: ${reason}.`);
    try {
      // Whoever looks for a host from here on starts another one, which waits for the lock.
      await registry.remove(key);
      await host.close();
      await rm(tempFolder, { recursive: true, force: true });
    } finally {
      lock.dispose();
    }
  });
  let isEndRequested = false;
  return {
    url: host.url,
    credentials,
    ended,
    end(reason) {
      if (isEndRequested)
        void host.killJobs().catch((error: unknown) => logger.error('Jobs could not be killed.', error));
      isEndRequested = true;
      onEnd(reason);
    },
  };
}

/** Waits while the host before this one stops its jobs; gives way when there is one that serves. */
async function takeLock(
  registry: HostRegistry,
  key: string,
  options: HostOptions,
  logger: Logger,
): Promise<OsLock | undefined> {
  for (let attempt = 0; ; attempt += 1) {
    const lock = await tryAcquireOsLock(registry.lockPath(key));
    if (lock) {
      // What a killed host announced is not true any more.
      await registry.remove(key);
      return lock;
    }
    const entry = await registry.read(key);
    if (entry) {
      if (options.mode === 'background') return undefined;
      throw new UserError(
        'site-already-served',
        `'${siteFolder(options.site)}' is served already, by process ${entry.pid} at ${entry.url}. Use that one, or end it first.`,
      );
    }
    if (attempt === 0) logger.info('Waiting for another host of this site to start or to stop its jobs.');
    await delay(systemClock, takeOverRetryMs);
  }
}

/** The password comes through the environment, because arguments are visible to everybody; jobs do not see it. */
function takeCredentials(options: HostOptions, environment: NodeJS.ProcessEnv): Credentials {
  const random = randomCredentials();
  const { passwordVariable, user = random.user } = options;
  if (user === '' || user.includes(':')) {
    throw new UserError('bad-user', `'${user}' cannot be a user name: it must not be empty or contain a colon.`);
  }
  if (passwordVariable === undefined) return { user, password: random.password };
  const password = environment[passwordVariable];
  if (password === undefined || password === '') {
    throw new UserError(
      'no-password',
      `The environment variable '${passwordVariable}' holds no password. Set it, or leave out --password-env for a random one.`,
    );
  }
  Reflect.deleteProperty(environment, passwordVariable);
  return { user, password };
}

/** A local site is made when it is missing; a workspace's sources must be there. */
async function prepareSite(site: SiteSpec): Promise<void> {
  const folder = siteFolder(site);
  try {
    if (site.type === 'home') await makeFolder(folder);
    if ((await stat(folder)).isDirectory()) return;
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'ENOENT' && site.type !== 'home')
      throw new UserError('site-missing', `The folder '${folder}' does not exist.`, { cause: error });
    if (code !== 'EEXIST' && code !== 'ENOTDIR') {
      throw new UserError('site-unusable', `The site '${folder}' cannot be used: ${errorMessage(error)}.`, {
        cause: error,
      });
    }
  }
  throw new UserError('site-no-folder', `'${folder}' is not a folder; name one, or a path where one can be made.`);
}
