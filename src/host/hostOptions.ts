import type { EngineTimings } from '../core/runner/engineOptions';
import type { SiteSpec } from '../core/runner/sitePaths';
import type { Flavor } from './flavor';

/** How a host is started: one JSON object, the only argument of `dist/host.js`. It holds no secret. */
export interface HostOptions {
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
  /** `windows` by default. */
  readonly flavor?: Flavor;
  /** Whether schedules fire from the start; by default in a local site, and not in a workspace. */
  readonly schedulesEnabled?: boolean;
  readonly allowCommand?: boolean;
  /** See `EngineOptions.interpreters`. */
  readonly interpreters?: Readonly<Record<string, string | null>>;
  /** See `EngineOptions.timings`. */
  readonly timings?: Partial<EngineTimings>;
  /** Files with app settings, `.env` or `local.settings.json`; by default those beside the site. Later ones win. */
  readonly settingsFiles?: readonly string[];
}
