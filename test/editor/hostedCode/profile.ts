import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type ServerFolders } from './codeServer';

/** Settings of an editor, by their full name. */
export type UserSettings = Readonly<Record<string, unknown>>;

/** The folders of a profile that nobody has used before. */
export interface Profile extends ServerFolders {
  remove(): Promise<void>;
}

/**
 * Makes a profile in the temporary folder. Each folder in `extensionFolders` is an unpacked extension and becomes an
 * installed one.
 */
export async function makeProfile(
  options: { settings?: UserSettings; extensionFolders?: readonly string[]; displayLanguage?: string | undefined } = {},
): Promise<Profile> {
  const root = await mkdtemp(join(tmpdir(), 'webjobs-editor-'));
  const profile: Profile = {
    userData: join(root, 'user'),
    serverData: join(root, 'server'),
    extensions: join(root, 'extensions'),
    remove: () => rm(root, { recursive: true, force: true, maxRetries: 5 }),
  };
  const settings = JSON.stringify({ ...quietSettings, ...options.settings }, undefined, 2);
  await mkdir(join(profile.userData, 'User'), { recursive: true });
  await mkdir(profile.extensions, { recursive: true });
  await writeFile(join(profile.userData, 'User/settings.json'), settings);
  for (const folder of options.extensionFolders ?? []) {
    await cp(folder, join(profile.extensions, basename(folder)), { recursive: true });
  }
  if (options.displayLanguage !== undefined) await addLanguagePack(profile, options.displayLanguage);
  return profile;
}

/**
 * Makes a language known as if a language pack for it were installed: without one VS Code loads no translations of
 * extensions. The pack itself translates nothing.
 */
async function addLanguagePack(profile: ServerFolders, language: string): Promise<void> {
  const nothing = join(profile.userData, 'nothing.i18n.json');
  const extensions = [{ extensionIdentifier: { id: `test.language-pack-${language}` }, version: '1.0.0' }];
  const pack = { hash: language, label: language, extensions, translations: { vscode: nothing } };
  await mkdir(profile.serverData, { recursive: true });
  await writeFile(nothing, JSON.stringify({ version: '1.0.0', contents: {} }));
  for (const folder of [profile.userData, profile.serverData]) {
    await writeFile(join(folder, 'languagepacks.json'), JSON.stringify({ [language]: pack }));
  }
}

/** Keeps everything off the screen that is not about the extension, and everything still that would move. */
export const quietSettings: UserSettings = {
  // What wraps in an output channel is two lines to whoever reads it from the screen.
  '[Log]': { 'editor.wordWrap': 'off' },
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'editor.accessibilitySupport': 'off',
  'editor.cursorBlinking': 'solid',
  'editor.minimap.enabled': false,
  'explorer.compactFolders': false,
  'explorer.confirmDelete': false,
  'extensions.ignoreRecommendations': true,
  'files.simpleDialog.enable': true,
  'git.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
  // The editor works without a network; what cannot be loaded would be underlined.
  'json.schemaDownload.enable': false,
  // Without this every port that a job opens is announced.
  'remote.autoForwardPorts': false,
  'security.workspace.trust.startupPrompt': 'never',
  'telemetry.telemetryLevel': 'off',
  'terminal.integrated.gpuAcceleration': 'off',
  'typescript.disableAutomaticTypeAcquisition': true,
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'window.commandCenter': false,
  'window.menuBarVisibility': 'compact',
  'workbench.colorTheme': 'Default Light Modern',
  'workbench.enableExperiments': false,
  'workbench.iconTheme': 'vs-seti',
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};
