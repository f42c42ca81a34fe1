import { parseEnv } from 'node:util';
import { UserError } from '../base/userError';

type Settings = Readonly<Record<string, string>>;

/**
 * App settings and connection strings from a file's text (E5): the `local.settings.json` of the Functions tools when the
 * name ends in `.json`, else lines of `NAME=value` as in a `.env` file.
 *
 * @throws UserError `bad-settings-file`; the message quotes nothing of the file, which holds secrets.
 */
export function parseAppSettings(text: string, fileName: string): Settings {
  return fileName.toLowerCase().endsWith('.json') ? parseLocalSettings(text, fileName) : definedOnly(parseEnv(text));
}

interface LocalSettings {
  readonly IsEncrypted?: unknown;
  readonly Values?: unknown;
  readonly ConnectionStrings?: unknown;
}

function parseLocalSettings(text: string, fileName: string): Settings {
  let settings: LocalSettings;
  try {
    settings = (JSON.parse(text.replace(/^\uFEFF/, '')) as LocalSettings | null) ?? {};
  } catch {
    throw new UserError('bad-settings-file', `'${fileName}' is not valid JSON, so that its app settings are not used.`);
  }
  if (settings.IsEncrypted === true) {
    throw new UserError(
      'bad-settings-file',
      `The values of '${fileName}' are encrypted. Decrypt them with "func settings decrypt" to use them for WebJobs.`,
    );
  }
  const result: Record<string, string> = {};
  for (const [name, value] of members(settings.Values)) if (isScalar(value)) result[name] = String(value);
  for (const [name, value] of members(settings.ConnectionStrings)) {
    const { ConnectionString: text, ProviderName: provider } =
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : { ConnectionString: value };
    if (typeof text === 'string') result[`${connectionPrefix(provider)}${name}`] = text;
  }
  return result;
}

/** The platform gives connection strings to processes under a prefix that tells their type (kudu-webjobs §7.2). */
function connectionPrefix(provider: unknown): string {
  const name = typeof provider === 'string' ? provider.toLowerCase() : '';
  if (name.includes('mysql')) return 'MYSQLCONNSTR_';
  return name.includes('sqlclient') ? 'SQLAZURECONNSTR_' : 'CUSTOMCONNSTR_';
}

function members(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function isScalar(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function definedOnly(settings: Readonly<Record<string, string | undefined>>): Settings {
  return Object.fromEntries(
    Object.entries(settings).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
