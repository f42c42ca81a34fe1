import type { EngineTimings } from '../runner/engineOptions';
import type { SiteSpec } from '../runner/sitePaths';

/** Which of the service's two platforms a site answers as (kudu-webjobs §11). */
export type Flavor = 'windows' | 'linux';

export function isFlavor(text: string): text is Flavor {
  return text === 'windows' || text === 'linux';
}

/** What whoever starts a host may choose; a client that finds a host running takes it as it is. */
export interface HostSettings {
  /** `windows` by default. */
  readonly flavor?: Flavor;
  /** Whether schedules fire from the start; by default in a local site, and not in a workspace. */
  readonly schedulesEnabled?: boolean;
  /** See `EngineOptions.interpreters`. */
  readonly interpreters?: Readonly<Record<string, string | null>>;
  /** See `EngineOptions.timings`. */
  readonly timings?: Partial<EngineTimings>;
  /** Files with app settings, `.env` or `local.settings.json`; by default those beside the site. Later ones win. */
  readonly settingsFiles?: readonly string[];
}

/** How a host is started: one JSON object, the only argument of `dist/host.js`. It holds no secret. */
export interface HostOptions extends HostSettings {
  readonly site: SiteSpec;
  /** `background`: ends when its clients have left. `foreground`: ends by a signal, and tells its address and credentials. */
  readonly mode: 'background' | 'foreground';
  /** See `userStateFolder`. */
  readonly userState: string;
  /** A free one by default. */
  readonly port?: number;
  readonly user?: string;
  /** The environment variable that holds the password; a random password by default. */
  readonly passwordVariable?: string;
  /** Whether `/api/command` runs what it is sent. */
  readonly allowCommand?: boolean;
}

/** What a host in the background writes as its only line on stdout. */
export type HostAnnouncement =
  | { readonly state: 'serving' }
  /** Another host serves the site. */
  | { readonly state: 'served' }
  | { readonly state: 'failed'; readonly code: string; readonly message: string };
