import { chmod, readFile, writeFile } from 'node:fs/promises';

/** The kinds of connection strings that reach configuration files, with the provider that each kind means. */
const providers = new Map<string, string | undefined>([
  ['SQLCONNSTR_', 'System.Data.SqlClient'],
  ['SQLAZURECONNSTR_', 'System.Data.SqlClient'],
  ['MYSQLCONNSTR_', 'MySql.Data.MySqlClient'],
  ['CUSTOMCONNSTR_', undefined],
]);

const connectionPrefix = /^[A-Z]+CONNSTR_/;

/** An element as `fast-xml-parser` keeps it in order: its name with its children, and its attributes apart. */
type XmlNode = Record<string, unknown> & { ':@'?: Record<string, string> };

/** Whether a file configures a program of the .NET Framework. */
export function isExeConfig(path: string): boolean {
  return path.toLowerCase().endsWith('.exe.config');
}

/**
 * Writes app settings and connection strings into the `*.exe.config` of a working copy (kudu-webjobs §4.4, §7.2), where
 * programs of the .NET Framework look for them. The file is for its user alone from then on.
 *
 * @returns false for a file that is no configuration; it stays as it is.
 */
export async function writeExeConfig(path: string, appSettings: Readonly<Record<string, string>>): Promise<boolean> {
  const changed = await withSettings(await readFile(path, 'utf8'), appSettings);
  if (changed === undefined) return false;
  await chmod(path, 0o600);
  await writeFile(path, changed);
  return true;
}

/** The text of a configuration file with settings in it; undefined when it is none. */
export async function withSettings(
  text: string,
  appSettings: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const { XMLParser } = await import('fast-xml-parser');
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    commentPropName: '#comment',
    cdataPropName: '#cdata',
    // Texts stay as they are written, entities included.
    processEntities: false,
    trimValues: false,
    parseTagValue: false,
    parseAttributeValue: false,
  });
  let nodes: XmlNode[];
  try {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- without it broken texts are repaired instead of refused
    nodes = parser.parse(text, true) as XmlNode[];
  } catch {
    // The program will tell what is wrong with it.
    return undefined;
  }
  const root = nodes.find((node) => 'configuration' in node);
  if (!root) return undefined;
  addSettings(childrenOf(root, 'configuration'), appSettings);
  return nodes.map(written).join('');
}

function written(node: XmlNode): string {
  const name = Object.keys(node).find((key) => key !== ':@') ?? '';
  const content = node[name];
  if (!Array.isArray(content)) return String(content);
  const children = content as XmlNode[];
  const text = children.map(written).join('');
  if (name === '#comment') return `<!--${text}-->`;
  if (name === '#cdata') return `<![CDATA[${text}]]>`;
  const attributes = Object.entries(node[':@'] ?? {}).map(([key, value]) => ` ${key}="${quoted(value)}"`);
  if (name.startsWith('?')) return `<${name}${attributes.join('')}?>`;
  return children.length === 0
    ? `<${name}${attributes.join('')} />`
    : `<${name}${attributes.join('')}>${text}</${name}>`;
}

/** An attribute that was written between single quotes may hold double ones. */
function quoted(value: string): string {
  return value.replaceAll('"', '&quot;');
}

function addSettings(configuration: XmlNode[], appSettings: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(appSettings)) {
    const prefix = connectionPrefix.exec(name)?.[0];
    if (prefix === undefined) put(section(configuration, 'appSettings'), 'key', { key: name, value });
    else if (providers.has(prefix)) {
      const provider = providers.get(prefix);
      put(section(configuration, 'connectionStrings'), 'name', {
        name: name.slice(prefix.length),
        connectionString: value,
        ...(provider === undefined ? {} : { providerName: provider }),
      });
    }
  }
}

/** Replaces the entry of this name, in whatever case it is written; what the new one does not tell stays of the old one. */
function put(entries: XmlNode[], nameOf: 'key' | 'name', values: Readonly<Record<string, string>>): void {
  const isSame = (node: XmlNode): boolean =>
    'add' in node && node[':@']?.[nameOf]?.toLowerCase() === escaped(values[nameOf] ?? '').toLowerCase();
  const old = entries.findIndex(isSame);
  const provider = old === -1 ? undefined : entries[old]?.[':@']?.providerName;
  const kept = nameOf === 'name' && provider !== undefined ? { providerName: provider } : {};
  const escapedValues = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, escaped(value)]));
  const entry: XmlNode = { add: [], ':@': { ...kept, ...escapedValues } };
  if (old === -1) entries.push(entry);
  else entries[old] = entry;
}

/** The children of a section, which is made at the end if there is none: `configSections` must stay first. */
function section(configuration: XmlNode[], name: string): XmlNode[] {
  let found = configuration.find((node) => name in node);
  if (!found) {
    found = { [name]: [] };
    configuration.push(found);
  }
  return childrenOf(found, name);
}

function childrenOf(node: XmlNode, name: string): XmlNode[] {
  return node[name] as XmlNode[];
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\t\r\n]/g, (character) => `&#${character.charCodeAt(0)};`);
}
