import type { Server } from 'node:http';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { systemClock } from '../core/base/clock';
import { EventEmitter } from '../core/base/event';
import type { Logger } from '../core/base/logger';
import { makeFolder } from '../core/base/makeFolder';
import { errorMessage, UserError } from '../core/base/userError';
import { type HostInfo, hostProtocolVersion } from '../core/hostClient/hostApi';
import type { JobFolder } from '../core/jobs/job';
import type { SiteSpec } from '../core/runner/sitePaths';
import { settingLookup } from '../core/runner/siteSettings';
import { WebJobsEngine } from '../core/runner/webJobsEngine';
import { version } from '../../package.json';
import { type Credentials } from './basicAuthentication';
import { serverZone } from './dosTime';
import type { HostContext } from './hostContext';
import type { HostOptions } from '../core/hostClient/hostOptions';
import { settingsFilesBeside, siteFolder, sitePathsOf } from './hostPaths';
import { createSiteApp, listen } from './httpServer';
import { JobLists } from './jobLists';
import { localTimings } from './localTimings';
import { Leases, type LeaseTimes } from './leases';
import { SiteAppSettings } from './siteAppSettings';
import { SiteFiles } from './siteFiles';
import { createSiteSettings, settingsStoreOf } from './siteSettings';

/** Silence after which the service kills a command (kudu-webjobs §8.10). */
const commandIdleMs = 60_000;

export interface StartHostOptions extends HostOptions {
  readonly credentials: Credentials;
  readonly tempFolder: string;
  /** Undefined for a host that stays when its clients leave. */
  readonly lease: LeaseTimes | undefined;
  readonly environment: Readonly<NodeJS.ProcessEnv>;
  readonly logger: Logger;
  /** Silence after which a command is killed, in milliseconds; the service's by default. */
  readonly commandIdleMs?: number;
  /** The host wants to end: its clients have left, or one of them asked for it. */
  readonly onEnd: (reason: string) => void;
}

/** A host that serves its site. */
export interface RunningHost {
  readonly url: string;
  readonly info: () => HostInfo;
  /** Stops the jobs as the service would, then stops listening. Clients hear of the former. */
  close(): Promise<void>;
  /** Ends all jobs at once, also while {@link close} waits for them. */
  killJobs(): Promise<void>;
}

/** Puts a host together: the engine, and the HTTP surface over it. The site's folder must exist. */
export async function startHost(options: StartHostOptions): Promise<RunningHost> {
  const { site, environment, logger } = options;
  const paths = sitePathsOf(site, options.tempFolder, environment);
  await makeDataFolder(paths.dataFolder);
  await makeFolder(paths.tempFolder);
  if (site.type === 'home') await makeFolder(join(site.home, 'site', 'wwwroot'));
  const store = settingsStoreOf(site);
  const settingsFiles = [...(options.settingsFiles ?? settingsFilesBeside(site)), ...(store ? [store.file] : [])];
  const appSettings = new SiteAppSettings(settingsFiles, logger);
  const singleJob = singleJobOf(site);
  const engine = await WebJobsEngine.open({
    paths,
    mode: site.type === 'home' ? 'service' : 'session',
    appSettings: appSettings.current,
    hostEnvironment: environment,
    instanceId: instanceIdOf(environment),
    schedulesEnabled: options.schedulesEnabled ?? site.type === 'home',
    clock: systemClock,
    logger,
    ...(singleJob && { singleJob }),
    ...(options.interpreters && { interpreters: options.interpreters }),
    timings: { ...localTimings(settingLookup(appSettings.current(), environment)), ...options.timings },
  });

  const leases = new Leases(systemClock, options.lease, () => options.onEnd('the last client has left'));
  const lists = new JobLists(engine, systemClock);
  const startedAt = new Date().toISOString();
  const info = (): HostInfo => ({
    protocolVersion: hostProtocolVersion,
    version,
    pid: process.pid,
    startedAt,
    site: siteFolder(site),
    schedulesEnabled: engine.schedulesEnabled,
    leaseSeconds: (options.lease?.againMs ?? 0) / 1000,
  });
  const didChangeInfo = new EventEmitter<HostInfo>();
  let isEnding = false;
  const context: HostContext = {
    engine,
    site,
    paths,
    files: new SiteFiles(site, paths, () => engine.runsFromPackage),
    settings: createSiteSettings(store, appSettings, environment),
    flavor: options.flavor ?? 'windows',
    leases,
    logger,
    zone: () => serverZone(settingLookup(appSettings.current(), environment)('WEBSITE_TIME_ZONE')),
    info,
    onDidChangeInfo: didChangeInfo.event,
    announceInfo: () => didChangeInfo.fire(info()),
    isEnding: () => isEnding,
    end: options.onEnd,
    command: { isEnabled: options.allowCommand ?? false, idleMs: options.commandIdleMs ?? commandIdleMs },
  };

  let listening: { readonly server: Server; readonly url: string };
  try {
    listening = await listen(createSiteApp(context, lists, options.credentials), options.port ?? 0);
  } catch (error) {
    leases.dispose();
    await engine.close();
    throw error;
  }
  return {
    url: listening.url,
    info,
    async close() {
      isEnding = true;
      leases.dispose();
      await engine.close();
      lists.dispose();
      await closeServer(listening.server);
    },
    killJobs: () => engine.close({ force: true }),
  };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function singleJobOf(site: SiteSpec): JobFolder | undefined {
  return site.type === 'job'
    ? { kind: site.kind, name: site.name || basename(site.folder), path: site.folder }
    : undefined;
}

/** Six characters that tell this machine's log lines from others' (kudu-webjobs §1.2). */
function instanceIdOf(environment: Readonly<NodeJS.ProcessEnv>): string {
  return (environment.WEBSITE_INSTANCE_ID ?? hostname()).slice(0, 6);
}

async function makeDataFolder(folder: string): Promise<void> {
  try {
    await makeFolder(folder);
  } catch (cause) {
    const text = `The folder '${folder}' for logs and runs cannot be made: ${errorMessage(cause)}. Name another one.`;
    throw new UserError('data-unusable', text, { cause });
  }
}
