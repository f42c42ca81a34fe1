import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { commandIds } from '../src/vscode/commands/commandIds';
import { debugType, pythonDebugType } from '../src/vscode/contributedTypes';
import { contextWords } from '../src/vscode/views/contextValue';
import { jobsViewId, viewContainerId } from '../src/vscode/views/viewIds';
import { contextKeys } from '../src/vscode/workspace/contextKeys';
import { settingKeys } from '../src/vscode/workspace/settings';

interface Clause {
  readonly command?: string;
  readonly when?: string;
  readonly group?: string;
  readonly enablement?: string;
}

interface Manifest {
  readonly icon: string;
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly commands: readonly (Clause & { readonly command: string; readonly title: string })[];
    readonly menus: Readonly<Record<string, readonly Clause[]>>;
    readonly keybindings: readonly Clause[];
    readonly views: Readonly<Partial<Record<string, readonly { readonly id: string; readonly icon: string }[]>>>;
    readonly viewsWelcome: readonly (Clause & { readonly view: string })[];
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
    readonly debuggers: readonly { readonly type: string }[];
    readonly grammars: readonly { readonly path: string }[];
  };
}

const text = readFileSync('package.json', 'utf8');
const texts = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>;
const { contributes, ...manifest } = JSON.parse(text) as Manifest;

const clauses: readonly Clause[] = [
  ...contributes.commands,
  ...Object.values(contributes.menus).flat(),
  ...contributes.keybindings,
  ...contributes.viewsWelcome,
];
const conditions = clauses.flatMap(({ when, enablement }) => [when, enablement].filter((each) => each !== undefined));

function sorted(values: Iterable<string>): string[] {
  return [...new Set(values)].sort();
}

test('the commands of the manifest are those of the code', () => {
  const declared = contributes.commands.map(({ command }) => command);
  assert.deepEqual(sorted(declared), sorted(Object.values(commandIds)));
  assert.equal(new Set(declared).size, declared.length, 'each command is declared once');
});

test('menus, keys and welcome texts name commands that exist', () => {
  const named = clauses.flatMap(({ command }) => (command === undefined ? [] : [command]));
  const linked = Object.values(texts).flatMap((each) =>
    [...each.matchAll(/\(command:(webjobs\.\w+)\)/g)].map((m) => m[1] ?? ''),
  );
  const known = new Set<string>(Object.values(commandIds));
  assert.deepEqual(
    sorted([...named, ...linked]).filter((command) => !known.has(command)),
    [],
  );
});

test('the settings of the manifest are those of the code', () => {
  assert.deepEqual(sorted(Object.keys(contributes.configuration.properties)), sorted(settingKeys));
});

test('conditions use the context keys that the code sets, and no others', () => {
  const used = conditions.flatMap((each) =>
    [...each.matchAll(/(?<![\w.])webjobs\.\w+(?:\.\w+)*/g)].map(([key]) => key),
  );
  assert.deepEqual(sorted(used.filter((key) => key !== jobsViewId)), sorted(contextKeys));
});

test('conditions test the words of which context values are made', () => {
  const used = conditions.flatMap((each) => [...each.matchAll(/;(\w+);/g)].map((match) => match[1] ?? ''));
  const known = new Set<string>(contextWords);
  assert.deepEqual(
    sorted(used).filter((word) => !known.has(word)),
    [],
  );
});

test('views, debug type and files of the manifest are there', () => {
  assert.deepEqual(Object.keys(contributes.views), [viewContainerId]);
  const views = contributes.views[viewContainerId] ?? [];
  assert.deepEqual(
    views.map(({ id }) => id),
    [jobsViewId],
  );
  assert.deepEqual(
    contributes.debuggers.map(({ type }) => type),
    [debugType, pythonDebugType],
  );
  const files = [manifest.icon, ...contributes.grammars.map(({ path }) => path), ...views.map(({ icon }) => icon)];
  assert.deepEqual(
    files.filter((file) => !existsSync(file)),
    [],
  );
});

test('every text of the manifest has its words, and every word its place', () => {
  const used = [...text.matchAll(/"%([\w.]+)%"/g)].map((match) => match[1] ?? '');
  assert.deepEqual(sorted(used), sorted(Object.keys(texts)));
});

test('what a click under the mouse does is in the context menu too, which the keyboard reaches', () => {
  const items = contributes.menus['view/item/context'] ?? [];
  const isInline = ({ group }: Clause): boolean => group?.startsWith('inline') === true;
  const inMenu = new Set(items.filter((item) => !isInline(item)).map(({ command }) => command));
  assert.deepEqual(
    items.filter((item) => isInline(item) && !inMenu.has(item.command)),
    [],
  );
});

test('the palette says of each command where it can work, but for those that always do', () => {
  const conditional = new Set(contributes.menus.commandPalette?.map(({ command }) => command));
  const always = contributes.commands.map(({ command }) => command).filter((command) => !conditional.has(command));
  assert.deepEqual(sorted(always), [commandIds.connectToSite, commandIds.refresh, commandIds.showLog].sort());
});

test('nothing activates for every window', () => {
  assert.deepEqual(
    manifest.activationEvents.filter((event) => event === '*' || event === 'onStartupFinished'),
    [],
  );
});
