import { l10n } from 'vscode';
import type { Disposable } from '../../core/base/disposable';
import { DisposableStore } from '../../core/base/disposable';
import { EventEmitter } from '../../core/base/event';
import type { Logger } from '../../core/base/logger';
import type { LanguageClientContext } from '../language/languageClientOptions';
import { UnhelpedFiles } from '../language/unhelpedFiles';
import type { SiteTimeZones } from '../language/siteTimeZones';
import type { SettingKey, Settings } from './settings';
import { onFirstSettingsJob } from './settingsJobDocuments';

/**
 * Starts the language server when the first file that it helps with is opened. Client and server are loaded only then.
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
  const unhelpedFiles = store.add(new UnhelpedFiles());
  store.add(unhelpedFiles.onDidChange(() => didChangeOptions.fire()));
  if (siteTimeZones !== undefined) store.add(siteTimeZones.onDidChange(() => didChangeOptions.fire()));
  const options = () => ({
    timeZone: settings.timeZone,
    showScheduleHints: settings.showScheduleHints,
    showScriptHints: settings.showScriptHints,
    unhelpedFiles: unhelpedFiles.all(),
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
  const startOnce = once(() => void start());
  store.add(onFirstSettingsJob(startOnce));
  const startForProjectFile = (): void => {
    if (unhelpedFiles.all().length > 0) startOnce();
  };
  store.add(unhelpedFiles.onDidChange(startForProjectFile));
  startForProjectFile();
  return store;
}

function once(action: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    action();
  };
}

/** Settings that the server goes by. */
const serverSettings: ReadonlySet<SettingKey> = new Set([
  'webjobs.timeZone',
  'webjobs.showScheduleHints',
  'webjobs.showScriptHints',
]);
