import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setImmediate as settled } from 'node:timers/promises';
import { EventEmitter } from '../../../src/core/base/event';
import { jobFilesGlob, onReasonToStart, type WatchedWorkspace } from '../../../src/vscode/workspace/startReasons';

interface Opened {
  readonly languageId: string;
  readonly uri: { readonly path: string };
}

const opened = (path: string, languageId = 'jsonc'): Opened => ({ languageId, uri: { path } });

/** A window on a folder whose searches are answered by the test. */
function setUp(options: { readonly documents?: readonly Opened[]; readonly folders?: number } = {}) {
  const didOpen = new EventEmitter<Opened>();
  const didChangeFolders = new EventEmitter<void>();
  const didCreate = new EventEmitter<{ fsPath: string }>();
  const searches: { answer(files: readonly string[]): Promise<void>; fail(): Promise<void> }[] = [];
  const workspace = {
    textDocuments: options.documents ?? [],
    workspaceFolders: Array.from({ length: options.folders ?? 1 }, (_, index) => ({ name: `folder ${index}` })),
    onDidOpenTextDocument: didOpen.event,
    onDidChangeWorkspaceFolders: didChangeFolders.event,
    createFileSystemWatcher: () => ({ onDidCreate: didCreate.event, dispose: () => didCreate.dispose() }),
    findFiles: () =>
      new Promise((resolve, reject) => {
        searches.push({
          answer: async (files) => {
            resolve(files);
            await settled();
          },
          fail: async () => {
            reject(new Error('The folder cannot be searched.'));
            await settled();
          },
        });
      }),
  } as unknown as WatchedWorkspace;
  let reasons = 0;
  const watch = onReasonToStart(workspace, () => (reasons += 1));
  return {
    watch,
    searches,
    reasons: () => reasons,
    open: (document: Opened) => didOpen.fire(document),
    addFolder: () => didChangeFolders.fire(),
    create: (...path: string[]) => didCreate.fire({ fsPath: join('/', 'project', ...path) }),
  };
}

test('a folder without jobs is no reason, whatever JSON is opened in it', async () => {
  const window = setUp({ documents: [opened('/project/tsconfig.json')] });
  await window.searches[0]?.answer([]);
  window.open(opened('/project/.vscode/settings.json'));
  window.open(opened('/project/settings.job.md', 'markdown'));
  window.create('src', 'settings.json');
  window.create('node_modules', 'jobs');
  assert.equal(window.searches.length, 1);
  assert.equal(window.reasons(), 0);
});

test('a folder with jobs is a reason', async () => {
  const window = setUp();
  await window.searches[0]?.answer(['/project/App_Data/jobs/triggered/report/run.sh']);
  assert.equal(window.reasons(), 1);
});

test('a folder that cannot be searched is a reason: it may hold jobs', async () => {
  const window = setUp();
  await window.searches[0]?.fail();
  assert.equal(window.reasons(), 1);
});

const aboutJobs = [
  opened('/elsewhere/settings.job'),
  opened('/elsewhere/job_log.txt', 'webjobs-log'),
  opened('/elsewhere/Properties/webjob-publish-settings.json', 'json'),
];

test('an open document about jobs is a reason, without a search', () => {
  for (const document of aboutJobs) {
    const window = setUp({ documents: [opened('/project/tsconfig.json'), document] });
    assert.equal(window.searches.length, 0);
    assert.equal(window.reasons(), 1);
  }
});

test('a settings.job that is opened later is a reason, once', async () => {
  const window = setUp({ folders: 0 });
  assert.equal(window.searches.length, 0);
  window.open(opened('/project/settings.job'));
  window.open(opened('/project/settings.job'));
  window.addFolder();
  await settled();
  assert.equal(window.reasons(), 1);
});

test('jobs that appear later are a reason', async () => {
  const window = setUp();
  await window.searches[0]?.answer([]);
  window.create('App_Data');
  await window.searches[1]?.answer([]);
  assert.equal(window.reasons(), 0);
  window.create('App_Data', 'jobs', 'triggered', 'report', 'run.sh');
  await window.searches[2]?.answer(['/project/App_Data/jobs/triggered/report/run.sh']);
  assert.equal(window.reasons(), 1);
});

test('what appears during a search is looked at by one more', async () => {
  const window = setUp();
  for (const name of ['App_Data', 'jobs', 'triggered']) window.create(name);
  window.addFolder();
  assert.equal(window.searches.length, 1);
  await window.searches[0]?.answer([]);
  assert.equal(window.searches.length, 2);
  await window.searches[1]?.answer([]);
  assert.equal(window.searches.length, 2);
});

test('an ended watch finds no reason any more', async () => {
  const window = setUp();
  window.watch.dispose();
  window.open(opened('/project/settings.job'));
  await window.searches[0]?.answer(['/project/settings.job']);
  window.create('App_Data');
  assert.deepEqual([window.reasons(), window.searches.length], [0, 1]);
});

test('the search finds what activates the extension in a folder', () => {
  const { activationEvents } = JSON.parse(readFileSync('package.json', 'utf8')) as { activationEvents: string[] };
  const globs = activationEvents.flatMap((event) => /^workspaceContains:(.+)$/.exec(event)?.[1] ?? []);
  const withoutBraces = globs.flatMap((glob) => {
    const [, before = glob, names = '', after = ''] = /^(.*)\{(.+)\}(.*)$/.exec(glob) ?? [];
    return names.split(',').map((name) => before + name + after);
  });
  assert.deepEqual(jobFilesGlob.slice(1, -1).split(','), withoutBraces);
});
