import type { LanguageClientOptions } from 'vscode-languageclient';
import type { Event } from '../../core/base/event';
import type { SettingsJobOptions } from '../../protocol/settingsJobMessages';

/** What a language client needs from the extension. */
export interface LanguageClientContext {
  readonly options: () => SettingsJobOptions;
  readonly onDidChangeOptions: Event<void>;
}

/** Documents that are a `settings.job`, in any scheme: those of the disk, of virtual workspaces and of sites. */
export const settingsJobSelector = [
  { language: 'jsonc', pattern: '**/settings.job' },
  { language: 'json', pattern: '**/settings.job' },
] as const;

/** Visual Studio's files: see `core/jobs/projectFiles.ts`. */
const projectFileSelector = { language: 'json', pattern: '**/{webjob-publish-settings,webjobs-list}.json' } as const;

/** Options of the client, whatever the server runs in. */
export function languageClientOptions({ options }: LanguageClientContext): LanguageClientOptions {
  return {
    documentSelector: [...settingsJobSelector, projectFileSelector],
    initializationOptions: options(),
    outputChannelName: 'WebJobs Language Server',
  };
}
