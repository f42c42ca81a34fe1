/**
 * Writes the tables of README.md that the manifest tells: settings and commands.
 *
 *   node --import tsx test/tools/readmeTables.ts
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { format, resolveConfig } from 'prettier';

interface MenuItem {
  readonly command?: string;
  readonly when?: string;
}

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly keybindings: readonly { readonly command: string; readonly key: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
  };
}

interface Setting {
  readonly default: unknown;
  readonly scope: string;
  readonly markdownDescription: string;
}

/** How people call the places of commands. */
const places: Readonly<Record<string, string>> = {
  commandPalette: 'palette',
  'view/title': 'view',
  'view/item/context': 'rows of the view',
  'explorer/context': 'explorer',
  'editor/title': 'editor',
};

const scopes: Readonly<Record<string, string>> = {
  machine: 'user',
  'machine-overridable': 'user, workspace',
  window: 'user, workspace',
  resource: 'user, workspace, folder',
};

/** The text of README.md with tables that are in step with the manifest, formatted as the repository is. */
export async function withTables(readme: string): Promise<string> {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
  const texts = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Readonly<Record<string, string>>;
  const say = (text: string): string => text.replace(/^%(.+)%$/, (_whole, key: string) => texts[key] ?? text);
  const filled = fill(fill(readme, 'settings', settingsTable(manifest, say)), 'commands', commandsTable(manifest, say));
  return await format(filled, { ...(await resolveConfig('README.md')), parser: 'markdown' });
}

function settingsTable({ contributes }: Manifest, say: (text: string) => string): string {
  const rows = Object.entries(contributes.configuration.properties).map(([name, setting]) => {
    const scope = scopes[setting.scope] ?? setting.scope;
    return [`\`${name}\``, `\`${JSON.stringify(setting.default)}\``, scope, say(setting.markdownDescription)];
  });
  return table(['Setting', 'Default', 'Set for', 'What it does'], rows);
}

function commandsTable({ contributes }: Manifest, say: (text: string) => string): string {
  const rows = contributes.commands.map(({ command, title }) => {
    const keys = contributes.keybindings.filter((each) => each.command === command).map(({ key }) => key.toUpperCase());
    return [say(title), [...placesOf(command, contributes.menus), ...keys].join(', ')];
  });
  return table(['Command', 'Where'], rows);
}

/** A command is in the palette unless a condition that never holds keeps it out. */
function placesOf(command: string, menus: Manifest['contributes']['menus']): string[] {
  const inPalette = !(menus.commandPalette ?? []).some((item) => item.command === command && item.when === 'false');
  const others = Object.entries(menus).flatMap(([menu, items]) => {
    const isThere = menu !== 'commandPalette' && items.some((item) => item.command === command);
    return isThere ? [places[menu] ?? menu] : [];
  });
  return [...(inPalette ? ['palette'] : []), ...new Set(others)];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** @throws when the text lacks the comments between which the table stands. */
function fill(text: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name}, from package.json -->`, `<!-- end of ${name} -->`];
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`README.md has no place for the table of ${name}.`);
  return `${text.slice(0, from + start.length)}\n\n${content}\n\n${text.slice(to)}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  void withTables(readFileSync('README.md', 'utf8')).then((text) => writeFileSync('README.md', text));
}
