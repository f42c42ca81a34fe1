import { join } from 'node:path';
import type { SiteSpec } from '../core/runner/sitePaths';
import { SettingsStore } from './settingsStore';
import type { SiteAppSettings } from './siteAppSettings';

/** What the settings API reads and writes. */
export interface SiteSettingsApi {
  /** Settings of all sources by name, the store's before app settings before the environment's. They hold secrets. */
  all(): Readonly<Record<string, string>>;
  /** Undefined in a workspace, whose settings are the user's own files. */
  readonly store: SettingsStore | undefined;
}

/** Where the API keeps what it is given: beside the service's own store, outside of what is deployed. */
export function settingsStoreOf(site: SiteSpec): SettingsStore | undefined {
  return site.type === 'home' ? new SettingsStore(join(site.home, 'site', 'deployments', 'settings.json')) : undefined;
}

export function createSiteSettings(
  store: SettingsStore | undefined,
  appSettings: SiteAppSettings,
  environment: Readonly<NodeJS.ProcessEnv>,
): SiteSettingsApi {
  const inherited = settingsOf(environment);
  return { store, all: () => inNameOrder({ ...inherited, ...appSettings.current() }) };
}

/** The platform's prefix marks settings; the engine also reads its own and the platform's variables without it. */
function settingsOf(environment: Readonly<NodeJS.ProcessEnv>): Readonly<Record<string, string>> {
  const prefix = 'APPSETTING_';
  const plain: [string, string][] = [];
  const prefixed: [string, string][] = [];
  for (const [name, value] of Object.entries(environment)) {
    if (value === undefined) continue;
    if (name.startsWith(prefix)) prefixed.push([name.slice(prefix.length), value]);
    else if (/^(?:WEBJOBS_|WEBSITE_|ScmType$)/.test(name)) plain.push([name, value]);
  }
  return Object.fromEntries([...plain, ...prefixed]);
}

function inNameOrder(settings: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
