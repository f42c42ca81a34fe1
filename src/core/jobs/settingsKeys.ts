import schema from '../../../schemas/settings.job.schema.json';

/** A key that the service reads, with the texts of the schema. */
export interface SettingsKey {
  readonly name: SettingsKeyName;
  readonly type: 'string' | 'boolean' | 'integer';
  /** One line of plain text. */
  readonly description: string;
  /** Effect, defaults and examples. */
  readonly markdown: string;
}

export type SettingsKeyName = 'schedule' | 'is_singleton' | 'stopping_wait_time' | 'is_in_place';

interface SchemaProperty {
  readonly type?: string;
  readonly description: string;
  readonly markdownDescription?: string;
  readonly deprecationMessage?: string;
}

const properties = Object.entries<SchemaProperty>(schema.properties);

/** The keys that the service reads (kudu-webjobs §3.1). The schema is their only list. */
export const settingsKeys: readonly SettingsKey[] = properties
  .filter(([, property]) => property.deprecationMessage === undefined)
  .map(([name, property]) => ({
    name: name as SettingsKeyName,
    type: property.type as SettingsKey['type'],
    description: property.description,
    markdown: property.markdownDescription ?? property.description,
  }));

/** Keys that are documented or plausible and that no code reads, each with what to do instead. */
export const unreadKeys: ReadonlyMap<string, string> = new Map(
  properties.flatMap(([name, { deprecationMessage }]) =>
    deprecationMessage === undefined ? [] : [[name, deprecationMessage]],
  ),
);

/** The longest `stopping_wait_time` that stopping survives, in seconds: a thread waits at most 2^31 - 1 ms. */
export const maxStoppingWaitSeconds = schema.properties.stopping_wait_time.maximum;

/** The key that the service reads under exactly this name. */
export function settingsKey(name: string): SettingsKey | undefined {
  return settingsKeys.find((key) => key.name === name);
}

/** The key that was probably meant by a name: the same letters in another case, with `-` or nothing for `_`. */
export function similarSettingsKey(name: string): SettingsKey | undefined {
  const plain = (text: string): string => text.toLowerCase().replace(/[-_\s]/g, '');
  return settingsKeys.find((key) => key.name !== name && plain(key.name) === plain(name));
}
