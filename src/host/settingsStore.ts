import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { systemErrorCode, UserError } from '../core/base/userError';
import { parseAppSettings } from '../core/hostClient/appSettingsFile';

type Settings = Readonly<Record<string, string>>;

/**
 * The settings that clients of the REST API have written, which the service keeps in a store of its own and which beat
 * app settings of the same name (kudu-webjobs §3.3). Names are compared without regard to case, as the service does.
 */
export class SettingsStore {
  /** @param file in the form of `local.settings.json`; made by the first {@link set}. */
  constructor(readonly file: string) {}

  /** @throws UserError `bad-settings-file` for a store that somebody has damaged. */
  set(changes: Settings): void {
    const kept = without(this.read(), Object.keys(changes));
    this.write({ ...kept, ...changes });
  }

  /** A setting that is not in the store is left alone, whatever other source it has. */
  delete(name: string): void {
    const before = this.read();
    const after = without(before, [name]);
    if (Object.keys(after).length < Object.keys(before).length) this.write(after);
  }

  private read(): Settings {
    try {
      return parseAppSettings(readFileSync(this.file, 'utf8'), this.file);
    } catch (error) {
      if (systemErrorCode(error) === 'ENOENT') return {};
      if (error instanceof UserError) throw error;
      throw new UserError('bad-settings-file', `'${this.file}' cannot be read. Make it readable, or delete it.`, {
        cause: error,
      });
    }
  }

  /** Only the user may read the file, which holds secrets; a crash leaves the former one. */
  private write(settings: Settings): void {
    mkdirSync(dirname(this.file), { recursive: true });
    const unfinished = `${this.file}.new`;
    const text = JSON.stringify({ IsEncrypted: false, Values: settings }, undefined, 2);
    writeFileSync(unfinished, `${text}\n`, { mode: 0o600 });
    renameSync(unfinished, this.file);
  }
}

function without(settings: Settings, names: readonly string[]): Settings {
  const keys = new Set(names.map((name) => name.toLowerCase()));
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !keys.has(name.toLowerCase())));
}
