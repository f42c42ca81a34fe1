import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Uri } from 'vscode';
import { Settings } from '../../../src/vscode/workspace/settings';

const scope = { fsPath: '/shop' } as Uri;

/** Settings over these values, with a function that announces a change of some. */
function setUp(values: Readonly<Record<string, unknown>>) {
  const listeners: ((event: { affectsConfiguration: (key: string) => boolean }) => void)[] = [];
  const source = {
    getConfiguration: (section?: string) => ({
      get: (key: string) => values[section === undefined ? key : `${section}.${key}`],
    }),
    onDidChangeConfiguration: (listener: (typeof listeners)[number]) => {
      listeners.push(listener);
      return { dispose: () => undefined };
    },
  } as unknown as ConstructorParameters<typeof Settings>[0];
  const change = (...keys: string[]): void => {
    for (const listener of listeners) listener({ affectsConfiguration: (key) => keys.includes(key) });
  };
  return { settings: new Settings(source), change };
}

test('values of a wrong type count as the default', () => {
  const { settings } = setUp({
    'webjobs.jobFolders': 'jobs',
    'webjobs.localSite.home': 7,
    'webjobs.interpreters': ['python'],
    'webjobs.timeZone': null,
    'webjobs.showScheduleHints': 'no',
    'webjobs.showScriptHints': 'no',
  });
  assert.deepEqual(
    [
      settings.jobFoldersOf(scope),
      settings.localSiteHome,
      settings.interpreters,
      settings.timeZone,
      settings.showScheduleHints,
      settings.showScriptHints,
    ],
    [[], undefined, {}, '', true, true],
  );
});

test('values are taken as they are, without what is of no use', () => {
  const { settings } = setUp({
    'webjobs.jobFolders': ['jobs', '', 3],
    'webjobs.localSite.home': ' /site ',
    'webjobs.interpreters': { python: '/usr/bin/python3', node: 3 },
    'webjobs.showScheduleHints': false,
    'webjobs.showScriptHints': false,
  });
  assert.deepEqual(settings.jobFoldersOf(scope), ['jobs']);
  assert.equal(settings.localSiteHome, '/site');
  assert.deepEqual(settings.interpreters, { python: '/usr/bin/python3' });
  assert.equal(settings.showScheduleHints, false);
  assert.equal(settings.showScriptHints, false);
});

test("the user's excludes are tested with the paths of folders", async () => {
  const { settings } = setUp({
    'files.exclude': { '**/out': true, '**/kept': false },
    'search.exclude': { 'vendor/jobs': true },
  });
  const isExcluded = await settings.excludesOf(scope);
  assert.deepEqual(['out', 'a/out', 'a/out/b', 'kept', 'vendor', 'vendor/jobs', 'outer'].map(isExcluded), [
    true,
    true,
    true,
    false,
    false,
    true,
    false,
  ]);
});

test('F5 belongs to the launch configurations where there are any', () => {
  assert.equal(setUp({}).settings.hasLaunchConfigurations, false);
  assert.equal(setUp({ 'launch.configurations': [] }).settings.hasLaunchConfigurations, false);
  assert.equal(setUp({ 'launch.configurations': [{ type: 'node' }] }).settings.hasLaunchConfigurations, true);
});

test('changes are told by key', () => {
  const { settings, change } = setUp({});
  const told: string[] = [];
  settings.onDidChange((key) => told.push(key));
  settings.onDidChangeLaunch(() => told.push('launch'));
  change('webjobs.timeZone', 'editor.fontSize');
  change('launch');
  assert.deepEqual(told, ['webjobs.timeZone', 'launch']);
});
