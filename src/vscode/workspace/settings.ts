import type { Uri, workspace } from 'vscode';
import type { Event } from '../../core/base/event';

/** What the user can set, and the type that code sees. */
export interface SettingValues {
  /** Further folders that hold `continuous` and `triggered`, relative to the workspace folder or absolute. */
  readonly 'webjobs.jobFolders': readonly string[];
  /** The local site's HOME; empty for a folder in the extension's own storage. */
  readonly 'webjobs.localSite.home': string;
  /** Programs that replace the ones found on PATH, by language. */
  readonly 'webjobs.interpreters': Readonly<Record<string, string>>;
  /** The zone of schedules, a Windows or IANA name; empty for UTC. */
  readonly 'webjobs.timeZone': string;
  /** Words and the next run behind a schedule in `settings.job`. */
  readonly 'webjobs.showScheduleHints': boolean;
  /** The file that starts the job behind the first brace of `settings.job`. */
  readonly 'webjobs.showScriptHints': boolean;
  /** "Run", "Debug" and "Publish" above a `settings.job`. */
  readonly 'webjobs.showJobLenses': boolean;
}

export type SettingKey = keyof SettingValues;

export const settingKeys = [
  'webjobs.jobFolders',
  'webjobs.localSite.home',
  'webjobs.interpreters',
  'webjobs.timeZone',
  'webjobs.showScheduleHints',
  'webjobs.showScriptHints',
  'webjobs.showJobLenses',
] as const satisfies readonly SettingKey[];

/** The only place that reads settings. Values of a wrong type count as the default. */
export class Settings {
  constructor(private readonly source: Pick<typeof workspace, 'getConfiguration' | 'onDidChangeConfiguration'>) {}

  /** Launch configurations came or went. */
  readonly onDidChangeLaunch: Event<void> = (listener) =>
    this.source.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('launch')) listener();
    });

  /** Tells which of the extension's settings changed. */
  readonly onDidChange: Event<SettingKey> = (listener) =>
    this.source.onDidChangeConfiguration((event) => {
      for (const key of settingKeys) if (event.affectsConfiguration(key)) listener(key);
    });

  jobFoldersOf(scope: Uri): readonly string[] {
    const value = this.read('webjobs.jobFolders', scope);
    return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string' && item !== '') : [];
  }

  /** Tests folders, by path relative to `scope` with `/`, against the user's `files.exclude` and `search.exclude`. */
  async excludesOf(scope: Uri): Promise<(relativePath: string) => boolean> {
    const configuration = this.source.getConfiguration(undefined, scope);
    const patterns = ['files.exclude', 'search.exclude'].flatMap((key) =>
      Object.entries(configuration.get<Record<string, unknown>>(key) ?? {}).flatMap(([glob, isOn]) =>
        isOn === true ? [glob] : [],
      ),
    );
    const { default: ignore } = await import('ignore');
    const rules = ignore({ ignorecase: false }).add(patterns);
    return (relativePath) => rules.ignores(`${relativePath}/`);
  }

  /** Undefined when the extension's own storage is to be used. */
  get localSiteHome(): string | undefined {
    const value = this.read('webjobs.localSite.home');
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  }

  get interpreters(): Readonly<Record<string, string>> {
    const value = this.read('webjobs.interpreters');
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
    return Object.fromEntries(
      Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  }

  get timeZone(): string {
    const value = this.read('webjobs.timeZone');
    return typeof value === 'string' ? value.trim() : '';
  }

  get showScheduleHints(): boolean {
    return this.read('webjobs.showScheduleHints') !== false;
  }

  get showScriptHints(): boolean {
    return this.read('webjobs.showScriptHints') !== false;
  }

  get showJobLenses(): boolean {
    return this.read('webjobs.showJobLenses') !== false;
  }

  /** Whether F5 means one of the user's own launch configurations. */
  get hasLaunchConfigurations(): boolean {
    const value = this.source.getConfiguration('launch').get<unknown>('configurations');
    return Array.isArray(value) && value.length > 0;
  }

  private read(key: SettingKey, scope?: Uri): unknown {
    return this.source.getConfiguration(undefined, scope).get<unknown>(key);
  }
}
