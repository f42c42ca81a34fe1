import { readFileSync, statSync } from 'node:fs';
import { systemErrorCode, errorMessage } from '../core/base/userError';
import type { Logger } from '../core/base/logger';
import { parseAppSettings } from '../core/hostClient/appSettingsFile';

type Settings = Readonly<Record<string, string>>;

/** Reads the site's app settings from files, again whenever one of them changes. Later files win. */
export class SiteAppSettings {
  private readonly known = new Map<string, { readonly stamp: string; readonly settings: Settings }>();

  constructor(
    private readonly files: readonly string[],
    private readonly logger: Logger,
  ) {}

  readonly current = (): Settings => Object.assign({}, ...this.files.map((file) => this.read(file))) as Settings;

  private read(file: string): Settings {
    const known = this.known.get(file);
    const stamp = stampOf(file);
    if (known?.stamp === stamp) return known.settings;
    const settings = stamp === '' ? {} : (this.parse(file) ?? known?.settings ?? {});
    this.known.set(file, { stamp, settings });
    return settings;
  }

  private parse(file: string): Settings | undefined {
    try {
      return parseAppSettings(readFileSync(file, 'utf8'), file);
    } catch (error) {
      this.logger.warn(`App settings are not read: ${errorMessage(error)}`);
      return undefined;
    }
  }
}

/** Changes with the file; empty when there is none. */
function stampOf(file: string): string {
  try {
    const { mtimeMs, size, ino } = statSync(file);
    return `${mtimeMs} ${size} ${ino}`;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT' || systemErrorCode(error) === 'ENOTDIR') return '';
    return `unreadable: ${errorMessage(error)}`;
  }
}
