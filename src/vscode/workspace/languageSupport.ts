import { l10n } from 'vscode';
import type { Disposable } from '../../core/base/disposable';
import { DisposableStore } from '../../core/base/disposable';
import { EventEmitter } from '../../core/base/event';
import type { Logger } from '../../core/base/logger';
import type { LanguageClientContext } from '../language/languageClientOptions';
import type { SiteTimeZones } from '../language/siteTimeZones';
import type { SettingKey, Settings } from './settings';
import { onFirstSettingsJob } from './settingsJobDocuments';

/**
 * Starts the language server when the first `settings.job` is opened. Client and server are loaded only then.
 *
 * @param startClient starts both, where this editor runs them.
 * @param siteTimeZones the zones of sites, where this editor can reach sites.
 */
export function startLanguageSupport(
  startClient: (context: LanguageClientContext) => Promise<Disposable>,
  settings: Settings,
  logger: Logger,
  siteTimeZones?: Pick<SiteTimeZones, 'all' | 'onDidChange'>,
): Disposable {
  const store = new DisposableStore();
  const didChangeOptions = store.add(new EventEmitter<void>());
  store.add(
    settings.onDidChange((key) => {
      if (serverSettings.has(key)) didChangeOptions.fire();
    }),
  );
  if (siteTimeZones !== undefined) store.add(siteTimeZones.onDidChange(() => didChangeOptions.fire()));
  const options = () => ({
    timeZone: settings.timeZone,
    showScheduleHints: settings.showScheduleHints,
    showScriptHints: settings.showScriptHints,
    ...(siteTimeZones === undefined ? {} : { siteTimeZones: siteTimeZones.all() }),
    // Undefined in English.
    ...(l10n.bundle === undefined ? {} : { translations: l10n.bundle }),
  });
  const start = async (): Promise<void> => {
    try {
      store.add(await startClient({ options, onDidChangeOptions: didChangeOptions.event }));
    } catch (error) {
      // The editor still shows the file as JSON; nobody has to act, so the log is the place.
      logger.error('The language server for settings.job did not start', error);
    }
  };
  store.add(onFirstSettingsJob(() => void start()));
  return store;
}

/** Settings that the server goes by. */
const serverSettings: ReadonlySet<SettingKey> = new Set([
  'webjobs.timeZone',
  'webjobs.showScheduleHints',
  'webjobs.showScriptHints',
]);
