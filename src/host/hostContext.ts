import type { Context, Hono } from 'hono';
import type { HttpBindings } from '@hono/node-server';
import type { Event } from '../core/base/event';
import type { Logger } from '../core/base/logger';
import type { HostInfo } from '../core/hostClient/hostApi';
import type { SitePaths, SiteSpec } from '../core/runner/sitePaths';
import type { Zone } from '../core/schedule/zones';
import type { WebJobsEngine } from '../core/runner/webJobsEngine';
import type { Flavor } from '../core/hostClient/hostOptions';
import type { Leases } from './leases';
import type { SiteFiles } from './siteFiles';
import type { SiteSettingsApi } from './siteSettings';

/** What the routes share. */
export interface HostContext {
  readonly engine: WebJobsEngine;
  readonly site: SiteSpec;
  readonly paths: SitePaths;
  readonly files: SiteFiles;
  readonly settings: SiteSettingsApi;
  readonly flavor: Flavor;
  readonly leases: Leases;
  readonly logger: Logger;
  /** The server's local time, which archives are written and read in. */
  readonly zone: () => Zone;
  readonly info: () => HostInfo;
  readonly onDidChangeInfo: Event<HostInfo>;
  /** Tells the clients that {@link info} has changed. */
  readonly announceInfo: () => void;
  /** Whether the host is on its way out: it takes no more clients. */
  readonly isEnding: () => boolean;
  /** Ends the host: jobs are stopped, then the process goes. */
  readonly end: (reason: string) => void;
  readonly command: CommandOptions;
}

export interface CommandOptions {
  /** `/api/command` runs anything with the user's rights, so that it is off unless asked for. */
  readonly isEnabled: boolean;
  /** Silence after which a command is killed, in milliseconds. */
  readonly idleMs: number;
}

export type HostApp = Hono<{ Bindings: HttpBindings }>;
export type HostRequest = Context<{ Bindings: HttpBindings }>;

/** The scheme and host that a request came to: the URLs in its answer start with it (kudu-webjobs §8.2). */
export function baseUrl(request: HostRequest): string {
  return new URL(request.req.url).origin;
}
