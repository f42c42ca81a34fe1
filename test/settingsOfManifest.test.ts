import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

interface Setting {
  readonly type?: string;
  readonly default?: unknown;
  readonly scope?: string;
  readonly order?: number;
  readonly markdownDescription?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly markdownEnumDescriptions?: readonly string[];
}

const { contributes, capabilities } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly contributes: { readonly configuration: { readonly properties: Readonly<Record<string, Setting>> } };
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
};
const texts = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Readonly<Record<string, string>>;
const settings = Object.entries(contributes.configuration.properties);

/** What a workspace must not decide by itself: programs that run, and places on the user's disk. */
const restricted = ['webjobs.interpreters', 'webjobs.jobFolders', 'webjobs.localSite.home'];

for (const [name, setting] of settings) {
  test(`${name} has a type, a default, a scope, a place and a text of its own`, () => {
    assert.ok(setting.type !== undefined && 'default' in setting);
    assert.match(setting.scope ?? '', /^(?:machine|machine-overridable|window|resource)$/);
    assert.equal(typeof setting.order, 'number');
    assert.equal(setting.description, undefined, 'one description, which may hold Markdown');
    const text = texts[setting.markdownDescription?.slice(1, -1) ?? ''] ?? '';
    assert.match(text, /^[A-Z].{20,}[.)]$/s);
    assert.equal(setting.markdownEnumDescriptions?.length, setting.enum?.length);
  });
}

test('settings stand in an order of their own', () => {
  const orders = settings.map(([, { order }]) => order);
  assert.equal(new Set(orders).size, orders.length);
});

test('settings that could harm are not taken from a workspace that is not trusted', () => {
  assert.deepEqual([...capabilities.untrustedWorkspaces.restrictedConfigurations].sort(), restricted);
});
