import type { LanguageClientOptions } from 'vscode-languageclient';
import type { Event } from '../../core/base/event';
import type { SettingsJobOptions } from '../../protocol/settingsJobMessages';

/** What a language client needs from the extension. */
export interface LanguageClientContext {
  readonly options: () => SettingsJobOptions;
  readonly onDidChangeOptions: Event<void>;
}

/** Documents that the server serves, in any scheme: those of the disk, of virtual workspaces and of sites. */
export const settingsJobSelector = [
  { language: 'jsonc', pattern: '**/settings.job' },
  { language: 'json', pattern: '**/settings.job' },
] as const;

/** Options of the client, whatever the server runs in. */
export function languageClientOptions({ options }: LanguageClientContext): LanguageClientOptions {
  return {
    documentSelector: [...settingsJobSelector],
    initializationOptions: options(),
    outputChannelName: 'WebJobs Language Server',
  };
}
